import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EndpointPolicy } from '../../src/inventory/inventory.js'
import { lint } from '../../src/linter/lint.js'
import type { Suppression } from '../../src/linter/suppression.js'
import type { Severities } from '../../src/linter/settings.js'
import { contextOf, endpoint, endpointPolicy, lintOptions, OPEN, place, rule, statement } from './stand-ins.js'

const entry: Suppression = { rule: 'open-door', reason: 'accepted', at: place('vpce-lint.config.json', 4), by: 'configuration' }
const at = place('a.json', 9)
const shared = endpointPolicy(at, 'one', [
  endpoint('vpce-1', place('a.json', 1)),
  endpoint('vpce-2', place('a.json', 2)),
  endpoint('vpce-3', place('a.json', 3)),
])
const check = (policy: EndpointPolicy) => [
  { messageId: 'open', data: {}, at: policy.at, statement: statement(policy.at, { index: 1, name: 'Doors' }) },
]
const openDoor = rule('open-door', 'policy', { open: OPEN }, check)

function found(
  suppressions: readonly Suppression[],
  policies: readonly EndpointPolicy[] = [shared],
  severities: Severities = {},
): string[] {
  return lint(contextOf({ policies }), lintOptions([openDoor], { suppressions, severities })).map(
    ({ ruleId, severity, subject, related, suppressed, message }) =>
      ruleId === 'open-door'
        ? `${subject.endpoint ?? 'raw'} +${related.length}${suppressed ? ` suppressed: ${suppressed.reason}` : ''}`
        : `${severity} ${ruleId}: ${message}`,
  )
}

test('a suppressed finding stays, with who, why and until when', () => {
  const [finding] = lint(
    contextOf({ policies: [shared] }),
    lintOptions([openDoor], { suppressions: [{ ...entry, expires: '2026-12-31' }] }),
  )
  assert.deepEqual(finding!.suppressed, { by: 'configuration', reason: 'accepted', expires: '2026-12-31' })
})

test('criteria narrow a suppression down', () => {
  const silenced = ['vpce-1 +2 suppressed: accepted']
  assert.deepEqual(found([{ ...entry, matchesFile: (path) => path === 'a.json' }]), silenced)
  assert.deepEqual(found([{ ...entry, matchesFile: (path) => path === 'b.json' }]), ['vpce-1 +2'])
  assert.deepEqual(found([{ ...entry, statement: 'Do*' }]), silenced)
  assert.deepEqual(found([{ ...entry, statement: '#2' }]), silenced)
  assert.deepEqual(found([{ ...entry, endpoint: 'vpce-*' }]), silenced)
})

test('one endpoint of many is silenced alone', () => {
  assert.deepEqual(found([{ ...entry, endpoint: 'vpce-2' }]).toSorted(), ['vpce-1 +1', 'vpce-2 +0 suppressed: accepted'])
  assert.deepEqual(found([{ ...entry, endpoint: 'vpce-1' }]).toSorted(), ['vpce-1 +0 suppressed: accepted', 'vpce-2 +1'])
  assert.deepEqual(
    found([
      { ...entry, endpoint: 'vpce-2' },
      { ...entry, endpoint: 'vpce-3', reason: 'planned' },
    ]).toSorted(),
    ['vpce-1 +0', 'vpce-2 +0 suppressed: accepted', 'vpce-3 +0 suppressed: planned'],
  )
})

test('a suppression by endpoint leaves raw policies alone', () => {
  assert.deepEqual(found([{ ...entry, endpoint: '*' }], [endpointPolicy(at, 'one')]), ['raw +0'])
})

test('an expired suppression silences nothing and says so', () => {
  assert.deepEqual(found([{ ...entry, expires: '2026-06-14' }]), [
    'vpce-1 +2',
    'warning expired-suppression: the suppression of "open-door" expired on 2026-06-14 and silences nothing',
  ])
  assert.deepEqual(found([{ ...entry, expires: '2026-06-15' }]), ['vpce-1 +2 suppressed: accepted'])
})

test('an unused suppression is a finding at its place in the configuration', () => {
  const unused = { ...entry, statement: 'Windows' }
  const findings = lint(contextOf({ policies: [shared] }), lintOptions([openDoor], { suppressions: [unused] }))
  assert.deepEqual(
    findings.map(({ ruleId, severity, at: where }) => [ruleId, severity, where.file.path]),
    [
      ['open-door', 'error', 'a.json'],
      ['unused-suppression', 'warning', 'vpce-lint.config.json'],
    ],
  )
})

test('what a suppression names but this run did not judge is not called unused', () => {
  assert.deepEqual(found([{ ...entry, rule: 'undecided', matchesFile: () => false }]), ['vpce-1 +2'])
  assert.deepEqual(found([{ ...entry, endpoint: 'vpce-9' }]), ['vpce-1 +2'])
  assert.deepEqual(found([{ ...entry, rule: 'switched-off' }]), ['vpce-1 +2'])
})

test("the severity of findings about suppressions is configured like a rule's", () => {
  const unused = [{ ...entry, statement: 'Windows' }]
  assert.match(found(unused, [shared], { 'unused-suppression': 'error' })[1]!, /^error unused-suppression/)
  assert.deepEqual(found(unused, [shared], { 'unused-suppression': 'off' }), ['vpce-1 +2'])
})

test('a suppression of a line is for findings, and statements of findings, that begin there', () => {
  const second = { ...entry, path: 'a.json', line: 2 }
  assert.deepEqual(found([second]), ['vpce-1 +2 suppressed: accepted'])
  assert.equal(found([{ ...second, line: 3 }])[0], 'vpce-1 +2')
  assert.equal(found([{ ...second, path: 'b.json' }])[0], 'vpce-1 +2')
  const above = rule('open-door', 'policy', { open: OPEN }, (policy: EndpointPolicy) => [
    { messageId: 'open', data: {}, at: { ...policy.at, start: 20 }, statement: statement(policy.at, { index: 1 }) },
  ])
  const [finding] = lint(contextOf({ policies: [shared] }), lintOptions([above], { suppressions: [second] }))
  assert.equal(finding!.suppressed?.reason, 'accepted')
})

test('of a resource that a plan makes, the address goes with its endpoint', () => {
  const planned = ['a', 'b'].map((name) => {
    const address = `aws_vpc_endpoint.${name}`
    const { id: _, ...rest } = endpoint(address, place('a.json', 1))
    return { ...rest, name: address, address }
  })
  const policies = [endpointPolicy(at, 'one', planned)]
  const findings = lint(contextOf({ policies }), lintOptions([openDoor], { suppressions: [{ ...entry, endpoint: 'aws_vpc_endpoint.a' }] }))
  assert.deepEqual(findings.filter(({ ruleId }) => ruleId === 'open-door').map(({ subject, suppressed }) => [subject.resourceAddress, suppressed !== undefined]), [
    ['aws_vpc_endpoint.a', true], ['aws_vpc_endpoint.b', false],
  ])
})
