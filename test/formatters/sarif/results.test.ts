import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatSarif } from '../../../src/formatters/sarif.js'
import { RELATED_KEPT } from '../../../src/formatters/sarif/message.js'
import type { PublishedFinding } from '../../../src/linter/publish.js'
import { clean, sample, type Published } from '../sample-report.js'

interface Result {
  readonly message: { readonly text: string; readonly markdown: string }
  readonly locations: readonly object[]
  readonly relatedLocations?: readonly { readonly id: number; readonly message: { readonly text: string } }[]
  readonly fixes?: readonly object[]
  readonly properties: object
}

async function resultsOf({ report, context }: Published): Promise<Result[]> {
  return (JSON.parse(await formatSarif(report, context)) as { runs: [{ results: Result[] }] }).runs[0].results
}

const base = sample.report.findings.find(({ ruleId }) => ruleId === 'unresolved-placeholder')!

async function resultOf(parts: Partial<PublishedFinding>): Promise<Result> {
  const finding = { ...base, ...parts }
  const context = { ...clean.context, lineHashOf: () => '0:1' }
  return (await resultsOf({ report: { ...clean.report, findings: [finding] }, context }))[0]!
}

function artifactOf(result: Result): unknown {
  return (result.locations[0] as { physicalLocation: { artifactLocation: unknown } }).physicalLocation.artifactLocation
}

const paths: [path: string, artifact: object][] = [
  ['policies/s3.json', { uri: 'policies/s3.json', uriBaseId: '%SRCROOT%' }],
  ['a b/ä%20#?.json', { uri: 'a%20b/%C3%A4%2520%23%3F.json', uriBaseId: '%SRCROOT%' }],
  ['c:d.json', { uri: 'c%3Ad.json', uriBaseId: '%SRCROOT%' }],
  ['<stdin>', { uri: '%3Cstdin%3E', uriBaseId: '%SRCROOT%' }],
  ['../vpce-lint.config.json', { uri: 'file:///vpce-lint.config.json' }],
  ['a/../b.json', { uri: 'file:///project/b.json' }],
  ['/tmp/a b.json', { uri: 'file:///tmp/a%20b.json' }],
  ['C:/a b.json', { uri: 'file:///C:/a%20b.json' }],
]

for (const [path, artifact] of paths) {
  test(`the address of ${path}`, async () => {
    assert.deepEqual(artifactOf(await resultOf({ location: { ...base.location, path } })), artifact)
  })
}

test('a region has all of its four values', async () => {
  const location = { path: 'a.json', startLine: 3, startColumn: 5, endLine: 4, endColumn: 1 }
  const { path: _, ...region } = location
  const result = await resultOf({ location })
  assert.deepEqual((result.locations[0] as { physicalLocation: { region: object } }).physicalLocation.region, region)
})

test('the message is a sentence with the help; a name at its start stays as it is', async () => {
  const text = async (message: string) => (await resultOf({ message, help: 'Do it.' })).message.text
  assert.equal(await text('the policy refuses it'), 'The policy refuses it. Do it.')
  assert.equal(await text('s3:GetObject is refused'), 's3:GetObject is refused. Do it.')
  assert.equal(await text('"x" is not one'), '"x" is not one. Do it.')
})

test('related places are linked by their ids', async () => {
  const related = [1, 2, 3, 4, 5, 6, 7].map((number) => ({ location: base.location, note: `place [${number}]` }))
  const { message, relatedLocations } = await resultOf({ related, help: 'Do it.' })
  const links = [1, 2, 3, 4, 5].map((number) => `[place \\[${number}\\]](${number})`).join('; ')
  assert.ok(message.text.endsWith(`Do it. Related: ${links}; 2 more places.`))
  assert.ok(message.markdown.endsWith(`Related: ${links}; 2 more places.`))
  assert.deepEqual(relatedLocations!.map(({ id }) => id), [1, 2, 3, 4, 5, 6, 7])
  assert.equal(relatedLocations![0]!.message.text, 'Place [1].')
})

test('more related places than code scanning keeps are left out, and counted', async () => {
  const related = Array.from({ length: 150 }, () => ({ location: base.location, note: 'the same' }))
  const { message, relatedLocations } = await resultOf({ related })
  assert.equal(relatedLocations!.length, RELATED_KEPT)
  assert.ok(message.text.endsWith('; 145 more places.'))
})

test('text of inputs makes no links and no Markdown', async () => {
  const message = 'see [this](https://evil.example/) and <b>*_`x`'
  const result = await resultOf({ message, help: 'Do it.' })
  assert.equal(result.message.text, 'See \\[this](https://evil.example/) and <b>*_`x`. Do it.')
  assert.equal(result.message.markdown, 'See \\[this\\](https://evil.example/) and \\<b\\>\\*\\_\\`x\\`.\n\nDo it.')
})

test('the witness is data, and shown in Markdown', async () => {
  const { witness } = sample.report.findings.find(({ ruleId }) => ruleId === 'missing-patch-bucket-access')!
  const result = await resultOf({ witness: { ...witness!, context: { 'aws:a`b': ['`'], 'aws:c': null } } })
  assert.deepEqual((result.properties as { witness: object }).witness, { ...witness, context: { 'aws:a`b': ['`'], 'aws:c': null } })
  const proof = '\n\nProof: an unsigned request is denied.\n\n- `s3:GetObject` on `arn:aws:s3:::aws-ssm-eu-west-1/example`\n'
  assert.ok(result.message.markdown.includes(proof))
  assert.match(result.message.markdown, /\n- ``aws:a`b`` = `` ` ``\n- `aws:c` absent(?:\n|$)/)
})

test('a fix has its edits by file, with the text as it is to be written', async () => {
  const at = (path: string) => ({ ...base.location, path })
  const edits = [{ location: at('a.json'), text: 'x\u0085' }, { location: at('b.json'), text: '' }, { location: at('a.json'), text: 'y' }]
  const { fixes } = await resultOf({ fix: { description: 'bind it', safe: true, edits } })
  const { path: _, ...deletedRegion } = base.location
  const replacement = (text: string) => ({ deletedRegion, insertedContent: { text } })
  assert.deepEqual(fixes, [{
    description: { text: 'Bind it.' },
    artifactChanges: [
      { artifactLocation: { uri: 'a.json', uriBaseId: '%SRCROOT%' }, replacements: [replacement('x\u0085'), replacement('y')] },
      { artifactLocation: { uri: 'b.json', uriBaseId: '%SRCROOT%' }, replacements: [replacement('')] },
    ],
    properties: { safe: true },
  }])
})
