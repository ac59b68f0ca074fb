import type { Endpoint, EndpointPolicy } from '../inventory/inventory.js'
import type { Statement } from '../policy/policy.js'
import type { Span } from '../text/source-text.js'
import type { Witness } from '../access/access.js'
import type { Finding, Fix, RelatedPlace, Severity, Subject } from './finding.js'

/** A finding in the making: the endpoints it concerns may still grow, by merging, or shrink, by suppressing. */
export interface Draft {
  readonly ruleId: string
  readonly messageId: string
  readonly severity: Severity
  readonly message: string
  readonly help: string
  readonly at: Span
  readonly related: readonly RelatedPlace[]
  readonly subject: Subject
  readonly endpoints: readonly Endpoint[]
  readonly policies: readonly EndpointPolicy[]
  readonly statement: Statement | undefined
  readonly resource: string | undefined
  readonly witness: Witness | undefined
  readonly fix: Fix | undefined
  readonly suppressed: Finding['suppressed']
}

/** A draft of a finding that no rule made. */
export function plainDraft(parts: Pick<Draft, 'ruleId' | 'messageId' | 'severity' | 'message' | 'help' | 'at'> & Partial<Draft>): Draft {
  return {
    related: [],
    subject: {},
    endpoints: [],
    policies: [],
    statement: undefined,
    resource: undefined,
    witness: undefined,
    fix: undefined,
    suppressed: undefined,
    ...parts,
  }
}

/** By path, line, column and rule; texts last, so that the order never depends on that of the inputs. */
export function compareDrafts(one: Draft, other: Draft): number {
  return (
    compareText(one.at.file.path, other.at.file.path) ||
    one.at.start - other.at.start ||
    compareText(one.ruleId, other.ruleId) ||
    one.at.end - other.at.end ||
    compareText(one.messageId, other.messageId) ||
    compareText(one.message, other.message)
  )
}

/** By code units: the same on every machine. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

export function endpointLabel(endpoint: Endpoint): string {
  return endpoint.id ?? endpoint.name
}

/** The Sid, or `#2` for the second statement. */
export function statementLabel(statement: Statement): string {
  const sid = statement.sid?.value
  return sid === undefined || sid === '' ? `#${statement.index + 1}` : sid
}
