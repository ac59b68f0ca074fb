import type { Caller, Outcome, Witness } from '../access/access.js'
import type { Problem } from '../text/problem.js'
import type { Span } from '../text/source-text.js'
import type { Finding, Fix, Severity, Subject } from './finding.js'
import type { LintReport, Summary } from './report.js'
import { sanitise } from './sanitise.js'

/** 1-based; the end is exclusive and columns are UTF-16 code units. */
export interface Location {
  readonly path: string
  readonly startLine: number
  readonly startColumn: number
  readonly endLine: number
  readonly endColumn: number
}

export interface PublishedWitness {
  readonly caller: Caller
  readonly action: string
  readonly resource: string
  /** `null`: the key is absent from the request. */
  readonly context: Readonly<Record<string, readonly string[] | null>>
  readonly outcome: Outcome
}

export interface PublishedFix {
  readonly description: string
  readonly safe: boolean
  readonly edits: readonly { readonly location: Location; readonly text: string }[]
}

export interface PublishedFinding {
  readonly ruleId: string
  readonly messageId: string
  readonly severity: Severity
  readonly message: string
  readonly help: string
  readonly location: Location
  readonly related: readonly { readonly location: Location; readonly note: string }[]
  readonly subject: Subject
  readonly witness?: PublishedWitness
  readonly fix?: PublishedFix
  readonly fingerprint: string
  readonly suppressed?: { readonly by: string; readonly reason: string; readonly expires?: string }
}

export interface PublishedProblem {
  readonly id: string
  readonly message: string
  readonly help: string
  readonly path: string
  readonly location?: Location
}

export interface Tool {
  readonly name: string
  readonly version: string
  readonly catalogDate: string
}

/** The report as plain data: what `--format json` prints and `lint` returns. All text but that of edits is safe to print anywhere. */
export interface PublishedReport {
  readonly schemaVersion: 1
  readonly tool: Tool
  readonly findings: readonly PublishedFinding[]
  readonly problems: readonly PublishedProblem[]
  readonly summary: Summary
}

/** The one place where spans become lines and columns, and where text of inputs is made safe. */
export function publish(report: LintReport, tool: Tool): PublishedReport {
  const { findings, problems, summary } = report
  return {
    schemaVersion: 1,
    tool,
    findings: findings.map(publishFinding),
    ...sanitiseAll({ problems: problems.map(publishProblem), summary }),
  }
}

function publishFinding(finding: Finding): PublishedFinding {
  const { ruleId, messageId, severity, message, help, at, subject, witness, fix, fingerprint, suppressed } = finding
  const related = finding.related.map((place) => ({ location: locationOf(place.at), note: place.note }))
  return {
    ...sanitiseAll({ ruleId, messageId, severity, message, help, location: locationOf(at), related, subject }),
    ...(witness && { witness: sanitiseAll(publishWitness(witness)) }),
    ...(fix && { fix: publishFix(fix) }),
    fingerprint,
    ...(suppressed && { suppressed: sanitiseAll(suppressed) }),
  }
}

export function publishWitness({ caller, request, outcome }: Witness): PublishedWitness {
  const { action, resource, context } = request
  return {
    caller,
    action,
    resource,
    context: Object.fromEntries(Object.entries(context).sort(([one], [other]) => (one < other ? -1 : 1))),
    outcome,
  }
}

/** The text of an edit stays as it is: it is to be written into a file, not shown. */
function publishFix({ description, safe, edits }: Fix): PublishedFix {
  return { description: sanitise(description), safe, edits: edits.map(({ at, text }) => ({ location: sanitiseAll(locationOf(at)), text })) }
}

function publishProblem({ id, message, help, path, at }: Problem): PublishedProblem {
  return { id, message, help, path, ...(at && { location: locationOf(at) }) }
}

export function locationOf({ file, start, end }: Span): Location {
  const from = file.positionAt(start)
  const to = file.positionAt(end)
  return { path: file.path, startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column }
}

/** Every string in the data made safe, keys included. */
export function sanitiseAll<T>(data: T): T {
  return sanitiseValue(data) as T
}

function sanitiseValue(value: unknown): unknown {
  if (typeof value === 'string') return sanitise(value)
  if (Array.isArray(value)) return value.map(sanitiseValue)
  if (value === null || typeof value !== 'object') return value
  const safe: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value)) {
    const name = sanitise(key)
    // An assignment to this one would set the prototype.
    if (name === '__proto__') Object.defineProperty(safe, name, { value: sanitiseValue(part), enumerable: true, configurable: true, writable: true })
    else safe[name] = sanitiseValue(part)
  }
  return safe
}
