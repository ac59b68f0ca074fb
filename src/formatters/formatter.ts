import type { PublishedFinding, PublishedReport } from '../linter/publish.js'
import type { RuleMeta } from '../linter/rule.js'
import type { Severity } from '../linter/finding.js'

/** What formats tell of an enabled rule. */
export interface RuleDescription {
  readonly meta: RuleMeta
  /** Of its gravest messages. */
  readonly severity: Severity
  /** In Markdown: rules/<id>/README.md. */
  readonly page: string
}

export interface FormatContext {
  /** Decided by the caller: formatters never look at the terminal. */
  readonly color: boolean
  /** The absolute working directory, with `/`: for links, and for paths that leave it. */
  readonly directory: string
  /** The page of vpce-lint itself. */
  readonly homeUrl: string
  /** What tells this run from others of the same commit, in code scanning. */
  readonly category?: string
  /** The page that explains a rule or another id of a finding or problem. */
  urlOf(id: string): string
  /** The enabled rules; their pages are read when this is called. */
  describeRules(): readonly RuleDescription[]
  /** What code scanning recognises the line of a finding by. */
  lineHashOf(finding: PublishedFinding): string
}

/** Turns a report, whose text is safe to print, into the text of a format, with its last line end. */
export type Formatter = (report: PublishedReport, context: FormatContext) => string | Promise<string>
