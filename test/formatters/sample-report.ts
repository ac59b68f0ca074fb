import type { FormatContext, RuleDescription } from '../../src/formatters/formatter.js'
import type { Finding } from '../../src/linter/finding.js'
import { lineHashLookup } from '../../src/linter/line-hash-lookup.js'
import { publish, type PublishedReport } from '../../src/linter/publish.js'
import { buildReport, type LintReport } from '../../src/linter/report.js'
import type { Problem } from '../../src/text/problem.js'
import { SourceFile, type Span } from '../../src/text/source-text.js'
import { sampleRules } from './sample-rules.js'

const lines = Array.from({ length: 40 }, (_, index) => `line ${index + 1} of a file that no rule has seen`).join('\n')
const s3 = new SourceFile('policies/s3_endpoint_policy.json', lines)
const inventory = new SourceFile('inventory/endpoints.json', lines)
const hostile = new SourceFile('::error::\u001b[2J.json', lines)

function span(file: SourceFile, line: number, column: number, length: number): Span {
  const start =
    lines
      .split('\n')
      .slice(0, line - 1)
      .join('\n').length +
    (line > 1 ? 1 : 0) +
    column -
    1
  return file.spanOf(start, start + length)
}

let count = 0
function finding(parts: Pick<Finding, 'ruleId' | 'severity' | 'message' | 'at'> & Partial<Finding>): Finding {
  return {
    messageId: 'sample',
    help: 'Do what helps.',
    related: [],
    subject: {},
    fingerprint: (count++).toString(16).padStart(32, '0'),
    ...parts,
  }
}

const findings: Finding[] = [
  finding({
    ruleId: 'sample-rule',
    severity: 'error',
    at: span(hostile, 1, 1, 4),
    message: 'the Sid "\u001b[2J\u202e::error::" stands here',
    subject: { statement: '\u009b31m' },
  }),
  finding({
    ruleId: 'shared-defect',
    severity: 'warning',
    at: span(inventory, 7, 3, 6),
    message: 'one defect of many endpoints',
    subject: { endpoint: 'vpce-0a1b2c3d4e5f60718', service: 'ssm', region: 'eu-west-1', vpc: 'vpc-0a1b2c3d', account: '111122223333' },
    related: Array.from({ length: 7 }, (_, index) => ({
      at: span(inventory, 10 + index, 3, 4),
      note: `the same holds for endpoint "vpce-${index}"`,
    })),
  }),
  finding({
    ruleId: 'missing-patch-bucket-access',
    severity: 'error',
    at: span(s3, 3, 5, 12),
    message: 'the policy refuses "s3:GetObject" on "arn:aws:s3:::aws-ssm-eu-west-1/*" to unsigned requests',
    help: 'Add a statement that grants it to everyone.',
    subject: { service: 's3', region: 'eu-west-1', statement: 'AllowOrganization' },
    related: [{ at: span(s3, 9, 9, 5), note: 'this statement nearly grants it, but aws:PrincipalOrgID is absent from unsigned requests' }],
    witness: {
      caller: 'anonymous',
      outcome: 'denied',
      by: [],
      request: {
        principal: 'anonymous',
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::aws-ssm-eu-west-1/example',
        context: { 'aws:SourceVpce': ['vpce-0a1b2c3d4e5f60718'], 'aws:PrincipalOrgID': null },
      },
    },
  }),
  finding({
    ruleId: 'exclusion-tag-without-organization',
    severity: 'error',
    at: span(s3, 12, 7, 20),
    message: "whoever carries the tag `dp:exclude:identity` isn't asked for 'more'",
    witness: {
      caller: 'outsider',
      outcome: 'allowed',
      by: [],
      request: {
        principal: { account: '999988887777' },
        action: 's3:PutObject',
        resource: 'arn:aws:s3:::foreign/example',
        context: Object.fromEntries(
          ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'].map((key) => [`aws:PrincipalTag/${key}`, key === 'b' ? ['1', '2'] : [key]]),
        ),
      },
    },
    fix: {
      description: 'bind the statement to the organization',
      safe: false,
      edits: [{ at: span(s3, 12, 7, 0), text: '"StringEquals": {\n  "aws:PrincipalOrgID": "o-\u0085"\n}' }],
    },
  }),
  finding({ ruleId: 'unresolved-placeholder', severity: 'note', at: span(s3, 12, 30, 4), message: 'a placeholder is left in the text' }),
  finding({
    ruleId: 'undecided',
    messageId: 'cross-region-bucket',
    severity: 'note',
    at: span(s3, 1, 1, 1),
    message: 'the Region of the policy is not known',
    help: 'Pass --region.',
  }),
  finding({
    ruleId: 'untrusted-identity-access',
    severity: 'error',
    at: span(s3, 20, 1, 3),
    message: 'a silenced finding',
    suppressed: { by: 'configuration', reason: 'accepted until the move', expires: '2027-01-31' },
  }),
]

const problems: Problem[] = [
  {
    id: 'unreadable-file',
    message: 'the file cannot be read: permission denied',
    help: 'Check its permissions.',
    path: 'policies/secret.json',
  },
  { id: 'syntax-error', message: 'the text ends too early', help: 'Complete it.', path: s3.path, at: span(s3, 40, 2, 0) },
]

export const tool = { name: 'vpce-lint', version: '0.0.0', catalogDate: '2026-01-31' }

/** A report as formatters get it, with what they may know besides. */
export interface Published {
  readonly report: PublishedReport
  readonly context: FormatContext
}

export function published(report: LintReport, rules: readonly RuleDescription[] = sampleRules): Published {
  const data = publish(report, tool)
  const context: FormatContext = {
    color: false,
    directory: '/project',
    homeUrl: 'https://example.com/README.md',
    urlOf: (id) => `https://example.com/rules/${id}/README.md`,
    describeRules: () => rules,
    lineHashOf: lineHashLookup(report, data),
  }
  return { report: data, context }
}

/** One report with everything that a report can hold. */
export const sample = published(
  buildReport(findings, problems, {
    files: 3,
    skipped: 2,
    endpoints: 8,
    policies: 5,
    judged: 3,
    notJudged: [
      { path: 'policies/secret.json', why: 'the file cannot be read' },
      { path: 'iam/role.json', why: 'an identity policy' },
    ],
  }),
)

export const sampleReport = sample.report

export const clean = published(
  buildReport([], [], { files: 1, skipped: 0, endpoints: 0, policies: 1, judged: 1, notJudged: [] }),
)

export const cleanReport = clean.report
