import { displayText } from '../../src/policy/symbol.js'
import type { Gathered } from '../../src/sources/gather.js'
import type { Span } from '../../src/text/source-text.js'

/** What a file gave, as plain data to compare: places as `line:column`, located values with theirs, nothing that is empty. */
export function describeGathered({ facts, recognised, problems, notJudged, notes }: Gathered): unknown {
  const { policies, lists, ...others } = facts
  const shown = policies.map(({ at, account, region, policy, origin, service, endpointType, endpoints }) => ({
    at, origin, service, endpointType, account, region,
    endpoints: endpoints.map(({ name }) => name),
    statements: policy.statements.length,
    faults: policy.faults.map(({ at: place, id }) => ({ value: id, at: place })),
  }))
  // What parsers say of a fault is theirs to test.
  const shownProblems = problems.map((problem) => (problem.id === 'invalid-input' ? problem : { value: problem.id, at: problem.at }))
  return plain({ recognised, lists: [...lists], ...others, policies: shown, problems: shownProblems, notJudged, notes })
}

function plain(value: unknown): unknown {
  if (typeof value === 'string') return displayText(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if (isSpan(value)) return placeOf(value)
  if ('value' in value && 'at' in value && isSpan(value.at)) return `${displayText(String(value.value))} @ ${placeOf(value.at)}`
  const isShown = (key: string, item: unknown) => key !== 'path' && item !== undefined && !(Array.isArray(item) && item.length === 0)
  return Object.fromEntries(Object.entries(value).flatMap(([key, item]) => (isShown(key, item) ? [[key, plain(item)]] : [])))
}

function isSpan(value: unknown): value is Span {
  return typeof value === 'object' && value !== null && 'file' in value && 'start' in value
}

function placeOf({ file, start }: Span): string {
  const { line, column } = file.positionAt(start)
  return `${line}:${column}`
}
