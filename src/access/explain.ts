import { displayText, hasSymbol } from '../policy/symbol.js'
import { readPattern } from '../policy/pattern.js'
import type { Condition, Statement } from '../policy/policy.js'
import type { Doubt, NearMiss } from './access.js'
import { domainOf, requestsOf } from './callers.js'
import { colonsMatter, hasServiceWildcard } from './evaluate.js'
import { conditionMatches } from './evaluate-condition.js'
import type { Engine, Prepared } from './engine.js'
import { canonicalKey, situationFor } from './leaves.js'
import { GaveUp } from './work.js'

/** Whether this caller meets a condition always, never, or in some requests. */
function meeting(engine: Engine, ask: Prepared, statement: Statement, condition: Condition): 'always' | 'never' | 'sometimes' {
  const known = engine.meetings(condition, ask.circumstances)
  if (known !== undefined) return known.wide
  const alone = { ...statement, conditions: [condition], principal: { not: false, at: statement.at, values: [{ value: '*', type: 'AWS' as const, at: statement.at }] } }
  try {
    const leaves = engine.leavesFor([alone], ask)
    const met = leaves.filter((leaf) => conditionMatches(condition, situationFor(leaf.keys, leaf.principal, engine.environment, engine.policy.version?.value === '2012-10-17'), 'wide'))
    return met.length === 0 ? 'never' : met.length === leaves.length ? 'always' : 'sometimes'
  } catch (error) {
    if (error instanceof GaveUp) return 'sometimes'
    throw error
  }
}

/** Allow statements about these actions and resources that this caller does not pass, nearest first. */
export function nearMisses(engine: Engine, ask: Prepared): NearMiss[] {
  const misses: { miss: NearMiss; failing: number }[] = []
  for (const statement of ask.relevant) {
    if (statement.effect !== 'Allow' || !statement.complete) continue
    const failing = statement.conditions.filter((condition) => meeting(engine, ask, statement, condition) === 'never')
    const [condition] = failing
    if (condition !== undefined) {
      misses.push({ miss: { statement, part: 'condition', condition, reason: reasonOf(ask, condition) }, failing: failing.length })
    } else if (!statement.principal.values.some(({ value }) => value === '*') && !statement.principal.not && ask.circumstances.caller !== 'organization') {
      misses.push({ miss: { statement, part: 'principal', reason: `its Principal does not include ${requestsOf(ask.circumstances.caller)}` }, failing: 1 })
    }
  }
  // Statements for the resource that leave out the action.
  for (const statement of engine.prepare({ ...ask, actions: ['*'] }).relevant) {
    if (statement.effect !== 'Allow' || !statement.complete || statement.action.not || misses.some(({ miss }) => miss.statement === statement)) continue
    if (ask.relevant.includes(statement) || statement.resource.not || statement.resource.values.every(({ value }) => value === '*')) continue
    misses.push({ miss: { statement, part: 'action', reason: `it does not list ${ask.actions.join(', ')}` }, failing: 2 })
  }
  // Statements about everything come after those that name the resource.
  const rank = ({ miss: { statement }, failing }: (typeof misses)[number]) => failing + (isGeneral(statement) ? 10 : 0)
  return misses.sort((a, b) => rank(a) - rank(b)).map(({ miss }) => miss)
}

/** About everything, or about resources still to be named. */
export function isGeneral({ resource }: Statement): boolean {
  return resource.not || resource.values.some(({ value }) => value === '*' || (value.length === 1 && hasSymbol(value)))
}

function reasonOf(ask: Prepared, condition: Condition): string {
  const key = condition.key.value
  const who = requestsOf(ask.circumstances.caller)
  const domain = domainOf(canonicalKey(key), ask.circumstances)
  if (!domain.present) return `${key} is absent from ${who}`
  const wanted = condition.values.map(({ value }) => `"${displayText(value)}"`).join(', ')
  if (domain.values !== undefined && !domain.absent) return `${key} is ${domain.values.map((value) => `"${displayText(value)}"`).join(' or ')} in ${who}`
  return /^(?:String|Arn)(?:Equals|Like)/.test(condition.operator.value) ? `${key} is never ${wanted} in ${who}` : `${key} never meets "${condition.operator.value}" ${wanted} in ${who}`
}

/** Conditions that decide: this caller meets them in some requests and not in others. */
export function undecidedConditions(engine: Engine, ask: Prepared): Condition[] {
  return ask.relevant.flatMap((statement) => statement.conditions.filter((condition) => meeting(engine, ask, statement, condition) === 'sometimes'))
}

/** Points of the statements concerned that the documentation or the file leaves open. */
export function doubtsOf(engine: Engine, ask: Prepared): Doubt[] {
  const variables = engine.policy.version?.value === '2012-10-17'
  return ask.relevant.flatMap((statement): Doubt[] => {
    const doubts: string[] = []
    if (!statement.complete) doubts.push('the statement is not one that AWS accepts')
    const texts = [...statement.action.values, ...statement.resource.values, ...statement.conditions.flatMap(({ values }) => values)]
    const unknown = texts.find(({ value }) => hasSymbol(value))
    if (unknown !== undefined) doubts.push(`"${displayText(unknown.value)}" is not filled in`)
    const service = statement.action.values.find(({ value }) => hasServiceWildcard(value))
    if (service !== undefined) doubts.push(`what "${service.value}" matches is not documented: it has a wildcard in the service name`)
    const colon = statement.resource.values.find(({ value }) => colonsMatter(value) && /[*?]/.test(value))
    if (colon !== undefined) doubts.push(`it depends on whether AWS lets a wildcard of "${displayText(colon.value)}" match a colon`)
    const variable = [...statement.resource.values, ...statement.conditions.flatMap(({ values }) => values)].find(({ value }) =>
      readPattern(value, { variables, wildcards: true }).some(({ kind }) => kind === 'variable'))
    if (variable !== undefined) doubts.push(`"${displayText(variable.value)}" depends on the caller`)
    if (statement.principal.not) doubts.push('how endpoint policies treat NotPrincipal is not documented')
    if (engine.environment.endpointType === 'gateway' && statement.principal.values.some(({ value }) => value !== '*')) doubts.push('gateway endpoints document no Principal but "*"')
    if (statement.conditions.some(({ operator }) => operator.qualifier === 'ForAnyValue' && operator.ifExists)) doubts.push('the documentation contradicts itself on ForAnyValue with IfExists')
    return doubts.map((reason) => ({ reason, statement }))
  })
}
