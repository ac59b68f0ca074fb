import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { EndpointPolicy } from '../../src/inventory/inventory.js'
import { lint } from '../../src/linter/lint.js'
import type { Finding } from '../../src/linter/finding.js'
import { contextOf, endpoint, endpointPolicy, lintOptions, OPEN, place, rule, statement } from './stand-ins.js'

function found(policies: readonly EndpointPolicy[], check: (policy: EndpointPolicy) => unknown[]): Finding[] {
  return lint(contextOf({ policies }), lintOptions([rule('open-door', 'policy', { open: OPEN }, check)]))
}

const atPolicy = (policy: EndpointPolicy) => [{ messageId: 'open', data: {}, at: policy.at }]
const relatedOf = ({ related }: Finding) => related.map(({ at, note }) => `${at.file.path}:${at.start} ${note}`)

test('rule, message and place are reported once', () => {
  const policies = [endpointPolicy(place('a.json', 1), 'one')]
  assert.equal(found(policies, (policy) => [...atPolicy(policy), ...atPolicy(policy)]).length, 1)
  assert.equal(found(policies, (policy) => [...atPolicy(policy), { messageId: 'open', data: {}, at: place('a.json', 2) }]).length, 2)
})

test('a policy shared by endpoints gives one finding that lists them', () => {
  const endpoints = [1, 2, 3].map((number) => endpoint(`vpce-${number}`, place('a.json', number)))
  const [finding, ...others] = found([endpointPolicy(place('a.json', 9), 'one', endpoints)], atPolicy)
  assert.deepEqual(others, [])
  assert.equal(finding!.subject.endpoint, 'vpce-1')
  assert.deepEqual(relatedOf(finding!), ['a.json:2 the same holds for endpoint "vpce-2"', 'a.json:3 the same holds for endpoint "vpce-3"'])
})

test('policies that say the same give one finding, at the first in order', () => {
  const policies = [
    endpointPolicy(place('b.json', 9), 'same', [endpoint('vpce-2', place('b.json', 5))]),
    endpointPolicy(place('a.json', 9), 'same', [endpoint('vpce-1', place('a.json', 5))]),
    endpointPolicy(place('c.json', 0), 'same'),
  ]
  const [finding, ...others] = found(policies, atPolicy)
  assert.deepEqual(others, [])
  assert.equal(finding!.at.file.path, 'a.json')
  assert.equal(finding!.subject.endpoint, 'vpce-1')
  assert.deepEqual(relatedOf(finding!), ['c.json:0 the same policy stands here', 'b.json:5 the same holds for endpoint "vpce-2"'])
})

test('policies that say something else, other statements and other resources stay apart', () => {
  assert.equal(found([endpointPolicy(place('a.json', 0), 'one'), endpointPolicy(place('b.json', 0), 'two')], atPolicy).length, 2)
  const twins = [endpointPolicy(place('a.json', 0), 'same'), endpointPolicy(place('b.json', 0), 'same')]
  const perStatement = ({ at }: EndpointPolicy) =>
    [0, 1].map((index) => ({ messageId: 'open', data: {}, at: { ...at, start: index }, statement: statement(at, { index }) }))
  assert.equal(found(twins, perStatement).length, 2)
  const perResource = ({ at }: EndpointPolicy) =>
    ['x', 'y'].map((resource, index) => ({ messageId: 'open', data: {}, at: { ...at, start: index }, resource }))
  assert.equal(found(twins, perResource).length, 2)
})

test('two findings of one policy that differ in place only both stay, and each takes its twin', () => {
  const twins = [endpointPolicy(place('a.json', 0), 'same'), endpointPolicy(place('b.json', 0), 'same')]
  const findings = found(twins, ({ at }) => [3, 6].map((start) => ({ messageId: 'open', data: {}, at: { ...at, start } })))
  assert.deepEqual(
    findings.map(({ at }) => at.start),
    [3, 6],
  )
  assert.deepEqual(findings.flatMap(relatedOf), ['b.json:3 the same policy stands here', 'b.json:6 the same policy stands here'])
})

test('reports about endpoints are merged only at one place', () => {
  const endpoints = [endpoint('vpce-1', place('a.json', 1)), endpoint('vpce-2', place('a.json', 2))]
  const perEndpoint = rule('open-door', 'endpoint', { open: OPEN }, ({ at }: { at: unknown }) => [{ messageId: 'open', data: {}, at }])
  assert.equal(lint(contextOf({ endpoints }), lintOptions([perEndpoint])).length, 2)
})
