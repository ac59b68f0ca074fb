import assert from 'node:assert/strict'
import test from 'node:test'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../../src/inventory/declarations.js'
import type { NetworkAcl } from '../../../src/inventory/inventory.js'
import { displayText } from '../../../src/policy/symbol.js'
import { gatherPlan, type PlannedResource } from '../../support/terraform-plan.js'

const to = (address: string, attribute = 'id') => [`${address}.${attribute}`, address]
const VPC: PlannedResource = { address: 'aws_vpc.main', unknown: ['default_network_acl_id'] }
const SUBNET: PlannedResource = { address: 'aws_subnet.a', unknown: ['vpc_id'], references: { vpc_id: to('aws_vpc.main') } }
const ALLOW = { rule_no: 100, action: 'allow', protocol: 'tcp', from_port: 443, to_port: 443, cidr_block: '10.0.0.0/16', ipv6_cidr_block: '' }

function acl(parts: Partial<PlannedResource> = {}): PlannedResource {
  return { address: 'aws_network_acl.a', unknown: ['ingress', 'egress', 'subnet_ids', 'vpc_id'], ...parts, references: { vpc_id: to('aws_vpc.main'), ...parts.references } }
}

function rule(values: object, parts: Partial<PlannedResource> = {}): PlannedResource {
  return {
    address: 'aws_network_acl_rule.a', unknown: ['network_acl_id'], references: { network_acl_id: to('aws_network_acl.a') }, ...parts,
    values: { rule_number: 200, rule_action: 'deny', protocol: '-1', from_port: 0, to_port: 0, cidr_block: '0.0.0.0/0', ...values },
  }
}

function show({ id, vpc, subnets, entries }: NetworkAcl): string {
  const shown = entries.map(({ number, direction, action, protocol, ports, addresses }) =>
    `${direction} ${number} ${action} ${protocol} ${ports?.from}-${ports?.to} ${addresses}`)
  return [`${id} in ${vpc}: ${subnets.join(' ')}`, ...shown].map(displayText).join('; ')
}

function aclsOf(...resources: readonly PlannedResource[]): string[] {
  const { facts, problems } = gatherPlan(resources)
  assert.deepEqual(problems, [])
  return buildInventory([facts], NO_DECLARATIONS).networkAcls.map(show)
}

const OPEN_ENTRY = 'undefined undefined undefined undefined-undefined undefined'

test('entries in a network ACL and apart from it', () => {
  const egress = [{ ...ALLOW, protocol: 'All', cidr_block: '', ipv6_cidr_block: '::/0' }]
  const inline = acl({ values: { ingress: [ALLOW], egress }, unknown: ['subnet_ids', 'vpc_id'], references: { subnet_ids: to('aws_subnet.a') } })
  assert.deepEqual(aclsOf(VPC, SUBNET, inline, rule({}), rule({ egress: true, rule_action: 'ALLOW', protocol: '6', from_port: 1024, to_port: 65535 }, { address: 'aws_network_acl_rule.b' })), [[
    'aws_network_acl.a in aws_vpc.main: aws_subnet.a', 'ingress 100 allow tcp 443-443 10.0.0.0/16', 'egress 100 allow -1 0-65535 ::/0',
    'ingress 200 deny -1 0-65535 0.0.0.0/0', 'egress 200 allow 6 1024-65535 0.0.0.0/0',
  ].join('; ')])
})

test('one that is made without entries has none, and what is not known is an entry that may be anything', () => {
  assert.deepEqual(aclsOf(VPC, acl()), ['aws_network_acl.a in aws_vpc.main: '])
  assert.deepEqual(aclsOf(VPC, acl({ references: { egress: ['aws_lb.x'] } })), [`aws_network_acl.a in aws_vpc.main: ; egress ${OPEN_ENTRY}`])
  assert.deepEqual(aclsOf(VPC, acl(), rule({ egress: false }, { references: { network_acl_id: ['aws_lb.x'] } })), [`aws_network_acl.a in aws_vpc.main: ; ingress ${OPEN_ENTRY}`])
  assert.deepEqual(aclsOf(VPC, acl(), rule({ rule_number: undefined }, { unknown: ['network_acl_id', 'rule_number', 'egress'] })), ['aws_network_acl.a in aws_vpc.main: ; undefined undefined deny -1 0-65535 0.0.0.0/0'])
})

test('entries that the plan takes away', () => {
  const standing = acl({ actions: ['no-op'], values: { id: 'acl-1', vpc_id: 'vpc-1', ingress: [ALLOW], egress: [], subnet_ids: ['subnet-1'] }, unknown: [] })
  const shown = 'acl-1 in vpc-1: subnet-1; ingress 100 allow tcp 443-443 10.0.0.0/16'
  assert.deepEqual(aclsOf(standing), [shown])
  const removed = rule({}, { actions: ['delete', 'create'], before: { network_acl_id: 'acl-1', egress: true }, references: { network_acl_id: ['aws_lb.x'] } })
  assert.equal(aclsOf(standing, { ...removed, values: { ...removed.values, network_acl_id: 'acl-2' }, unknown: [] })[0], `${shown}; ingress ${OPEN_ENTRY}; egress ${OPEN_ENTRY}`)
})

test('the subnets of a network ACL', () => {
  const association: PlannedResource = {
    address: 'aws_network_acl_association.a', unknown: ['network_acl_id', 'subnet_id'],
    references: { network_acl_id: to('aws_network_acl.a'), subnet_id: to('aws_subnet.a') },
  }
  assert.deepEqual(aclsOf(VPC, SUBNET, acl(), association), ['aws_network_acl.a in aws_vpc.main: aws_subnet.a'])
  const lost = gatherPlan([VPC, SUBNET, acl({ references: { subnet_ids: ['aws_lb.x'] } })]).facts.networkAclAssociations
  assert.deepEqual(lost.map(({ acl: id, subnet }) => [displayText(id!), subnet]), [['aws_network_acl.a', undefined]])
})

test('the default network ACL of a VPC', () => {
  const own = to('aws_vpc.main', 'default_network_acl_id')
  const taken = { address: 'aws_default_network_acl.own', values: { ingress: null, egress: [] }, unknown: ['default_network_acl_id', 'vpc_id'], references: { default_network_acl_id: own } }
  assert.deepEqual(aclsOf(VPC, taken, rule({}, { references: { network_acl_id: own } })), ['aws_default_network_acl.own in aws_vpc.main: ; ingress 200 deny -1 0-65535 0.0.0.0/0'])
})
