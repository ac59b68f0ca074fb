import type { PublishedReport } from '../linter/publish.js'

export interface FormatContext {
  /** Decided by the caller: formatters never look at the terminal. */
  readonly color: boolean
  /** The absolute working directory, for links. */
  readonly directory: string
  /** The page that explains a rule or another id of a finding or problem. */
  urlOf(id: string): string
}

/** Turns a report, whose text is safe to print, into the text of a format, with its last line end. */
export type Formatter = (report: PublishedReport, context: FormatContext) => string | Promise<string>
