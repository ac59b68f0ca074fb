import { lineHashes } from '../text/line-hashes.js'
import type { SourceFile } from '../text/source-text.js'
import type { PublishedFinding, PublishedReport } from './publish.js'
import type { LintReport } from './report.js'

/**
 * Tells what code scanning recognises the line of a published finding by, from the text that the report still has. Files are
 * hashed when the first of their findings is asked about.
 */
export function lineHashLookup({ findings }: LintReport, published: PublishedReport): (finding: PublishedFinding) => string {
  const files = new Map(published.findings.map((finding, index) => [finding, findings[index]!.at.file]))
  const lines = new Map<SourceFile, Set<number>>()
  for (const [finding, file] of files) lines.set(file, (lines.get(file) ?? new Set()).add(finding.location.startLine))
  const hashes = new Map<SourceFile, ReadonlyMap<number, string>>()
  return (finding) => {
    const file = files.get(finding)
    if (file === undefined) throw new Error(`the finding of ${finding.ruleId} is not one of the report`)
    const known = hashes.get(file) ?? lineHashes(file, lines.get(file)!)
    hashes.set(file, known)
    return known.get(finding.location.startLine)!
  }
}
