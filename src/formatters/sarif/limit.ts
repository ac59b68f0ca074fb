import type { Severity } from '../../linter/finding.js'
import type { PublishedFinding, PublishedReport } from '../../linter/publish.js'
import { count } from '../summary.js'

// Code scanning refuses a run with more: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
export const RESULTS_KEPT = 25_000

const GRAVEST_FIRST: readonly Severity[] = ['error', 'warning', 'note']

/** The open findings in their order, without the mildest where there are too many. */
export function keptFindings({ findings }: PublishedReport): PublishedFinding[] {
  const open = findings.filter(({ suppressed }) => suppressed === undefined)
  if (open.length <= RESULTS_KEPT) return open
  const bySeverity = GRAVEST_FIRST.flatMap((severity) => open.filter((finding) => finding.severity === severity))
  const kept = new Set(bySeverity.slice(0, RESULTS_KEPT))
  return open.filter((finding) => kept.has(finding))
}

/** Says what `keptFindings` leaves out. */
export function droppedNotice(report: PublishedReport): string | undefined {
  const open = report.findings.filter(({ suppressed }) => suppressed === undefined)
  if (open.length <= RESULTS_KEPT) return undefined
  const kept = new Set(keptFindings(report))
  const dropped = open.filter((finding) => !kept.has(finding))
  const parts = GRAVEST_FIRST.flatMap((severity) => {
    const number = dropped.filter((finding) => finding.severity === severity).length
    return number === 0 ? [] : [count(number, severity)]
  })
  return `code scanning takes ${RESULTS_KEPT} results: ${parts.join(' and ')} are left out of the SARIF log; --format json lists them`
}
