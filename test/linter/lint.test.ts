import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lint } from '../../src/linter/lint.js'
import { RuleFailure } from '../../src/linter/walk.js'
import type { EndpointPolicy } from '../../src/linter/rule.js'
import { contextOf, endpoint, endpointPolicy, lintOptions, OPEN, place, rule, statement } from './stand-ins.js'

const here = place('a.json', 10)

test('each rule is called once for each of its subjects', () => {
  const calls: string[] = []
  const spy = (subject: 'inventory' | 'policy' | 'endpoint') => rule(`of-${subject}`, subject, {}, () => (calls.push(subject), []))
  const policies = [endpointPolicy(here, 'one', [endpoint('vpce-1', here), endpoint('vpce-2', here)]), endpointPolicy(here, 'two')]
  assert.deepEqual(lint(contextOf({ policies }), lintOptions([spy('inventory'), spy('policy'), spy('endpoint')])), [])
  assert.deepEqual(calls, ['inventory', 'policy', 'policy', 'endpoint', 'endpoint'])
})

test('a finding has the filled message, the place and the subject that the report implies', () => {
  const policy = endpointPolicy(here, 'one', [endpoint('vpce-1', here)])
  const open = rule(
    'open-door',
    'policy',
    { open: { severity: 'warning', text: 'door {number} is open', help: 'Close {number}.' } },
    function* () {
      yield { messageId: 'open', data: { number: 7 }, at: here, statement: statement(here, { name: 'Doors' }), resource: 'door' }
    },
  )
  const [finding, ...others] = lint(contextOf({ policies: [policy] }), lintOptions([open]))
  assert.deepEqual(others, [])
  const { fingerprint, ...rest } = finding!
  assert.match(fingerprint, /^[0-9a-f]{32}$/)
  assert.deepEqual(rest, {
    ruleId: 'open-door',
    messageId: 'open',
    severity: 'warning',
    message: 'door 7 is open',
    help: 'Close 7.',
    at: here,
    related: [],
    subject: { endpoint: 'vpce-1', service: 'ssm', region: 'eu-west-1', vpc: 'vpc-1', account: '111122223333', statement: 'Doors' },
  })
})

test('what a rule could not decide is a note with the reserved id', () => {
  const unsure = rule('unsure-rule', 'policy', { open: OPEN }, function* () {
    yield { undecided: 'the Region is not known', help: 'Pass --region.', at: here }
  })
  const [finding] = lint(contextOf({ policies: [endpointPolicy(here, 'one')] }), lintOptions([unsure]))
  assert.equal(finding!.ruleId, 'undecided')
  assert.equal(finding!.messageId, 'unsure-rule')
  assert.equal(finding!.severity, 'note')
  assert.equal(finding!.message, 'the Region is not known')
  assert.deepEqual(
    lint(contextOf({ policies: [endpointPolicy(here, 'one')] }), lintOptions([unsure], { severities: { undecided: 'off' } })),
    [],
  )
})

test('remarks of sources are notes', () => {
  const [finding] = lint(contextOf(), lintOptions([], { remarks: [{ at: here, text: 'an identity policy', help: 'Name it otherwise.' }] }))
  assert.deepEqual(
    [finding!.ruleId, finding!.messageId, finding!.severity, finding!.message],
    ['undecided', 'source', 'note', 'an identity policy'],
  )
})

test('a throw of a rule is wrapped with the rule and the file', () => {
  const broken = rule('broken-rule', 'policy', { open: OPEN }, function* () {
    yield { messageId: 'open', data: {}, at: here }
    throw new TypeError('boom')
  })
  assert.throws(
    () => lint(contextOf({ policies: [endpointPolicy(here, 'one')] }), lintOptions([broken])),
    (error: unknown) => {
      assert.ok(error instanceof RuleFailure)
      assert.match(error.message, /"broken-rule".*a\.json.*boom/)
      assert.ok(error.cause instanceof TypeError)
      return true
    },
  )
})

test('a message that a rule does not declare is a failure of the rule', () => {
  const wrong = rule('wrong-rule', 'policy', { open: OPEN }, () => [{ messageId: 'shut', data: {}, at: here }])
  assert.throws(
    () => lint(contextOf({ policies: [endpointPolicy(here, 'one')] }), lintOptions([wrong])),
    /"wrong-rule" has no message "shut"/,
  )
})

test('configured severities: off removes, others replace, strict rules wait to be named', () => {
  const policies = [endpointPolicy(here, 'one')]
  const check = () => [{ messageId: 'open', data: {}, at: here }]
  const usual = rule('usual-rule', 'policy', { open: OPEN }, check)
  const strict = rule('strict-rule', 'policy', { open: OPEN }, check, ['strict'])
  const found = (severities: Record<string, 'off' | 'note' | 'warning' | 'error'>) =>
    lint(contextOf({ policies }), lintOptions([usual, strict], { severities })).map(({ ruleId, severity }) => `${ruleId} ${severity}`)
  assert.deepEqual(found({}), ['usual-rule error'])
  assert.deepEqual(found({ 'usual-rule': 'off' }), [])
  assert.deepEqual(found({ 'usual-rule': 'note', 'strict-rule': 'warning' }), ['strict-rule warning', 'usual-rule note'])
})

test('findings are ordered by path, line, column and rule, whatever the order of rules and subjects', () => {
  const places = [place('b.json', 0), place('a.json', 20), place('a.json', 10)]
  const policies = places.map((at, index) => endpointPolicy(at, String(index)))
  const check = (policy: EndpointPolicy) => [{ messageId: 'open', data: {}, at: policy.at }]
  const rules = ['z-rule', 'b-rule'].map((id) => rule(id, 'policy', { open: OPEN }, check))
  const found = lint(contextOf({ policies }), lintOptions(rules)).map(({ ruleId, at }) => `${at.file.path} ${at.start} ${ruleId}`)
  assert.deepEqual(found, [
    'a.json 10 b-rule',
    'a.json 10 z-rule',
    'a.json 20 b-rule',
    'a.json 20 z-rule',
    'b.json 0 b-rule',
    'b.json 0 z-rule',
  ])
})

test('presets, overrides and options: by the file of the finding, and of what the rule looks at', () => {
  const policies = [endpointPolicy(place('a.json', 0), 'one'), endpointPolicy(place('b.json', 0), 'two')]
  const seen: unknown[] = []
  const check = (policy: EndpointPolicy, _: unknown, options?: unknown) => {
    seen.push(options)
    return [{ messageId: 'open', data: {}, at: policy.at }]
  }
  const usual = rule('usual-rule', 'policy', { open: OPEN }, check as never)
  const strict = rule('strict-rule', 'policy', { open: OPEN }, () => [{ messageId: 'open', data: {}, at: here }], ['strict'])
  const matchesFile = (path: string) => path === 'b.json'
  const override = { matchesFile, severities: { 'usual-rule': 'note', 'strict-rule': 'off' }, options: { 'usual-rule': { most: 2 } } } as const
  const found = (parts: Parameters<typeof lintOptions>[1]) =>
    lint(contextOf({ policies }), lintOptions([usual, strict], parts)).map(({ ruleId, severity, at }) => `${at.file.path} ${severity} ${ruleId}`)
  assert.deepEqual(found({ options: { 'usual-rule': { most: 1 } }, overrides: [override] }), ['a.json error usual-rule', 'b.json note usual-rule'])
  assert.deepEqual(seen, [{ most: 1 }, { most: 2 }])
  assert.deepEqual(found({ preset: 'strict' }), ['a.json error usual-rule', 'a.json error strict-rule', 'b.json error usual-rule'])
  const strictInB = { matchesFile, severities: { 'strict-rule': 'error' }, options: {} } as const
  assert.ok(found({ overrides: [strictInB] }).every((finding) => !finding.includes('strict')), 'it runs, but its findings are in another file')
})
