import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../../src/linter/finding.js'
import { lineHashLookup } from '../../src/linter/line-hash-lookup.js'
import { publish } from '../../src/linter/publish.js'
import { buildReport } from '../../src/linter/report.js'
import { SourceFile } from '../../src/text/source-text.js'
import { naiveLineHashes } from '../support/naive-line-hashes.js'

const tool = { name: 'vpce-lint', version: '0.1.0', catalogDate: '2026-01-01' }
const counts = { files: 1, skipped: 0, endpoints: 0, policies: 1, judged: 1, notJudged: [] }
const text = 'same\nsame\nother\n'

function finding(file: SourceFile, start: number): Finding {
  const at = file.spanOf(start, start + 1)
  return { ruleId: 'r', messageId: 'm', severity: 'error', message: 'm', help: 'H.', at, related: [], subject: {}, fingerprint: '0' }
}

test('each finding has the hash of its line, by its own file, even where paths look the same', () => {
  const one = new SourceFile('a\u202e.json', text)
  const other = new SourceFile('a\u202e.json', `{}\n${text}`)
  const report = buildReport([finding(one, 0), finding(one, 5), finding(other, 8)], [], counts)
  const published = publish(report, tool)
  const hashOf = lineHashLookup(report, published)
  const [first, second] = naiveLineHashes(text)
  assert.deepEqual(published.findings.map(hashOf), [first, second, naiveLineHashes(other.text)[2]])
})

test('a finding of another report is refused', () => {
  const report = buildReport([finding(new SourceFile('a.json', text), 0)], [], counts)
  const [foreign] = publish(report, tool).findings
  assert.throws(() => lineHashLookup(report, publish(report, tool))(foreign!), /not one of the report/)
})
