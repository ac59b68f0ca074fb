import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NOTICES } from '../../../src/formatters/index.js'
import { formatSarif } from '../../../src/formatters/sarif.js'
import { droppedNotice, keptFindings, RESULTS_KEPT } from '../../../src/formatters/sarif/limit.js'
import { schemaFaults } from '../../support/sarif-validators.js'
import type { Severity } from '../../../src/linter/finding.js'
import type { PublishedReport } from '../../../src/linter/publish.js'
import { clean, sample } from '../sample-report.js'

const [first] = sample.report.findings

function reportOf(counts: readonly (readonly [Severity, number])[]): PublishedReport {
  const severities = counts.flatMap(([severity, count]) => Array.from({ length: count }, () => severity))
  return { ...clean.report, findings: severities.map((severity, index) => ({ ...first!, severity, fingerprint: String(index) })) }
}

const tooMany = reportOf([['note', 10], ['warning', 20_000], ['error', 5_000], ['warning', 2]])

test('as many as code scanning takes are kept, and nothing is said', () => {
  const report = reportOf([['note', RESULTS_KEPT]])
  assert.equal(keptFindings(report).length, RESULTS_KEPT)
  assert.equal(droppedNotice(report), undefined)
})

test('of more, the mildest and last are left out, and the others keep their order', () => {
  const kept = keptFindings(tooMany)
  assert.deepEqual(kept, tooMany.findings.slice(10, 25_010))
  const notice = 'code scanning takes 25000 results: 2 warnings and 10 notes are left out of the SARIF log; --format json lists them'
  assert.equal(droppedNotice(tooMany), notice)
})

test('suppressed findings do not count', () => {
  const report = reportOf([['note', RESULTS_KEPT + 1]])
  const [one, ...others] = report.findings
  const suppressed = { by: 'configuration', reason: 'r' }
  assert.equal(droppedNotice({ ...report, findings: [{ ...one!, suppressed }, ...others] }), undefined)
})

test('the log says it too, and stays valid', async () => {
  const text = await formatSarif(tooMany, { ...clean.context, lineHashOf: () => '0:1' })
  assert.ok(text.includes('2 warnings and 10 notes are left out of the SARIF log; --format json lists them.'))
  const log = JSON.parse(text) as { runs: [{ results: object[] }] }
  assert.equal(log.runs[0].results.length, RESULTS_KEPT)
  log.runs[0].results.splice(10)
  assert.deepEqual(schemaFaults(log), [])
})

test('the command line has the notice', async () => {
  assert.equal((await NOTICES['sarif']!())(tooMany), droppedNotice(tooMany))
})
