import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import test from 'node:test'
import { stringify } from 'yaml'
import { gather, loadAndGather, type Gathered } from '../../src/sources/gather.js'
import { Parsers, YamlNeeded } from '../../src/sources/parsers.js'
import { SourceFile } from '../../src/text/source-text.js'
import { describeGathered } from '../support/describe-gathered.js'

const parsers = new Parsers()
await parsers.loadYaml()

function gatherText(text: string, explicit = false, path = 'input.yaml'): Gathered {
  return gather(new SourceFile(path, text), { explicit }, parsers)
}

/** Without places. */
function meaningOf(gathered: Gathered): unknown {
  const text = JSON.stringify(describeGathered(gathered), (key, value: unknown) => (key === 'at' ? undefined : value))
  return JSON.parse(text.replaceAll(/ @ \d+:\d+/g, ''))
}

const STYLES = [
  { collectionStyle: 'block', defaultStringType: 'PLAIN' },
  { collectionStyle: 'flow', defaultStringType: 'QUOTE_SINGLE', lineWidth: 40 },
  { collectionStyle: 'block', defaultStringType: 'BLOCK_LITERAL', indent: 4 },
] as const

for (const path of readdirSync('fixtures/sources', { recursive: true, encoding: 'utf8' }).toSorted()) {
  // A number is text in YAML, where text is expected.
  if (!path.endsWith('.json') || /\.inventory\.json$|wrong-types/.test(path)) continue
  const text = readFileSync(`fixtures/sources/${path}`, 'utf8')
  if (!isObject(text)) continue
  test(`${path} means the same in YAML`, () => {
    const name = path.replace(/\.json$/, '')
    const expected = meaningOf(gatherText(JSON.stringify(JSON.parse(text)), false, `${name}.json`))
    for (const style of STYLES) assert.deepEqual(meaningOf(gatherText(stringify(JSON.parse(text), style), false, `${name}.yaml`)), expected)
  })
}

function isObject(text: string): boolean {
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

test('the YAML parser is loaded for files that need it and no others', async () => {
  const untouched = new Parsers()
  const policy = '{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}'
  const files = { 'a.json': policy, 'a.yaml': policy, '<stdin>': policy, 'compose.yml': 'services: {}', 'broken.json': '{' }
  for (const [path, text] of Object.entries(files)) {
    await loadAndGather(new SourceFile(path, text), { explicit: path !== 'compose.yml' }, untouched)
  }
  assert.throws(() => untouched.parseYaml(new SourceFile('a.yaml', '')), YamlNeeded)
  const document = JSON.stringify({ Name: 'a', DocumentFormat: 'YAML', Content: 'schemaVersion: "2.2"\nmainSteps: []' })
  const { facts } = await loadAndGather(new SourceFile('a.json', document), { explicit: true }, untouched)
  assert.equal(facts.documents.length, 1)
  assert.equal(untouched.parseYaml(new SourceFile('a.yaml', 'a')).roots.length, 1)
})

test('account ids in policies need no quotes, and what looks like a number or a date is text', () => {
  const { facts } = gatherText(
    'Version: 2012-10-17\nStatement:\n- Effect: Allow\n  Principal: {AWS: [012345678901, 111122223333]}\n  Action: "*"\n  Resource: "*"\n'
    + '  Condition: {StringEquals: {aws:PrincipalAccount: 012345678901}, Bool: {aws:SecureTransport: true}}',
  )
  const { version, faults, statements } = facts.policies[0]!.policy
  assert.deepEqual([version?.value, faults], ['2012-10-17', []])
  assert.deepEqual(statements[0]!.principal.values.map(({ value }) => value), ['012345678901', '111122223333'])
  assert.deepEqual(statements[0]!.conditions.map(({ values }) => values.map(({ value }) => value)), [['012345678901'], ['true']])
})

test('places stand inside the scalar that holds the policy, whatever its style', () => {
  const json = '{"Statement": [{"Sid": "a", "Principal": "*", "Action": "*", "Resource": "arn:aws:s3:::b/c\\"d"}]}'
  const scalars = [
    `|\n      ${json.replaceAll(', ', ',\n      ')}`,
    `>\n      ${json.replaceAll(', ', ',\n\n      ')}`,
    `'${json.replaceAll(', ', ',\n      ')}'`,
    `"${json.replaceAll(/["\\]/g, '\\$&').replaceAll(', ', ', \\\n      ')}"`,
  ]
  for (const scalar of scalars) {
    const text = `VpcEndpoints:\n  - ServiceName: com.amazonaws.eu-west-1.s3\n    PolicyDocument: ${scalar}\n`
    for (const written of [text, text.replaceAll('\n', '\r\n')]) {
      const statement = gatherText(written).facts.policies[0]!.policy.statements[0]!
      const { start, end } = statement.resource.values[0]!.at
      assert.match(written.slice(start, end), /^\\?"arn:aws:s3:::b\/c[\\]+"d\\?"$/)
      assert.match(written.slice(statement.at.start, statement.at.end), /^\{\\?"Sid[^]*d\\?"\}$/)
    }
  }
})

test("what only deployment knows is nobody's text", () => {
  const { facts } = gatherText('Statement:\n  Effect: Allow\n  Principal: "*"\n  Action: "*"\n  Resource: !Sub "arn:aws:s3:::${Bucket}/*"')
  assert.deepEqual(facts.policies[0]!.policy.faults.map(({ id }) => id), ['wrong-type'])
})

test('only names of YAML make a fault of what is no YAML', () => {
  const terraform = 'resource "aws_vpc_endpoint" "s3" {\n  policy = jsonencode({\n    Statement: []\n  })\n}\n'
  assert.equal(gatherText(terraform, true, 's3-endpoint.tf').recognised, false)
  assert.equal(gatherText(terraform, true, 's3-endpoint.yaml').recognised, true)
})

test('a list of lists in YAML is read as in JSON', () => {
  const { facts } = gatherText('- - InstanceId: i-1\n    InstanceType: t3.nano\n- - InstanceId: i-2\n    InstanceType: t3.nano\n')
  assert.deepEqual(facts.instances.map(({ id }) => id), ['i-1', 'i-2'])
})

test('thousands of answers in a file are read in time that grows with their number', () => {
  const line = (id: number) => JSON.stringify({ VpcEndpointId: `vpce-${id}`, ServiceName: 'com.amazonaws.eu-west-1.ssm' })
  const { facts } = gatherText(Array.from({ length: 20_000 }, (_, id) => line(id)).join('\n'), false, 'lines.json')
  assert.equal(facts.endpoints.length, 20_000)
})
