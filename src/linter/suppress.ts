import { groupBy } from '../inventory/group-by.js'
import type { Endpoint } from '../inventory/inventory.js'
import { endpointLabel, plainDraft, type Draft } from './draft.js'
import { isExpired, matchesGlob, type Suppression } from './suppression.js'
import type { ConfiguredSeverity } from './severity.js'
import type { Span } from '../text/source-text.js'

/** Applies suppressions and remembers which of them silenced something. */
export class Suppressor {
  readonly #active: readonly Suppression[]
  /** Those of comments by path, and under `undefined` the others. */
  readonly #byPath: ReadonlyMap<string | undefined, readonly Suppression[]>
  readonly #expired: readonly Suppression[]
  readonly #used = new Set<Suppression>()

  constructor(suppressions: readonly Suppression[], today: string) {
    this.#active = suppressions.filter((suppression) => !isExpired(suppression, today))
    this.#byPath = groupBy(this.#active, ({ path }) => path)
    this.#expired = suppressions.filter((suppression) => isExpired(suppression, today))
  }

  /** The draft in parts: what concerns suppressed endpoints is silenced, the rest is not. */
  split(draft: Draft): Draft[] {
    const parts: Draft[] = []
    let rest = draft
    for (const suppression of this.#candidatesFor(draft)) {
      const silenced = silencedEndpoints(suppression, rest)
      if (silenced === 'none') continue
      this.#used.add(suppression)
      const { by, reason, expires } = suppression
      const suppressed = { by, reason, ...(expires !== undefined && { expires }) }
      if (silenced === 'all') return [...parts, { ...rest, suppressed }]
      parts.push(narrow({ ...rest, suppressed }, silenced))
      rest = narrow(
        rest,
        rest.endpoints.filter((endpoint) => !silenced.includes(endpoint)),
      )
    }
    return [...parts, rest]
  }

  #candidatesFor({ at }: Draft): readonly Suppression[] {
    const general = this.#byPath.get(undefined) ?? []
    const own = this.#byPath.get(at.file.path)
    return own === undefined ? general : [...own, ...general]
  }

  /** Findings about the suppressions themselves. `isJudged` tells whether what one names was part of this run. */
  *complaints(isJudged: (suppression: Suppression) => boolean, severityOf: (id: string, at: Span) => ConfiguredSeverity): Generator<Draft> {
    for (const suppression of this.#expired) {
      yield* complaint(
        'expired-suppression',
        'expired',
        suppression,
        severityOf,
        `the suppression of "${suppression.rule}" expired on ${suppression.expires} and silences nothing`,
        'Remove it, or review its reason and set a later date.',
      )
    }
    for (const suppression of this.#active) {
      if (this.#used.has(suppression) || !isJudged(suppression)) continue
      yield* complaint(
        'unused-suppression',
        'unused',
        suppression,
        severityOf,
        `the suppression of "${suppression.rule}" silences nothing`,
        'Remove it, or correct what it names.',
      )
    }
  }
}

function* complaint(
  ruleId: string,
  messageId: string,
  { rule, endpoint, statement, reason, at }: Suppression,
  severityOf: (id: string, at: Span) => ConfiguredSeverity,
  message: string,
  help: string,
): Generator<Draft> {
  const severity = severityOf(ruleId, at)
  if (severity === 'off') return
  const resource = JSON.stringify([rule, endpoint, statement, reason])
  yield plainDraft({ ruleId, messageId, severity, message, help, at, resource, subject: {} })
}

function silencedEndpoints(suppression: Suppression, draft: Draft): 'all' | 'none' | Endpoint[] {
  const { rule, matchesFile, line, endpoint, statement } = suppression
  if (rule !== draft.ruleId) return 'none'
  if (matchesFile !== undefined && !matchesFile(draft.at.file.path)) return 'none'
  if (line !== undefined && !beginsOn(line, draft)) return 'none'
  if (statement !== undefined && !statementLabels(draft).some((label) => matchesGlob(statement, label))) return 'none'
  if (endpoint === undefined) return 'all'
  if (draft.endpoints.length === 0) {
    return draft.subject.endpoint !== undefined && matchesGlob(endpoint, draft.subject.endpoint) ? 'all' : 'none'
  }
  const silenced = draft.endpoints.filter((candidate) => isNamed(endpoint, candidate))
  return silenced.length === 0 ? 'none' : silenced.length === draft.endpoints.length ? 'all' : silenced
}

/** The finding begins on the line, or the statement that it is about. */
function beginsOn(line: number, { at, statement }: Draft): boolean {
  const places = statement !== undefined && statement.at.file === at.file ? [at, statement.at] : [at]
  return places.some(({ file, start }) => file.positionAt(start).line === line)
}

/** A suppression names an endpoint by its id or by its name. */
export function isNamed(glob: string, endpoint: Endpoint): boolean {
  return matchesGlob(glob, endpointLabel(endpoint)) || matchesGlob(glob, endpoint.name)
}

/** A statement answers to its Sid and to its number. */
function statementLabels({ statement, subject }: Draft): string[] {
  const labels = subject.statement === undefined ? [] : [subject.statement]
  return statement === undefined ? labels : [...labels, `#${statement.index + 1}`]
}

function narrow(draft: Draft, endpoints: readonly Endpoint[]): Draft {
  const [first] = endpoints
  const { vpc: _, resourceAddress: __, ...subject } = draft.subject
  const place = { ...(first?.vpc !== undefined && { vpc: first.vpc }), ...(first?.address !== undefined && { resourceAddress: first.address }) }
  return { ...draft, endpoints, subject: { ...subject, ...(first && { endpoint: endpointLabel(first) }), ...place } }
}
