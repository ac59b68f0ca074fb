import type { Message } from './rule.js'
import type { Severity } from './finding.js'

/** From the mildest to the gravest. */
export const SEVERITIES: readonly Severity[] = ['note', 'warning', 'error']

/** What the user's configuration may say of a rule. */
export type ConfiguredSeverity = Severity | 'off'

export function isAtLeast(severity: Severity, level: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(level)
}

function milder(one: Severity, other: Severity): Severity {
  return isAtLeast(one, other) ? other : one
}

/** The gravest severity of a rule's messages. */
export function gravestOf(messages: Record<string, Message>): Severity {
  return Object.values(messages).reduce<Severity>((gravest, { severity }) => (isAtLeast(severity, gravest) ? severity : gravest), 'note')
}

/** The configured severity stands for a rule's gravest messages and caps the others. */
export function effectiveSeverity(severity: Severity, gravest: Severity, configured: Severity | undefined): Severity {
  if (configured === undefined) return severity
  return severity === gravest ? configured : milder(severity, configured)
}
