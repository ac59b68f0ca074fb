import type { Decision, Question } from '../access/access.js'
import { witnessLines } from '../formatters/details.js'
import { placeOf } from '../formatters/place.js'
import type { Style } from '../formatters/style.js'
import { statementLabel } from '../linter/draft.js'
import { locationOf, publishWitness, sanitiseAll, type Location, type PublishedWitness, type Tool } from '../linter/publish.js'
import type { Condition, Statement } from '../policy/policy.js'

/** A decision as plain data whose text is safe to print. */
export interface Answer {
  readonly schemaVersion: 1
  readonly tool: Tool
  readonly question: Question
  readonly verdict: Decision['verdict']
  readonly grantedBy: readonly PublishedStatement[]
  readonly deniedBy: readonly PublishedStatement[]
  readonly nearMisses: readonly (PublishedStatement & { readonly part: string; readonly reason: string })[]
  readonly conditions: readonly {
    readonly operator: string
    readonly key: string
    readonly values: readonly string[]
    readonly location: Location
  }[]
  readonly allowed?: PublishedWitness
  readonly denied?: PublishedWitness
  readonly because: readonly { readonly reason: string; readonly statement?: string; readonly location?: Location }[]
}

interface PublishedStatement {
  readonly statement: string
  readonly location: Location
}

export function publishAnswer(question: Question, decision: Decision, tool: Tool): Answer {
  const { verdict, grantedBy, deniedBy, nearMisses, conditions, allowed, denied, because } = decision
  return sanitiseAll({
    schemaVersion: 1 as const,
    tool,
    question,
    verdict,
    grantedBy: grantedBy.map(publishStatement),
    deniedBy: deniedBy.map(publishStatement),
    nearMisses: nearMisses.map(({ statement, part, reason }) => ({ ...publishStatement(statement), part, reason })),
    conditions: conditions.map(publishCondition),
    ...(allowed && { allowed: publishWitness(allowed) }),
    ...(denied && { denied: publishWitness(denied) }),
    because: because.map(({ reason, statement }) => ({ reason, ...(statement && publishStatement(statement)) })),
  })
}

function publishStatement(statement: Statement): PublishedStatement {
  return { statement: statementLabel(statement), location: locationOf(statement.at) }
}

function publishCondition({ at, operator, key, values }: Condition): Answer['conditions'][number] {
  const name = `${operator.qualifier === undefined ? '' : `${operator.qualifier}:`}${operator.value}${operator.ifExists ? 'IfExists' : ''}`
  return { operator: name, key: key.value, values: values.map(({ value }) => value), location: locationOf(at) }
}

const VERDICTS: Readonly<Record<Decision['verdict'], string>> = {
  always: 'always: every such request is allowed',
  never: 'never: no such request is allowed',
  conditionally: 'conditionally: some of these requests are allowed, others are not',
  unknown: 'unknown: what the policy or the documentation leaves open decides',
}

export function showAnswer(answer: Answer, style: Style): string {
  const colors = { always: style.green, never: style.red, conditionally: style.yellow, unknown: style.yellow }
  const lines = [
    colors[answer.verdict](VERDICTS[answer.verdict]),
    ...answer.because.map(
      ({ reason, statement, location }) =>
        `  because     ${reason}${statement === undefined ? '' : ` (statement ${statementText(statement, location!)})`}`,
    ),
    ...answer.grantedBy.map(({ statement, location }) => `  granted by  ${statementText(statement, location)}`),
    ...answer.deniedBy.map(({ statement, location }) => `  denied by   ${statementText(statement, location)}`),
    ...answer.conditions.map(
      ({ operator, key, values, location }) =>
        `  if          ${operator} ${key} ${values.map((value) => `"${value}"`).join(', ')}, ${placeOf(location)}`,
    ),
    ...answer.nearMisses.map(
      ({ statement, location, reason }) => `  near miss   ${statementText(statement, location)} would grant it, but ${reason}`,
    ),
    ...[answer.allowed, answer.denied].flatMap((witness) =>
      witness === undefined
        ? []
        : witnessLines(witness, style)
            .filter((line) => line !== '')
            .map((line, index) => `  ${(index === 0 ? 'proof' : '').padEnd(10)}  ${line}`),
    ),
  ]
  return `${lines.join('\n')}\n`
}

function statementText(label: string, location: Location): string {
  return `${label.startsWith('#') ? label : `"${label}"`}, ${placeOf(location)}`
}
