import assert from 'node:assert/strict'
import test from 'node:test'
import { attachParts } from '../../src/inventory/attach-parts.js'
import { noFacts } from '../../src/inventory/facts.js'
import type { Route, TrafficRule } from '../../src/inventory/inventory.js'
import { SourceFile } from '../../src/text/source-text.js'

const at = new SourceFile('parts.json', '').spanOf(0, 0)
const route = (targetId: string): Route => ({ destination: '0.0.0.0/0', target: 'nat', targetId, active: true })
const rule = (value: string): TrafficRule => ({ at, protocol: 'tcp', ports: { from: 443, to: 443 }, peer: { kind: 'addresses', value } })

test('routes and subnets join their table, and no other', () => {
  const { routeTables } = attachParts({
    ...noFacts(),
    routeTables: [{ id: 'a', at, main: false, subnets: ['s1'], routes: [route('n1')] }, { id: 'b', at, main: true, subnets: [], routes: [] }],
    routes: [{ at, table: 'a', route: route('n2') }, { at, table: undefined, route: route('n3') }],
    routeTableAssociations: [{ at, table: 'a', subnet: 's2' }, { at, table: 'b', subnet: undefined }],
  })
  assert.deepEqual(routeTables.map(({ subnets, routes }) => [subnets, routes.map(({ targetId }) => targetId)]), [[['s1', 's2'], ['n1', 'n2']], [[], []]])
})

test('rules join their group, whose unknown rules stay unknown', () => {
  const groups = (ingress: TrafficRule[] | undefined, hasDefaultEgress: boolean) => attachParts({
    ...noFacts(),
    securityGroups: [{ id: 'g', at, ingress, egress: [rule('0.0.0.0/0')], hasDefaultEgress }],
    securityGroupRules: [{ at, group: 'g', direction: 'ingress', rule: rule('10.0.0.0/8') }, { at, group: 'g', direction: 'egress', rule: rule('10.0.0.0/8') }],
  }).securityGroups.map((group) => [group.ingress?.length, group.egress?.length])
  assert.deepEqual(groups([rule('::/0')], false), [[2, 2]])
  assert.deepEqual(groups(undefined, true), [[undefined, undefined]])
})
