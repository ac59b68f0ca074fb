import assert from 'node:assert/strict'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { FORMATS } from '../../src/formatters/index.js'
import { cleanReport, sample, sampleReport, tool } from './sample-report.js'

// Libraries for colour look at these once, when they are loaded; plain output then shows that all colour is removed.
Object.assign(process.env, { FORCE_COLOR: '1', FORCE_HYPERLINK: '1', TERM: 'xterm' })
delete process.env['NO_COLOR']

const plain = sample.context

const STEERING = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/u

for (const [name, load] of Object.entries(FORMATS)) {
  test(`${name}: the sample report is shown as in the golden file`, async () => {
    const format = await load()
    const text = await format(sampleReport, plain)
    const golden = `fixtures/formatters/${name}.golden`
    if (process.env['UPDATE'] === '1') writeFileSync(golden, text)
    assert.ok(existsSync(golden), `${golden} is missing: run UPDATE=1 npm test`)
    assert.equal(text, readFileSync(golden, 'utf8'))
  })

  test(`${name}: the same report gives the same text, and stays as it was`, async () => {
    const format = await load()
    const before = structuredClone(sampleReport)
    assert.equal(await format(sampleReport, plain), await format(sampleReport, plain))
    assert.deepEqual(sampleReport, before)
  })

  test(`${name}: nothing in it steers a terminal or a log`, async () => {
    const text = await (await load())(sampleReport, plain)
    assert.doesNotMatch(text, STEERING)
    assert.doesNotMatch(text, name === 'github' ? /^\s*::(?!(?:error|warning|notice) [^:]*::)|##\[/m : /^\s*::|##\[/m)
  })

  test(`${name}: a clean report says what was judged`, async () => {
    const text = await (await load())(cleanReport, plain)
    assert.match(text, /judged/)
    assert.ok(text.endsWith('\n'))
  })
}

test('json: valid by the schema that the package ships, and the report itself', async () => {
  const validate = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/report.json', 'utf8')))
  const format = await FORMATS['json']!()
  for (const report of [sampleReport, cleanReport]) {
    const read: unknown = JSON.parse(await format(report, plain))
    assert.deepEqual(read, JSON.parse(JSON.stringify(report)))
    assert.ok(validate(read), JSON.stringify(validate.errors))
  }
  assert.equal(validate({ ...cleanReport, tool: { ...tool, extra: 1 } }), false)
})

test('pretty: colour and links only when asked for', async () => {
  const format = await FORMATS['pretty']!()
  const text = await format(sampleReport, { ...plain, color: true, directory: process.cwd() })
  assert.match(text, /\u001b\[31m✖\u001b\[39m/)
  assert.match(text, /\u001b\[34mℹ\u001b\[39m/)
  assert.ok(text.includes('https://example.com/rules/shared-defect/README.md\u0007'))
})

test('pretty: a clean report has a line of its own', async () => {
  const format = await FORMATS['pretty']!()
  assert.equal(await format(cleanReport, plain), '\n  no findings\n  judged 1 policy and 0 endpoints in 1 file\n')
})

test('pretty: notes alone are shown', async () => {
  const format = await FORMATS['pretty']!()
  const notes = {
    ...cleanReport,
    findings: sampleReport.findings.filter(({ severity }) => severity === 'note'),
    summary: { ...cleanReport.summary, notes: 2 },
  }
  const text = await format(notes, plain)
  assert.match(text, /ℹ +12:30 {2}a placeholder is left in the text {2}unresolved-placeholder\n/)
  assert.match(text, /^ {2}2 notes$/m)
})
