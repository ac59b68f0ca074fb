import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatConcise } from '../../src/formatters/concise.js'
import { clean, sample } from './sample-report.js'

async function linesOf({ report, context }: typeof sample): Promise<string[]> {
  return (await formatConcise(report, context)).split('\n')
}

test('every finding and problem is a line with its place, in the order of places', async () => {
  const lines = await linesOf(sample)
  const findings = lines.slice(0, -2)
  const open = sample.report.findings.filter(({ suppressed }) => suppressed === undefined)
  assert.equal(findings.length, open.length + sample.report.problems.length)
  for (const line of findings.filter((text) => !text.startsWith('policies/secret.json'))) {
    assert.match(line, /^.+:\d+:\d+: (?:error|warning|note) \S.* \[[a-z-]+\]$/)
  }
  const places = findings.map((line) => line.split(':')[0])
  assert.deepEqual(places, places.toSorted())
  assert.ok(findings.includes('policies/s3_endpoint_policy.json:40:2: error the text ends too early [syntax-error]'))
})

test('what has no place gets none', async () => {
  assert.ok((await linesOf(sample)).includes('policies/secret.json: error the file cannot be read: permission denied [unreadable-file]'))
})

test('what is suppressed is only counted', async () => {
  const lines = await linesOf(sample)
  assert.ok(!lines.some((line) => line.includes('a silenced finding')))
  assert.match(lines.at(-2)!, /, 1 suppressed; /)
})

test('the last line says what was judged, and what was not and why', async () => {
  const line = (await linesOf(sample)).at(-2)!
  assert.match(line, /; judged 3 of 5 policies and 8 endpoints in 3 files; /)
  assert.ok(line.endsWith('; not judged: iam/role.json: an identity policy; not judged: policies/secret.json: the file cannot be read'))
  assert.deepEqual(await linesOf(clean), ['no findings; judged 1 policy and 0 endpoints in 1 file', ''])
})

test('of many that were not judged, the last line shows some and counts the others', async () => {
  const notJudged = Array.from({ length: 25 }, (_, index) => ({ path: `p${index}.json`, why: 'an identity policy' }))
  const [line] = await linesOf({ ...clean, report: { ...clean.report, summary: { ...clean.report.summary, notJudged } } })
  assert.match(line!, /; not judged: p19\.json: an identity policy; not judged: 5 more, which --format json lists$/)
})

test('colour only when asked for', async () => {
  const colored = { ...sample, context: { ...sample.context, color: true } }
  const text = (await linesOf(colored)).join('\n')
  assert.match(text, /: \u001b\[31merror\u001b\[39m /)
  assert.doesNotMatch((await linesOf(sample)).join('\n'), /\u001b/)
})
