import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rules } from '../../rules/index.js'
import { formatSarif } from '../../src/formatters/sarif.js'
import { PROBLEMS, RESERVED_FINDINGS } from '../../src/linter/reserved.js'
import { naiveLineHashes } from '../support/naive-line-hashes.js'
import { multitoolComplaints, schemaFaults } from '../support/sarif-validators.js'
import { clean, published, sample, type Published } from './sample-report.js'
import { descriptions, hostile, reportOfFixtures } from './sarif/reports.js'

interface Descriptor {
  readonly id: string
  readonly help: { readonly text: string; readonly markdown: string }
  readonly properties?: Readonly<Record<string, unknown>>
}

interface Result {
  readonly ruleId: string
  readonly ruleIndex: number
  readonly level: string
  readonly message: { readonly text: string; readonly markdown: string }
  readonly locations: readonly { readonly physicalLocation: object }[]
  readonly relatedLocations?: readonly { readonly id: number }[]
  readonly partialFingerprints: Readonly<Record<string, string>>
  readonly fixes?: readonly object[]
  readonly properties: Readonly<Record<string, unknown>>
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly Descriptor[]; readonly notifications: readonly Descriptor[] } }
  readonly automationDetails?: { readonly id: string }
  readonly invocations: readonly {
    readonly executionSuccessful: boolean
    readonly toolExecutionNotifications: readonly {
      readonly descriptor: { readonly id: string; readonly index: number }
      readonly level: string
      readonly message: { readonly text: string }
    }[]
  }[]
  readonly results: readonly Result[]
  readonly properties: Readonly<Record<string, unknown>>
}

async function runOf({ report, context }: Published): Promise<Run> {
  const { runs } = JSON.parse(await formatSarif(report, context)) as { runs: Run[] }
  assert.equal(runs.length, 1)
  return runs[0]!
}

const fixtures = await reportOfFixtures()
const inputs: Record<string, Published> = {
  clean, sample, hostile,
  fixtures: published(fixtures, descriptions),
  category: { ...clean, context: { ...clean.context, category: 'endpoints/eu "1"', directory: 'C:/work tree' } },
}

for (const [name, input] of Object.entries(inputs)) {
  test(`${name}: valid by the schema of SARIF 2.1.0`, async () => {
    assert.deepEqual(schemaFaults(JSON.parse(await formatSarif(input.report, input.context))), [])
  })
}

test('the SARIF validator finds no fault in them, by the rules for GitHub neither', async () => {
  const texts: Record<string, string> = {}
  for (const [name, { report, context }] of Object.entries(inputs)) texts[name] = await formatSarif(report, context)
  assert.deepEqual(multitoolComplaints(texts), [])
  // The proof that it looked, and with both kinds of rules.
  const run = { tool: { driver: { name: 'x' } }, results: [{ message: { text: 'x' } }] }
  const broken = multitoolComplaints({ broken: JSON.stringify({ version: '2.1.0', runs: [run] }) })
  for (const kind of ['GH', 'SARIF']) assert.ok(broken.some(({ ruleId }) => ruleId.startsWith(kind)), `rules of the kind ${kind} ran`)
})

test('every finding that is not suppressed is a result, with its rule', async () => {
  for (const input of Object.values(inputs)) {
    const { results, tool } = await runOf(input)
    const open = input.report.findings.filter(({ suppressed }) => suppressed === undefined)
    assert.deepEqual(results.map(({ ruleId, level }) => [ruleId, level]), open.map(({ ruleId, severity }) => [ruleId, severity]))
    for (const { ruleId, ruleIndex } of results) assert.equal(tool.driver.rules[ruleIndex]!.id, ruleId)
  }
  assert.ok(sample.report.findings.some(({ suppressed }) => suppressed !== undefined))
})

test('every rule that ran is described, found anything or not', async () => {
  const { tool } = await runOf(inputs['fixtures']!)
  assert.deepEqual(tool.driver.rules.map(({ id }) => id), [...rules.map(({ meta }) => meta.id), ...Object.keys(RESERVED_FINDINGS)])
  for (const [index, { meta }] of rules.entries()) {
    const { properties, help } = tool.driver.rules[index]!
    assert.equal(properties!['security-severity'], meta.securitySeverity?.toFixed(1))
    assert.equal((properties!['tags'] as string[]).includes('security'), meta.securitySeverity !== undefined)
    assert.match(help.markdown, /\n## How to fix\n/)
  }
})

test('the hash of a line is the one that code scanning computes, in every fixture', async () => {
  const { results } = await runOf(inputs['fixtures']!)
  const { findings } = fixtures
  assert.equal(results.length, findings.length)
  const known = new Map<string, string[]>()
  for (const [index, { at }] of findings.entries()) {
    const text = `${at.file.hasByteOrderMark ? '\ufeff' : ''}${at.file.text}`
    const hashes = known.get(text) ?? naiveLineHashes(text)
    known.set(text, hashes)
    const { primaryLocationLineHash, 'vpceLint/v1': fingerprint } = results[index]!.partialFingerprints
    assert.equal(primaryLocationLineHash, hashes[at.file.positionAt(at.start).line - 1])
    assert.equal(fingerprint, findings[index]!.fingerprint)
  }
})

test('problems and what was not judged are notifications, and a run with problems was no success', async () => {
  for (const input of [sample, hostile]) {
    const [{ executionSuccessful, toolExecutionNotifications }] = (await runOf(input)).invocations as [Run['invocations'][number]]
    assert.equal(executionSuccessful, false)
    const errors = toolExecutionNotifications.filter(({ level }) => level === 'error')
    assert.deepEqual(errors.map(({ descriptor }) => descriptor.id), input.report.problems.map(({ id }) => id))
  }
  const { invocations, properties, tool } = await runOf(sample)
  const texts = invocations[0]!.toolExecutionNotifications.map(({ message }) => message.text)
  assert.ok(texts.includes('Not judged: an identity policy.'))
  assert.ok(texts.includes('Judged 3 of 5 policies and 8 endpoints in 3 files; skipped 2 files that hold nothing to judge.'))
  assert.deepEqual(properties['notJudged'], sample.report.summary.notJudged)
  for (const { descriptor } of invocations[0]!.toolExecutionNotifications) {
    assert.equal(tool.driver.notifications[descriptor.index]!.id, descriptor.id)
  }
  for (const id of Object.keys(PROBLEMS)) assert.ok(tool.driver.notifications.some((descriptor) => descriptor.id === id), id)
  assert.equal((await runOf(clean)).invocations[0]!.executionSuccessful, true)
})

test('what was seen of a problem is not repeated as not judged', async () => {
  const why = sample.report.problems.find(({ path }) => path === 'policies/secret.json')!.message
  const summary = { ...sample.report.summary, notJudged: [{ path: 'policies/secret.json', why }] }
  const { invocations } = await runOf({ ...sample, report: { ...sample.report, summary } })
  assert.ok(!invocations[0]!.toolExecutionNotifications.some(({ descriptor }) => descriptor.id === 'not-judged'))
})

test('there is an identity of the run only when it is given, and it ends in a slash', async () => {
  assert.equal('automationDetails' in (await runOf(clean)), false)
  for (const category of ['endpoints', 'endpoints/']) {
    const run = await runOf({ ...clean, context: { ...clean.context, category } })
    assert.equal(run.automationDetails!.id, 'endpoints/')
  }
})
