import type { Policy } from '../policy/policy.js'
import type { Caller, Decision, Environment, Question, Verdict, Witness } from './access.js'
import type { Circumstances } from './callers.js'
import { isAwsOwned } from './aws-owned.js'
import { Engine, type Ask, type Found } from './engine.js'
import { doubtsOf, nearMisses, undecidedConditions } from './explain.js'

const engines = new WeakMap<Policy, Map<string, Engine>>()

export function engineFor(policy: Policy, environment: Environment): Engine {
  let known = engines.get(policy)
  if (known === undefined) engines.set(policy, (known = new Map()))
  const key = JSON.stringify(environment)
  let engine = known.get(key)
  if (engine === undefined) known.set(key, (engine = new Engine(policy, environment)))
  return engine
}

export function circumstancesOf(caller: Caller, question: Question, environment: Environment, resourceOwner: Circumstances['resourceOwner'], trusted: readonly string[]): Circumstances {
  return { caller, context: question.context ?? {}, environment, resources: question.resources, resourceOwner, trusted }
}

/**
 * Are all, none or some of the requests of the question allowed through the endpoint? `unknown` when what the documentation or
 * the file leaves open decides, or when a limit was reached; `because` says which.
 */
export function decide(policy: Policy, question: Question, environment: Environment = {}): Decision {
  const engine = engineFor(policy, environment)
  const ask: Ask = {
    actions: question.actions, resources: question.resources, except: [], statement: undefined,
    circumstances: circumstancesOf(question.caller, question, environment, question.resources.every(isAwsOwned) ? 'aws' : 'any', []),
  }
  const allowedMaybe = engine.search(ask, { outcome: 'allowed', certain: false })
  const deniedMaybe = engine.search(ask, { outcome: 'denied', certain: false })
  const sure = (outcome: 'allowed' | 'denied', maybe: Found) => (maybe === 'none' ? maybe : engine.search(ask, { outcome, certain: true }))
  const allowedSurely = sure('allowed', allowedMaybe)
  const deniedSurely = sure('denied', deniedMaybe)
  const allowed = witnessOf(allowedSurely)
  const denied = witnessOf(deniedSurely)
  const verdict: Verdict =
    allowedMaybe === 'none' ? 'never'
    : deniedMaybe === 'none' ? 'always'
    : allowed !== undefined && denied !== undefined ? 'conditionally'
    : 'unknown'
  const gaveUp = [allowedMaybe, deniedMaybe, allowedSurely, deniedSurely].flatMap((found) => (typeof found === 'object' && 'gaveUp' in found ? [{ reason: found.gaveUp }] : []))
  return {
    verdict,
    grantedBy: allowed === undefined ? [] : original(policy, allowed),
    deniedBy: denied === undefined ? [] : original(policy, denied).filter(({ effect }) => effect === 'Deny'),
    nearMisses: verdict === 'always' ? [] : nearMisses(engine, ask),
    conditions: verdict === 'conditionally' ? undecidedConditions(engine, ask) : [],
    ...(allowed === undefined ? {} : { allowed }),
    ...(denied === undefined ? {} : { denied }),
    because: verdict === 'unknown' ? [...gaveUp, ...doubtsOf(engine, ask)] : [],
  }
}

export function witnessOf(found: Found): Witness | undefined {
  return typeof found === 'object' && 'request' in found ? found : undefined
}

function original(policy: Policy, { by }: Witness) {
  return by.flatMap(({ index }) => policy.statements[index] ?? [])
}
