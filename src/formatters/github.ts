import type { Location, PublishedFinding, PublishedReport } from '../linter/publish.js'
import type { Severity } from '../linter/finding.js'
import { CALLERS } from './details.js'
import type { Formatter } from './formatter.js'
import { placeOf } from './place.js'
import { styleWith } from './style.js'
import { count, summaryLine } from './summary.js'

const COMMANDS = { error: 'error', warning: 'warning', note: 'notice' } as const

const GRAVEST_FIRST: readonly Severity[] = ['error', 'warning', 'note']

// Of each kind and step: https://github.com/actions/toolkit/blob/main/docs/problem-matchers.md#limitations
const ANNOTATIONS_SHOWN = 10

interface Annotation {
  readonly severity: Severity
  readonly title: string
  readonly path: string
  readonly location: Location | undefined
  readonly lines: readonly string[]
}

/** Commands that GitHub's runner turns into annotations, the gravest first, since it keeps only some; then what was judged. */
export const formatGithub: Formatter = (report) => {
  const annotations = annotationsOf(report)
  const groups = GRAVEST_FIRST.map((severity) => annotations.filter((annotation) => annotation.severity === severity))
  const { summary, problems } = report
  return [
    ...groups.flat().map(commandOf),
    ...notShown(groups.map(({ length }) => length - ANNOTATIONS_SHOWN)),
    summaryLine(summary, problems.length, styleWith(false)),
  ].join('\n') + '\n'
}

function annotationsOf({ findings, problems }: PublishedReport): Annotation[] {
  return [
    ...problems.map(({ id, path, location, message, help }): Annotation => {
      return { severity: 'error', title: id, path, location, lines: [message, help] }
    }),
    ...findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map((finding): Annotation => {
        const { severity, ruleId, location } = finding
        return { severity, title: ruleId, path: location.path, location, lines: linesOf(finding) }
      }),
  ]
}

function linesOf({ message, witness, help }: PublishedFinding): string[] {
  const proof = witness && `Proof: ${CALLERS[witness.caller]} is ${witness.outcome}: ${witness.action} on ${witness.resource}`
  return [message, ...(proof === undefined ? [] : [proof]), help]
}

/** The log shows the message alone, so it begins with its place. */
function commandOf({ severity, title, path, location, lines }: Annotation): string {
  const properties = { ...placeProperties(path, location), title }
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
  const place = location === undefined ? path : placeOf(location)
  return `::${COMMANDS[severity]} ${list.join(',')}::${escapeData(`${place}: ${lines.join('\n')}`)}`
}

function placeProperties(path: string, location: Location | undefined): Record<string, string | number> {
  // Standard input is no file of the repository.
  if (path.startsWith('<')) return {}
  if (location === undefined) return { file: path }
  const { startLine, startColumn, endLine, endColumn } = location
  // GitHub refuses columns on several lines: https://docs.github.com/en/rest/checks/runs#create-a-check-run
  const columns = startLine === endLine ? { col: startColumn, endColumn } : {}
  return { file: path, line: startLine, endLine, ...columns }
}

function notShown([errors = 0, warnings = 0, notes = 0]: readonly number[]): string[] {
  const parts = [
    errors > 0 ? count(errors, 'error') : '',
    warnings > 0 ? count(warnings, 'warning') : '',
    notes > 0 ? count(notes, 'note') : '',
  ].filter((part) => part !== '')
  if (parts.length === 0) return []
  return [`GitHub shows ${ANNOTATIONS_SHOWN} annotations of each kind per step; only in this log: ${parts.join(', ')}`]
}

// As https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts does.
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
