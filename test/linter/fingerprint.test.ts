import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDraft, type Draft } from '../../src/linter/draft.js'
import { internSymbol } from '../../src/policy/symbol.js'
import { Fingerprints } from '../../src/linter/fingerprint.js'
import { endpoint, endpointPolicy, place, statement } from './stand-ins.js'

const here = place('a.json', 10)
const there = place('other/b.json', 40)
const of = (parts: Partial<Draft>): string =>
  new Fingerprints().of(plainDraft({ ruleId: 'r', messageId: 'm', severity: 'error', message: 'text', help: 'help', at: here, ...parts }))
const list = (...values: string[]) => ({ not: false, at: here, values: values.map((value) => ({ value, at: here })) })

test('path, line, wording and severity leave it alone', () => {
  const parts = { endpoints: [endpoint('vpce-1', here)], statement: statement(here, { name: 'A' }), resource: 'bucket' }
  const moved = {
    endpoints: [endpoint('vpce-1', there)],
    statement: statement(there, { name: 'A', index: 4 }),
    resource: 'bucket',
    at: there,
    message: 'other',
    severity: 'note' as const,
  }
  assert.equal(of(parts), of(moved))
})

test('what only deployment knows counts by its name, not by the character that stands for it', () => {
  const known = [internSymbol('<vpc>', 'any'), internSymbol('<vpc>', 'region')].map((symbol) => of({ subject: { vpc: symbol!.character } }))
  assert.equal(known[0], known[1])
  assert.notEqual(known[0], of({ subject: { vpc: internSymbol('<other-vpc>', 'any')!.character } }))
})

test('a raw policy is known by what it is for, so that an edit of another statement leaves it alone', () => {
  const parts = { statement: statement(here, { name: 'A' }) }
  assert.equal(of({ ...parts, policies: [endpointPolicy(here, 'before')] }), of({ ...parts, policies: [endpointPolicy(there, 'after')] }))
})

test('the layout of a statement without Sid leaves it alone', () => {
  const one = statement(here, { action: list('s3:GetObject', 's3:PutObject'), resource: list('a', 'b') })
  const other = statement(there, { index: 3, action: list('S3:PUTOBJECT', 's3:getobject'), resource: list('b', 'a') })
  assert.equal(of({ statement: one }), of({ statement: other }))
})

const differing: [name: string, one: Partial<Draft>, other: Partial<Draft>][] = [
  ['rule', { ruleId: 'a' }, { ruleId: 'b' }],
  ['message', { messageId: 'a' }, { messageId: 'b' }],
  ['endpoint', { endpoints: [endpoint('vpce-1', here)] }, { endpoints: [endpoint('vpce-2', here)] }],
  [
    'account of the endpoint',
    { endpoints: [endpoint('main', here)] },
    { endpoints: [endpoint('main', here, { account: '444455556666' })] },
  ],
  ['service of a raw policy', { policies: [endpointPolicy(here, 'x')] }, { policies: [endpointPolicy(here, 'x', [], { service: 's3' })] }],
  ['Sid', { statement: statement(here, { name: 'A' }) }, { statement: statement(here, { name: 'B' }) }],
  ['meaning of a statement without Sid', { statement: statement(here) }, { statement: statement(here, { action: list('s3:GetObject') }) }],
  ['effect of a statement without Sid', { statement: statement(here) }, { statement: statement(here, { effect: 'Deny' }) }],
  ['resource concerned', { resource: 'one' }, { resource: 'two' }],
  ['subject without endpoint and policy', { subject: { vpc: 'vpc-1' } }, { subject: { vpc: 'vpc-2' } }],
]

for (const [name, one, other] of differing) {
  test(`another ${name} makes another`, () => assert.notEqual(of(one), of(other)))
}

test('each finding of a run has its own, the same in the next run', () => {
  const draft = plainDraft({ ruleId: 'r', messageId: 'm', severity: 'error', message: 'text', help: 'help', at: here })
  const run = () => {
    const fingerprints = new Fingerprints()
    return [draft, draft, draft].map((each) => fingerprints.of(each))
  }
  assert.equal(new Set(run()).size, 3)
  assert.deepEqual(run(), run())
  for (const fingerprint of run()) assert.match(fingerprint, /^[0-9a-f]{32}$/)
})
