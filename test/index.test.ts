import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { ConfigurationError, decide, evaluate, find, lint, parsePolicy } from '../src/index.js'

const text = JSON.stringify({
  Version: '2012-10-17',
  Statement: {
    Sid: 'Mine',
    Effect: 'Allow',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  },
})
const question = { actions: ['s3:GetObject'], resources: ['arn:aws:s3:::my-bucket/key'] }

test('plain JSON text and plain data are enough to decide, find and evaluate', () => {
  const { policy, problems } = parsePolicy(text, 'p.json')
  assert.deepEqual(problems, [])
  const environment = { organizationIds: ['o-a1b2c3d4e5'] }
  assert.equal(decide(policy!, { caller: 'organization', ...question }, environment).verdict, 'always')
  assert.equal(decide(policy!, { caller: 'anonymous', ...question }).verdict, 'never')
  assert.equal(find(policy!, { caller: 'outsider', ...question }, environment), undefined)
  const request = {
    principal: { account: '111122223333' },
    action: 's3:GetObject',
    resource: 'arn:aws:s3:::my-bucket/key',
    context: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] },
  }
  const { outcome, by } = evaluate(policy!, request)
  assert.deepEqual([outcome, by.map(({ sid }) => sid?.value)], ['allowed', ['Mine']])
})

test('a policy inside a JSON string keeps its places', () => {
  const { policy } = parsePolicy(JSON.stringify(text))
  assert.equal(policy!.statements[0]!.sid!.at.start, JSON.stringify(text).indexOf('\\"Mine'))
})

test('what is no JSON is a problem with its place', () => {
  const { policy, problems } = parsePolicy('{"Version": ', 'p.json')
  assert.equal(policy, undefined)
  assert.deepEqual(
    problems.map(({ id, path }) => [id, path]),
    [['syntax-error', 'p.json']],
  )
})

test('lint returns the report of the JSON format', async () => {
  const report = await lint(
    [
      { path: 's3_endpoint_policy.json', content: text.replace('Allow', 'Permit') },
      { path: 'note.txt', content: new TextEncoder().encode('{') },
    ],
    { rules: { 'malformed-policy': 'warning' } },
  )
  const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/report.json', 'utf8')))
  assert.ok(validate(report), JSON.stringify(validate.errors))
  assert.ok(report.findings.some(({ ruleId, severity }) => ruleId === 'malformed-policy' && severity === 'warning'))
  assert.deepEqual(
    report.problems.map(({ path }) => path),
    ['note.txt'],
  )
})

test('a faulty configuration throws with all its faults', async () => {
  await assert.rejects(lint([], { rules: { 'no-such-rule': 'off' }, features: ['no-such-feature'] }), (error: unknown) => {
    assert.ok(error instanceof ConfigurationError)
    assert.equal(error.faults.length, 2)
    return true
  })
})
