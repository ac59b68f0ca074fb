import type { Severity } from '../linter/finding.js'
import type { LintReport } from '../linter/report.js'
import { isAtLeast } from '../linter/severity.js'

export type ExitCode = 0 | 1 | 2

export interface Thresholds {
  readonly failOn: Severity | 'never'
  readonly maxWarnings: number
}

/** 2 when an input could not be judged, 1 when findings reach a threshold. What a rule could not decide changes nothing. */
export function exitCodeOf({ findings, problems, summary }: LintReport, { failOn, maxWarnings }: Thresholds): ExitCode {
  if (problems.length > 0) return 2
  const open = findings.filter(({ suppressed, ruleId }) => suppressed === undefined && ruleId !== 'undecided')
  if (failOn !== 'never' && open.some(({ severity }) => isAtLeast(severity, failOn))) return 1
  return summary.warnings > maxWarnings ? 1 : 0
}
