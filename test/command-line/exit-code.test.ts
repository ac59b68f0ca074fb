import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exitCodeOf, type ExitCode, type Thresholds } from '../../src/command-line/exit-code.js'
import type { Finding } from '../../src/linter/finding.js'
import { buildReport } from '../../src/linter/report.js'
import { place } from '../linter/stand-ins.js'

const at = place('a.json', 0)
const finding = (severity: Finding['severity'], parts: Partial<Finding> = {}): Finding => ({
  ruleId: 'r',
  messageId: 'm',
  severity,
  message: 'm',
  help: 'h',
  at,
  related: [],
  subject: {},
  fingerprint: '0',
  ...parts,
})
const silenced = { suppressed: { by: 'configuration', reason: 'r' } }
const counts = { files: 1, skipped: 0, endpoints: 0, policies: 1, judged: 1, notJudged: [] }

const cases: [name: string, findings: Finding[], problems: number, thresholds: Partial<Thresholds>, code: ExitCode][] = [
  ['nothing', [], 0, {}, 0],
  ['an error', [finding('error')], 0, {}, 1],
  ['a warning', [finding('warning')], 0, {}, 0],
  ['a warning with --fail-on warning', [finding('warning')], 0, { failOn: 'warning' }, 1],
  ['a note with --fail-on warning', [finding('note')], 0, { failOn: 'warning' }, 0],
  ['a note with --fail-on note', [finding('note')], 0, { failOn: 'note' }, 1],
  ['undecided with --fail-on note', [finding('note', { ruleId: 'undecided' })], 0, { failOn: 'note' }, 0],
  ['an error with --fail-on never', [finding('error')], 0, { failOn: 'never' }, 0],
  ['a silenced error', [finding('error', silenced)], 0, {}, 0],
  ['warnings up to the maximum', [finding('warning')], 0, { maxWarnings: 1 }, 0],
  ['more warnings', [finding('warning'), finding('warning')], 0, { maxWarnings: 1, failOn: 'never' }, 1],
  ['silenced warnings', [finding('warning', silenced)], 0, { maxWarnings: 0 }, 0],
  ['a problem', [], 1, {}, 2],
  ['a problem and an error', [finding('error')], 1, {}, 2],
  ['a problem with --fail-on never', [], 1, { failOn: 'never' }, 2],
]

for (const [name, findings, problems, thresholds, code] of cases) {
  test(`${name}: ${code}`, () => {
    const list = Array.from({ length: problems }, () => ({ id: 'syntax-error' as const, message: 'm', help: 'h', path: 'p' }))
    assert.equal(exitCodeOf(buildReport(findings, list, counts), { failOn: 'error', maxWarnings: Infinity, ...thresholds }), code)
  })
}
