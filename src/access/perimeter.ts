import { regionWildcard } from '../catalog/catalog.js'
import { bucketOfArn } from '../policy/arn.js'
import { operatorKind } from '../policy/operator.js'
import type { Condition, Policy, Statement } from '../policy/policy.js'
import { hasSymbol } from '../policy/symbol.js'
import type { Context, Environment, Witness } from './access.js'
import { evaluate } from './evaluate.js'
import { canonicalKey } from './leaves.js'
import { probe, type Probe } from './probe.js'
import { Recent } from './recent.js'

/** Which side of a request a condition is meant to tie to the organization. */
export type Side = 'identity' | 'resource'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html */
const KEYS: Readonly<Record<Side, readonly string[]>> = {
  identity: ['aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount'],
  resource: ['aws:resourceorgid', 'aws:resourceorgpaths', 'aws:resourceaccount'],
}

/** A condition that looks like a binding and is none, with a stranger's request that proves it. */
export interface EmptyBinding {
  readonly condition: Condition
  /** Where the condition stands. */
  readonly statement: Statement
  /** The Allow statement that the request passes. */
  readonly through: Statement
  readonly witness: Witness
}

export interface PerimeterSearch {
  readonly statement: Statement
  readonly side: Side
  readonly context: Context
  /** Resources that nobody can put in place of others, such as the buckets that the statement names. */
  readonly except: readonly string[]
}

/** The way through one Allow statement for callers who are not mine, or for mine to resources that are not. */
export function trespass(
  policy: Policy, { statement, side, context, except }: PerimeterSearch, environment: Environment = {},
): Witness | undefined | 'unknown' {
  let unknown = false
  for (const caller of side === 'identity' ? (['outsider', 'anonymous'] as const) : (['organization'] as const)) {
    const search: Probe = { caller, statement: statement.index, resourceOwner: 'foreign', context, except }
    const found = probe(policy, search, environment)
    if (found === 'unknown') unknown = true
    else if (found !== undefined) return found
  }
  return unknown ? 'unknown' : undefined
}

/**
 * Conditions on the organization that the request of a trespasser meets all the same: in the Allow statement it passes, or in
 * a Deny statement that would stop it but for the condition.
 */
export function emptyBindings(policy: Policy, search: PerimeterSearch, environment: Environment = {}): EmptyBinding[] {
  const candidates = bindingsOf(policy, search)
  if (candidates.length === 0) return []
  const witness = trespass(policy, search, environment)
  if (witness === undefined || witness === 'unknown') return []
  return candidates.flatMap(({ condition, statement }) => {
    if (statement.effect === 'Deny' && !isStoppedWithout(condition, statement, policy, witness, environment)) return []
    return [{ condition, statement, through: search.statement, witness }]
  })
}

function bindingsOf({ statements }: Policy, { statement: allow, side }: PerimeterSearch): Pick<EmptyBinding, 'condition' | 'statement'>[] {
  return statements
    .filter((statement) => statement.complete && (statement.effect === 'Deny' || statement.index === allow.index))
    .flatMap((statement) => (
      statement.conditions.filter((condition) => isBinding(condition, statement, side)).map((condition) => ({ condition, statement }))
    ))
}

/** Allowed for whom it is equal, or denied for whom it is not; what excludes single strangers is no binding. */
function isBinding({ key, operator, values }: Condition, { effect, conditions }: Statement, side: Side): boolean {
  if (!KEYS[side].includes(canonicalKey(key.value))) return false
  const { comparison, negated } = operatorKind(operator.value)
  if (comparison !== 'null') return negated === (effect === 'Deny')
  // Beside a test of its value, that of its presence is part of one condition.
  const alone = conditions.every((other) => (
    canonicalKey(other.key.value) !== canonicalKey(key.value) || operatorKind(other.operator.value).comparison === 'null'
  ))
  return alone && values.every(({ value }) => value.toLowerCase() === (effect === 'Deny' ? 'true' : 'false'))
}

/** Without the conditions on the key, does the Deny statement stop the request? */
function isStoppedWithout(
  { key }: Condition, { index }: Statement, policy: Policy, { request }: Witness, environment: Environment,
): boolean {
  const name = canonicalKey(key.value)
  const statements = policy.statements.map((statement) => {
    const conditions = statement.conditions.filter((condition) => canonicalKey(condition.key.value) !== name)
    return statement.index === index ? { ...statement, conditions } : statement
  })
  return evaluate({ ...policy, statements }, request, environment).outcome === 'denied'
}

/** Buckets that the statement names in full, or in full but for the Region, where `region-wildcard-bucket` says who else comes in. */
export function intendedBuckets(statement: Statement): readonly string[] {
  let intended = intendedIn.get(statement)
  if (intended === undefined) intendedIn.set(statement, (intended = findIntendedBuckets(statement)))
  return intended
}

/** Several rules ask. */
const intendedIn = new Recent<Statement, readonly string[]>(256)

function findIntendedBuckets({ resource }: Statement): string[] {
  if (resource.not) return []
  return resource.values.map(({ value }) => value).filter((value) => isNamed(bucketOfArn(value)) || regionWildcard(value) !== undefined)
}

/** No stranger can put a bucket of theirs in the place of one that is named in full. */
function isNamed(bucket: string | undefined): boolean {
  return bucket !== undefined && (hasSymbol(bucket) || !/[*?]/.test(bucket))
}
