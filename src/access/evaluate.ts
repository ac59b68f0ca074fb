import { arnFields } from '../policy/arn.js'
import { readPattern, type Token } from '../policy/pattern.js'
import type { ListElement, Policy, PrincipalElement, Statement } from '../policy/policy.js'
import { matchesPattern, opposite, type Reading } from '../policy/wildcard.js'
import type { Environment, Outcome, Request } from './access.js'
import { appliedPolicy } from './aws-owned.js'
import { bindSymbols } from './bind-symbols.js'
import { conditionMatches } from './evaluate-condition.js'

/** A request as the evaluator reads it: key names folded, absent keys left out. */
export interface Situation {
  readonly request: Request
  readonly keys: ReadonlyMap<string, readonly string[]>
  readonly environment: Environment
  readonly variables: boolean
}

/**
 * Decides one concrete request the plain way: allowed when some Allow statement matches and no Deny statement does.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function evaluate(policy: Policy, request: Request, environment: Environment = {}): { outcome: Outcome; by: Statement[] } {
  return evaluateAs(policy, request, environment, 'documented', 'documented')
}

/** The outcome when Allow statements are read one way and Deny statements another. */
export function evaluateAs(policy: Policy, request: Request, environment: Environment, allow: Reading, deny: Reading): { outcome: Outcome; by: Statement[] } {
  const applied = appliedPolicy(policy, environment)
  const situation = situationOf(bindSymbols(applied, environment), request, environment)
  const matching = (effect: Statement['effect'], reading: Reading) =>
    applied.statements.filter((_, index) => {
      const statement = situation.policy.statements[index]!
      // A statement that could not be read may be of either effect.
      return statement.complete ? statement.effect === effect && statementMatches(statement, situation, reading) : reading === 'wide'
    })
  const denying = matching('Deny', deny)
  if (denying.length > 0) return { outcome: 'denied', by: denying }
  const allowing = matching('Allow', allow)
  return { outcome: allowing.length > 0 ? 'allowed' : 'denied', by: allowing }
}

function situationOf(policy: Policy, request: Request, environment: Environment): Situation & { policy: Policy } {
  const keys = new Map<string, readonly string[]>()
  if (request.principal !== 'anonymous') {
    const { arn } = request.principal
    const account = request.principal.account ?? (arn === undefined ? undefined : arnFields(arn)?.[4])
    if (arn !== undefined && arnFields(arn)?.[2] === 'iam') keys.set('aws:principalarn', [arn])
    if (account !== undefined) keys.set('aws:principalaccount', [account])
  }
  for (const [key, values] of Object.entries(request.context)) {
    // A key without values counts as missing: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_multi-value-conditions.html
    if (values === null || values.length === 0) keys.delete(key.toLowerCase())
    else keys.set(key.toLowerCase(), values)
  }
  return { policy, request, keys, environment, variables: policy.version?.value === '2012-10-17' }
}

export function statementMatches(statement: Statement, situation: Situation, reading: Reading): boolean {
  return (
    principalMatches(statement, situation, reading)
    && listMatches(statement.action, false, reading, (value, tokens, bound) => actionMatches(value, tokens, situation.request.action, bound))
    && statement.conditions.every((condition) => conditionMatches(condition, situation, reading))
    && listMatches(statement.resource, situation.variables, reading, (value, tokens, bound) => resourceMatches(value, tokens, situation, bound))
  )
}

function listMatches(element: ListElement, variables: boolean, reading: Reading, matches: (value: string, tokens: readonly Token[], reading: Reading) => boolean): boolean {
  const bound = element.not ? opposite(reading) : reading
  return element.values.some(({ value }) => matches(value, readPattern(value, { variables, wildcards: true }), bound)) !== element.not
}

/** Service prefix and name fold case. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
function actionMatches(pattern: string, tokens: readonly Token[], action: string, reading: Reading): boolean {
  // What a wildcard in the service part matches is not documented, the lone star apart.
  if (reading === 'narrow' && hasServiceWildcard(pattern)) return false
  return matchesPattern(tokens, action, reading, true)
}

export function hasServiceWildcard(pattern: string): boolean {
  return pattern !== '*' && pattern !== '*:*' && /[*?]/.test(pattern.split(':')[0]!)
}

function resourceMatches(pattern: string, written: readonly Token[], situation: Situation, reading: Reading): boolean {
  const { resource } = situation.request
  const tokens = substitute(written, situation.keys)
  // An entry with a variable that has no value matches no resource.
  if (tokens === undefined) return false
  return matchesPattern(tokens, resource, reading) && !(reading === 'narrow' && colonsMatter(pattern) && !matchesByField(tokens, resource, reading))
}

/** A star before the fifth colon, or too few fields: the documentation does not settle whether the star reaches past a colon. */
export function colonsMatter(pattern: string): boolean {
  if (pattern === '*') return false
  const fields = arnFields(pattern)
  return fields === undefined || fields.slice(0, 5).some((field) => /[*?]/.test(field))
}

/** The six fields one by one, as ArnLike compares: a star stays inside its field, the last apart. */
export function matchesByField(pattern: readonly Token[], text: string, reading: Reading): boolean {
  const fields: Token[][] = [[]]
  for (const token of pattern) {
    if (token.kind !== 'text') {
      fields.at(-1)!.push(token)
      continue
    }
    token.text.split(':').forEach((part, index) => {
      if (index > 0 && fields.length < 6) fields.push([])
      else if (index > 0) fields.at(-1)!.push({ kind: 'text', text: ':' })
      if (part !== '') fields.at(-1)!.push({ kind: 'text', text: part })
    })
  }
  const parts = arnFields(text)
  return fields.length === 6 && parts !== undefined && fields.every((field, index) => matchesPattern(field, parts[index]!, reading))
}

/** Replaces variables by their values, literally; `undefined` when one has none. */
export function substitute(tokens: readonly Token[], keys: ReadonlyMap<string, readonly string[]>): readonly Token[] | undefined {
  if (!tokens.some(({ kind }) => kind === 'variable')) return tokens
  const result: Token[] = []
  for (const token of tokens) {
    if (token.kind !== 'variable') {
      result.push(token)
      continue
    }
    const values = keys.get(token.key)
    const text = values?.length === 1 ? values[0] : values === undefined ? token.fallback : undefined
    if (text === undefined) return undefined
    result.push({ kind: 'text', text })
  }
  return result
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function principalMatches({ principal, effect }: Statement, situation: Situation, reading: Reading): boolean {
  const some = (bound: Reading) => principal.values.some((value) => oneMatches(value, situation, bound))
  if (!principal.not) return some(reading)
  // A Deny with NotPrincipal spares a caller only when account, role and session are all listed.
  if (effect === 'Deny' && reading === 'wide') return !principal.values.some(({ value }) => value === '*')
  return !some(opposite(reading))
}

function oneMatches({ type, value }: PrincipalElement['values'][number], situation: Situation, reading: Reading): boolean {
  const { request, keys, environment } = situation
  if (type === 'AWS' && value === '*') return true
  if (request.principal === 'anonymous') return false
  const text = (token: string | undefined) => token !== undefined && matchesPattern([{ kind: 'text', text: value }], token, reading)
  const key = (name: string) => keys.get(name)?.[0]
  if (type === 'Service') return text(request.principal.service) || text(key('aws:principalservicename'))
  if (type === 'Federated') return text(key('aws:federatedprovider'))
  if (type === 'CanonicalUser') return reading === 'wide'
  const caller = key('aws:principalarn')
  const account = /^\d{12}$/.test(value) ? value : /^arn:[^:]*:iam::([^:]*):root$/.exec(value)?.[1]
  if (account !== undefined) {
    // https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html: at a gateway endpoint an account means its root user.
    return environment.endpointType === 'gateway'
      ? caller !== undefined && matchesByField(readPattern(`arn:*:iam::${account}:root`, { variables: false, wildcards: true }), caller, reading)
      : request.principal.service === undefined && key('aws:principalaccount') !== undefined
        && matchesPattern([{ kind: 'text', text: account }], key('aws:principalaccount')!, reading)
  }
  // Gateway endpoints document no other principal, and a bare unique id is that of a deleted identity.
  if (environment.endpointType === 'gateway' || !value.startsWith('arn:')) return reading === 'wide'
  return text(caller) || text(request.principal.arn)
}
