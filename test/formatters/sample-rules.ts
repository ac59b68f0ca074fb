import type { RuleDescription } from '../../src/formatters/formatter.js'
import type { Severity } from '../../src/linter/finding.js'

const page = `# A rule

> One sentence.

## What it finds

A \`statement\` that does *not* do
what it [should](https://example.com/).

## Flagged

Examples stay out of the help.

## How to fix

Write another, as [its page](../sample-rule/README.md) says:

- first,
- then.
`

function description(id: string, severity: Severity, securitySeverity?: number): RuleDescription {
  const meta = { id, description: `What ${id} finds.`, category: 'region', presets: ['strict'], precision: 'high', sources: [] } as const
  return { meta: { ...meta, ...(securitySeverity !== undefined && { securitySeverity }) }, severity, page }
}

export const sampleRules: readonly RuleDescription[] = [
  description('exclusion-tag-without-organization', 'error', 8.5),
  description('missing-patch-bucket-access', 'error'),
  description('sample-rule', 'error'),
  description('shared-defect', 'warning', 7),
  description('unresolved-placeholder', 'note'),
  description('untrusted-identity-access', 'error'),
]
