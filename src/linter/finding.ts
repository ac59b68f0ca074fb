import type { Span } from '../text/source-text.js'
import type { Witness } from '../access/access.js'

export type Severity = 'error' | 'warning' | 'note'

export interface Subject {
  readonly endpoint?: string
  readonly service?: string
  readonly region?: string
  readonly vpc?: string
  readonly account?: string
  readonly statement?: string
  readonly resourceAddress?: string
}

export interface RelatedPlace {
  readonly at: Span
  readonly note: string
}

export interface Fix {
  readonly description: string
  readonly safe: boolean
  readonly edits: readonly { readonly at: Span; readonly text: string }[]
}

/** A reported defect at a place. */
export interface Finding {
  readonly ruleId: string
  readonly messageId: string
  readonly severity: Severity
  readonly message: string
  readonly help: string
  readonly at: Span
  readonly related: readonly RelatedPlace[]
  readonly subject: Subject
  readonly witness?: Witness
  readonly fix?: Fix
  /** 32 hexadecimal digits that survive moves and reformatting: of rule, message, endpoint or policy, statement and resource. */
  readonly fingerprint: string
  readonly suppressed?: { readonly by: string; readonly reason: string; readonly expires?: string }
}
