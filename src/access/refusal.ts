import type { Statement } from '../policy/policy.js'
import type { Span } from '../text/source-text.js'
import type { Decision } from './access.js'
import { isGeneral } from './explain.js'

/** What stops the requests of a question, for messages. */
export interface Refusal {
  /** Follows the message: `: statement "Mine" would grant it, but aws:PrincipalOrgID is absent from unsigned requests`; or nothing. */
  readonly clause: string
  /** What to edit: the condition, element or Deny statement that stops them; `undefined` when a statement is missing. */
  readonly at: Span | undefined
  readonly statement: Statement | undefined
}

export function refusalOf({ deniedBy, nearMisses }: Decision): Refusal {
  const [denying] = deniedBy
  if (denying !== undefined) return { clause: `: ${nameOf(denying)} denies it`, at: denying.conditions[0]?.at ?? denying.at, statement: denying }
  const [miss] = nearMisses
  if (miss === undefined) return { clause: '', at: undefined, statement: undefined }
  const { statement, part, condition, reason } = miss
  // A statement about everything is not the one to edit: what is missing is a statement about the resource.
  const at = isGeneral(statement) ? undefined : (condition?.at ?? (part === 'condition' ? statement.at : statement[part].at))
  const clause = isGeneral(statement) ? `: no statement names it, and ${nameOf(statement)} does not cover it, since ${reason}` : `: ${nameOf(statement)} would grant it, but ${reason}`
  return { clause, at, statement }
}

/** `statement "Mine"`, or its number when it has no Sid. */
export function nameOf({ sid, index }: Statement): string {
  return sid === undefined || sid.value === '' ? `statement ${index + 1}` : `statement "${sid.value}"`
}
