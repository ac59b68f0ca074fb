import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../../src/linter/finding.js'
import { publish } from '../../src/linter/publish.js'
import { buildReport } from '../../src/linter/report.js'
import { internSymbol } from '../../src/policy/symbol.js'
import { SourceFile } from '../../src/text/source-text.js'

const tool = { name: 'vpce-lint', version: '0.1.0', catalogDate: '2026-01-01' }
const counts = { files: 1, skipped: 0, endpoints: 0, policies: 1, judged: 1, notJudged: [] }
const file = new SourceFile('dir/\u202efile.json', 'one\r\ntwo\nthree')

function finding(parts: Partial<Finding> = {}): Finding {
  return {
    ruleId: 'r',
    messageId: 'm',
    severity: 'error',
    message: 'message',
    help: 'Help.',
    at: file.spanOf(5, 9),
    related: [],
    subject: {},
    fingerprint: '0'.repeat(32),
    ...parts,
  }
}

test('spans become lines and columns', () => {
  const [published] = publish(buildReport([finding()], [], counts), tool).findings
  assert.deepEqual(published!.location, { path: 'dir/\\u202efile.json', startLine: 2, startColumn: 1, endLine: 3, endColumn: 1 })
})

test('every text of an input is safe: messages, help, paths, notes, subjects, witnesses, problems, reasons', () => {
  const hostile = 'x\u001b[2J\n'
  const report = buildReport(
    [
      finding({
        message: hostile,
        help: hostile,
        subject: { endpoint: hostile, statement: hostile },
        related: [{ at: file.spanOf(0, 1), note: hostile }],
        witness: {
          caller: 'anonymous',
          request: { principal: 'anonymous', action: hostile, resource: hostile, context: { [hostile]: [hostile] } },
          outcome: 'denied',
          by: [],
        },
        suppressed: { by: 'configuration', reason: hostile },
        fix: { description: hostile, safe: true, edits: [] },
      }),
    ],
    [{ id: 'syntax-error', message: hostile, help: hostile, path: hostile, at: file.spanOf(0, 1) }],
    { ...counts, notJudged: [{ path: hostile, why: hostile }] },
  )
  const texts = [...textsOf(publish(report, tool))]
  assert.deepEqual(
    texts.filter((text) => /[\u001b\n\u202e]/.test(text)),
    [],
  )
  assert.equal(texts.filter((text) => text === 'x\\u001b[2J\\u000a').length, 16)
})

test('the text of an edit is left as it is', () => {
  const fix = { description: 'd', safe: true, edits: [{ at: file.spanOf(0, 1), text: 'a\nb' }] }
  assert.equal(publish(buildReport([finding({ fix })], [], counts), tool).findings[0]!.fix!.edits[0]!.text, 'a\nb')
})

test('symbols are shown as written', () => {
  const region = internSymbol('<region>', 'region')!.character
  assert.equal(publish(buildReport([finding({ message: `aws-ssm-${region}` })], [], counts), tool).findings[0]!.message, 'aws-ssm-<region>')
})

test('a report counts what is open, and orders problems', () => {
  const problem = (path: string, start: number) => ({
    id: 'syntax-error' as const,
    message: 'm',
    help: 'h',
    path,
    at: file.spanOf(start, start),
  })
  const suppressed = { by: 'configuration', reason: 'r' }
  const findings = [
    finding(),
    finding({ severity: 'warning' }),
    finding({ severity: 'warning', suppressed }),
    finding({ severity: 'note' }),
  ]
  const report = buildReport(findings, [problem('b', 0), problem('a', 5), problem('a', 1)], counts)
  const { errors, warnings, notes, suppressed: silenced } = report.summary
  assert.deepEqual([errors, warnings, notes, silenced], [1, 1, 1, 1])
  assert.deepEqual(
    report.problems.map(({ path, at }) => `${path} ${at!.start}`),
    ['a 1', 'a 5', 'b 0'],
  )
})

function* textsOf(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value
  else if (typeof value === 'object' && value !== null) {
    for (const [key, part] of Object.entries(value)) {
      yield key
      yield* textsOf(part)
    }
  }
}
