import { operatorKind } from '../policy/operator.js'
import type { Condition } from '../policy/policy.js'
import { hasSymbol } from '../policy/symbol.js'
import { domainOf, isFinite, type Circumstances } from './callers.js'
import { conditionMatches } from './evaluate-condition.js'
import { canonicalKey, IDENTITY, MULTIVALUED, situationFor } from './leaves.js'
import { canBe, representatives } from './representatives.js'
import { GaveUp } from './work.js'

/** Whether the requests of a caller meet a condition. */
export type Meeting = 'always' | 'never' | 'sometimes'

/** In the reading that lets a condition hold least, and in the one that lets it hold most. */
export interface Meetings {
  readonly narrow: Meeting
  readonly wide: Meeting
}

const NO_KEYS: ReadonlyMap<string, readonly string[]> = new Map()

/**
 * What the values of its own key tell of a condition, which is all there is to it where no variable and no other key has a say;
 * `undefined` elsewhere.
 */
export function meetingsOf(condition: Condition, circumstances: Circumstances, variables: boolean): Meetings | undefined {
  const plain = plainMeeting(condition, circumstances)
  if (plain !== undefined) return { narrow: plain, wide: plain }
  const situations = situationsOf(condition, circumstances, variables)
  if (situations === undefined) return undefined
  const meeting = (reading: 'narrow' | 'wide'): Meeting => {
    let met = 0
    for (const keys of situations) if (conditionMatches(condition, situationFor(keys, 'anonymous', circumstances.environment, variables), reading)) met++
    return summary(met, situations.length)
  }
  return { narrow: meeting('narrow'), wide: meeting('wide') }
}

function summary(met: number, all: number): Meeting {
  return met === 0 ? 'never' : met === all ? 'always' : 'sometimes'
}

/** The same where a key is compared with texts that have no wildcards, which most conditions do: either it is one of them or not. */
function plainMeeting({ key, operator, values }: Condition, circumstances: Circumstances): Meeting | undefined {
  const { comparison, negated } = operatorKind(operator.value)
  const isBool = comparison === 'bool'
  if ((comparison !== 'string' && comparison !== 'string-like' && !isBool) || operator.qualifier !== undefined) return undefined
  if (values.some(({ value }) => SPECIAL.test(value))) return undefined
  const name = canonicalKey(key.value)
  const domain = domainOf(name, circumstances)
  const absent = domain.absent ? 1 : 0
  const whenAbsent = absent === 1 && (negated || operator.ifExists) ? 1 : 0
  if (!domain.present) return summary(whenAbsent, absent)
  if (MULTIVALUED.has(name) || isStated(name, circumstances) || domain.values?.some(hasSymbol)) return undefined
  const isNamed = (text: string) => values.some(({ value }) => value === text || (isBool && value.toLowerCase() === text.toLowerCase()))
  if (domain.values !== undefined) {
    const met = domain.values.filter((value) => isNamed(value) !== negated).length
    return summary(met + whenAbsent, domain.values.length + absent)
  }
  if (isBool || IDENTITY.includes(name)) return undefined
  // Of the values that the policy does not name there is always one more.
  const equal = values.some(({ value }) => canBe(value, domain)) ? 1 : 0
  return summary((negated ? 1 : equal) + whenAbsent, 1 + equal + absent)
}

/** Wildcards, variables and symbols. */
const SPECIAL = /[*?$\ue000-\uf8ff]/

/** Every kind of value that the condition tells apart, one each. */
function situationsOf(condition: Condition, circumstances: Circumstances, variables: boolean): ReadonlyMap<string, readonly string[]>[] | undefined {
  if (variables && condition.values.some(({ value }) => value.includes('${'))) return undefined
  const key = canonicalKey(condition.key.value)
  const domain = domainOf(key, circumstances)
  const situations = domain.absent ? [NO_KEYS] : []
  if (!domain.present) return situations
  if (isMultivalued(key, condition) || isStated(key, circumstances) || (IDENTITY.includes(key) && !isFinite(domain))) return undefined
  try {
    for (const value of representatives(domain, [condition], NO_KEYS, variables)) situations.push(new Map([[key, [value]]]))
  } catch (error) {
    if (error instanceof GaveUp) return undefined
    throw error
  }
  return situations
}

function isMultivalued(key: string, { operator }: Condition): boolean {
  return MULTIVALUED.has(key) || operator.qualifier !== undefined
}

function isStated(key: string, { context }: Circumstances): boolean {
  for (const name in context) if (name.toLowerCase() === key) return true
  return false
}
