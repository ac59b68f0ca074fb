import assert from 'node:assert/strict'
import test from 'node:test'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../../src/inventory/declarations.js'
import type { SecurityGroup, TrafficRule } from '../../../src/inventory/inventory.js'
import { displayText } from '../../../src/policy/symbol.js'
import { gatherPlan, gatherText, type PlannedResource } from '../../support/terraform-plan.js'

const to = (address: string, attribute = 'id') => [`${address}.${attribute}`, address]
const VPC: PlannedResource = { address: 'aws_vpc.main', unknown: ['default_security_group_id'] }
const OTHER: PlannedResource = { address: 'aws_security_group.other', unknown: ['ingress', 'egress'] }
const HTTPS = { protocol: 'tcp', from_port: 443, to_port: 443 }
const NO_PEERS = { cidr_blocks: [], ipv6_cidr_blocks: [], prefix_list_ids: [], security_groups: [], self: false, description: '' }
const EVERYTHING = { ...NO_PEERS, protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: ['0.0.0.0/0'] }

function group(parts: Partial<PlannedResource> = {}): PlannedResource {
  const references = { vpc_id: to('aws_vpc.main'), ...parts.references }
  return { address: 'aws_security_group.a', unknown: ['ingress', 'egress', 'vpc_id'], ...parts, references }
}

function apart(values: object, parts: Partial<PlannedResource> = {}): PlannedResource {
  const references = { security_group_id: to('aws_security_group.a'), ...parts.references }
  const unknown = ['security_group_id', ...(parts.unknown ?? [])]
  return { address: 'aws_security_group_rule.a', ...parts, values: { ...HTTPS, ...values }, unknown, references }
}

function show(rules: readonly TrafficRule[] | undefined): string {
  const text = rules?.map(({ protocol, ports, peer }) => `${protocol} ${ports?.from}-${ports?.to} ${peer.kind} ${displayText(peer.value ?? '?')}`)
  return text?.join('; ') ?? 'unknown'
}

function groupsOf(resources: readonly PlannedResource[]): readonly SecurityGroup[] {
  const { facts, problems } = gatherPlan(resources)
  assert.deepEqual(problems, [])
  return buildInventory([facts], NO_DECLARATIONS).securityGroups
}

function listsOf(...resources: readonly PlannedResource[]): string[] {
  const { ingress, egress } = groupsOf(resources)[0]!
  return [show(ingress), show(egress)]
}

test('blocks in a group come to a rule for each end', () => {
  const ingress = [{ ...NO_PEERS, ...HTTPS, cidr_blocks: ['10.0.0.0/16', '10.1.0.0/16'], ipv6_cidr_blocks: ['fd00::/8'], prefix_list_ids: ['pl-1'], security_groups: ['sg-1'], self: true }]
  const [found] = groupsOf([group({ values: { ingress, egress: [EVERYTHING] }, unknown: ['vpc_id'] }), VPC])
  assert.deepEqual([found!.id, found!.vpc].map((id) => displayText(id!)), ['aws_security_group.a', 'aws_vpc.main'])
  assert.equal(show(found!.ingress), [
    'addresses 10.0.0.0/16', 'addresses 10.1.0.0/16', 'addresses fd00::/8', 'prefix-list pl-1', 'security-group sg-1',
    'security-group aws_security_group.a',
  ].map((peer) => `tcp 443-443 ${peer}`).join('; '))
  assert.equal(show(found!.egress), '-1 0-65535 addresses 0.0.0.0/0')
  const { file, start } = found!.ingress![0]!.at
  assert.match(file.text.slice(start), /^\{"cidr_blocks":\["10\.0/)
})

test('a group that is made without rules has none, not those of AWS', () => {
  assert.deepEqual(listsOf(group(), VPC), ['', ''])
  assert.deepEqual(listsOf(group({ actions: ['update'], values: { id: 'sg-1' } })), ['unknown', 'unknown'])
  assert.deepEqual(listsOf(group({ references: { ingress: ['aws_lb.x.y', 'aws_lb.x'] } }), VPC), ['unknown', ''])
  assert.deepEqual(listsOf(group({ values: { ingress: [null], egress: [] }, unknown: [], unknownParts: { ingress: [true] } })), ['unknown', ''])
})

test('an end that is known only after apply', () => {
  const parts = (references: readonly string[]): Partial<PlannedResource> => ({
    values: { ingress: [{ ...HTTPS, self: false, cidr_blocks: [] }], egress: [] }, unknown: [],
    unknownParts: { ingress: [{ security_groups: true }] }, references: { ingress: references },
  })
  assert.equal(listsOf(group(parts(to('aws_security_group.other'))), OTHER)[0], 'tcp 443-443 security-group aws_security_group.other')
  assert.equal(listsOf(group(parts([...to('aws_security_group.other'), ...to('aws_security_group.a')])), OTHER)[0], 'tcp 443-443 security-group ?')
  const ports = { ...parts([]), unknownParts: { ingress: [{ from_port: true, cidr_blocks: [true] }] }, values: { ingress: [{ protocol: 'tcp', cidr_blocks: [null] }] } }
  assert.equal(listsOf(group(ports))[0], 'tcp undefined-undefined addresses ?')
})

test('rules apart from their group', () => {
  const computed = { source_security_group_id: true }
  assert.deepEqual(listsOf(group(), apart({ type: 'ingress', cidr_blocks: ['10.0.0.0/8'] }, { unknownParts: computed })), ['tcp 443-443 addresses 10.0.0.0/8', ''])
  const source = { unknownParts: computed, references: { source_security_group_id: to('aws_security_group.other') } }
  assert.deepEqual(listsOf(group(), OTHER, apart({ type: 'egress' }, source)), ['', 'tcp 443-443 security-group aws_security_group.other'])
  assert.deepEqual(listsOf(group(), apart({ type: 'ingress', self: true }, { unknownParts: computed })), ['tcp 443-443 security-group aws_security_group.a', ''])
  const list = { unknown: ['prefix_list_ids'], references: { prefix_list_ids: to('aws_vpc_endpoint.s3', 'prefix_list_id') } }
  assert.deepEqual(listsOf(group(), apart({ type: 'egress' }, list)), ['', 'tcp 443-443 prefix-list ?'])
  assert.deepEqual(listsOf(group(), apart({ type: 'ingress' })), ['tcp 443-443 unknown ?', ''])
})

test('the newer rules, of a direction each', () => {
  const rule = (direction: string, values: object, parts: Partial<PlannedResource> = {}) =>
    apart({ protocol: undefined, ...values }, { ...parts, address: `aws_vpc_security_group_${direction}_rule.${Object.keys(values).at(-1)}` })
  assert.deepEqual(listsOf(
    group(), OTHER,
    rule('ingress', { ip_protocol: 'tcp', cidr_ipv4: '10.0.0.0/8' }),
    rule('ingress', { ip_protocol: 'TCP', cidr_ipv6: 'fd00::/8' }),
    rule('egress', { ip_protocol: '-1', from_port: null, to_port: null, prefix_list_id: 'pl-1' }),
    rule('egress', { ip_protocol: 'all' }, { unknown: ['referenced_security_group_id'], references: { referenced_security_group_id: to('aws_security_group.other') } }),
  ), [
    'tcp 443-443 addresses 10.0.0.0/8; tcp 443-443 addresses fd00::/8',
    '-1 0-65535 prefix-list pl-1; -1 0-65535 security-group aws_security_group.other',
  ])
})

test('a rule that may be of a group leaves its list unknown', () => {
  const either = { references: { security_group_id: [...to('aws_security_group.a'), ...to('aws_security_group.other')] } }
  assert.deepEqual(groupsOf([group(), OTHER, { ...OTHER, address: 'aws_security_group.third' }, apart({ type: 'ingress', self: true }, either)])
    .map(({ ingress, egress }) => `${show(ingress)}/${show(egress)}`), ['unknown/', 'unknown/', '/'])
  assert.deepEqual(listsOf(group(), apart({ type: 'ingress', self: true }, { references: { security_group_id: ['aws_lb.x'] } })), ['unknown', ''])
  assert.deepEqual(listsOf(group(), apart({}, { unknownParts: { type: true } })), ['unknown', 'unknown'])
})

test('the default group of a VPC is one with the group that the VPC names', () => {
  const own: PlannedResource = { address: 'aws_default_security_group.own', unknown: ['vpc_id', 'ingress', 'egress'], references: { vpc_id: to('aws_vpc.main') } }
  const named = to('aws_vpc.main', 'default_security_group_id')
  const endpoint: PlannedResource = {
    address: 'aws_vpc_endpoint.a', values: { service_name: 'com.amazonaws.eu-west-1.ssm' }, unknown: ['security_group_ids'],
    references: { security_group_ids: named },
  }
  const resources = [VPC, own, apart({ type: 'ingress', self: true }, { references: { security_group_id: named } }), endpoint]
  assert.deepEqual(listsOf(...resources), ['tcp 443-443 security-group aws_default_security_group.own', ''])
  assert.deepEqual(gatherPlan(resources).facts.endpoints[0]!.securityGroups, [groupsOf(resources)[0]!.id])
})

test('what AWS listed before the plan changed rules is no longer known', () => {
  const standing = group({ actions: ['no-op'], values: { id: 'sg-1', vpc_id: 'vpc-1', ingress: [{ ...NO_PEERS, ...HTTPS, self: true }], egress: [EVERYTHING] }, unknown: [] })
  const known = ['tcp 443-443 security-group sg-1', '-1 0-65535 addresses 0.0.0.0/0']
  const before = { type: 'ingress', security_group_id: 'sg-1' }
  assert.deepEqual(listsOf(standing), known)
  const moved = { address: 'aws_security_group_rule.old', actions: ['update'], before, values: { id: 'sgr-1', type: 'ingress', security_group_id: 'sg-2' } }
  assert.deepEqual(listsOf(standing, moved), ['unknown', known[1]])
  assert.deepEqual(listsOf(standing, { ...moved, actions: ['delete'] }), ['unknown', known[1]])
  assert.deepEqual(listsOf(standing, { ...moved, actions: ['no-op'] }), known)
  assert.deepEqual(listsOf({ ...standing, references: { ingress: ['var.rules'] } }, moved), known)
})

test('groups of a state, and lists of wrong types', () => {
  const state = (values: object) => gatherText(JSON.stringify({
    format_version: '1.0', values: { root_module: { resources: [{ address: 'aws_security_group.a', mode: 'managed', type: 'aws_security_group', name: 'a', values }] } },
  }))
  const [found] = state({ id: 'sg-1', vpc_id: 'vpc-1', ingress: [], owner_id: '210987654321' }).facts.securityGroups
  assert.deepEqual([found!.id, found!.vpc, found!.account, found!.ingress, found!.egress], ['sg-1', 'vpc-1', '210987654321', [], undefined])
  const wrong = state({ id: 'sg-1', ingress: [{ protocol: 6, cidr_blocks: [1], self: 'yes' }], egress: 'none' })
  assert.deepEqual([wrong.problems.length, show(wrong.facts.securityGroups[0]!.ingress)], [4, 'undefined undefined-undefined unknown ?'])
})
