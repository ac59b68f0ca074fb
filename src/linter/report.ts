import type { Problem } from '../text/problem.js'
import { compareText } from './draft.js'
import type { Finding, Severity } from './finding.js'

export interface NotJudged {
  readonly path: string
  readonly why: string
}

/** What a run looked at, and what came of it. */
export interface Summary {
  /** Files that were read and hold something of ours. */
  readonly files: number
  /** Files that hold nothing of ours. */
  readonly skipped: number
  readonly endpoints: number
  readonly policies: number
  readonly judged: number
  readonly notJudged: readonly NotJudged[]
  readonly errors: number
  readonly warnings: number
  readonly notes: number
  readonly suppressed: number
}

/** The outcome of a run; places are still spans. */
export interface LintReport {
  readonly findings: readonly Finding[]
  readonly problems: readonly Problem[]
  readonly summary: Summary
}

export function buildReport(
  findings: readonly Finding[],
  problems: readonly Problem[],
  counts: Pick<Summary, 'files' | 'skipped' | 'endpoints' | 'policies' | 'judged' | 'notJudged'>,
): LintReport {
  const open = findings.filter(({ suppressed }) => suppressed === undefined)
  const count = (wanted: Severity): number => open.filter(({ severity }) => severity === wanted).length
  return {
    findings,
    problems: problems.toSorted(compareProblems),
    summary: {
      ...counts,
      notJudged: counts.notJudged
        .map(({ path, why }) => ({ path, why }))
        .sort((one, other) => compareText(one.path, other.path) || compareText(one.why, other.why)),
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      suppressed: findings.length - open.length,
    },
  }
}

function compareProblems(one: Problem, other: Problem): number {
  return (
    compareText(one.path, other.path) ||
    (one.at?.start ?? 0) - (other.at?.start ?? 0) ||
    compareText(one.id, other.id) ||
    compareText(one.message, other.message)
  )
}
