import assert from 'node:assert/strict'
import test from 'node:test'
import type { TrafficRule } from '../../../src/inventory/inventory.js'
import { inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

const HTTPS = { IpProtocol: 'tcp', FromPort: 443, ToPort: '443' }
const symbol = (name: string) => symbolFor(name, '0.json')

function show(rules: readonly TrafficRule[] | undefined): string[] | undefined {
  return rules?.map(({ protocol, ports, peer }) => `${protocol} ${ports?.from}-${ports?.to} ${peer.kind} ${peer.value}`)
}

const groupWith = (properties: object, more: Readonly<Record<string, object>> = {}) =>
  inventoryOfTemplates({ Group: resource('EC2::SecurityGroup', { VpcId: ref('Vpc'), ...properties }), ...more }).securityGroups[0]!

test('rules inside of a group, and rules apart from it', () => {
  const more = {
    In: resource('EC2::SecurityGroupIngress', { GroupId: ref('Group'), ...HTTPS, SourceSecurityGroupId: ref('Nodes') }),
    Other: resource('EC2::SecurityGroupIngress', { GroupId: ref('Parameter'), ...HTTPS }),
    Out: resource('EC2::SecurityGroupEgress', { GroupId: ref('Group'), ...HTTPS, DestinationPrefixListId: 'pl-1' }),
  }
  const group = groupWith({
    SecurityGroupIngress: [{ ...HTTPS, CidrIp: '10.0.0.0/16' }, { IpProtocol: -1, CidrIpv6: ref('Range') }],
    SecurityGroupEgress: [{ IpProtocol: 'TCP', FromPort: ref('Port'), ToPort: 443, CidrIp: '0.0.0.0/0' }],
  }, more)
  assert.deepEqual([group.id, group.vpc], [symbol('Group'), symbol('Vpc')])
  assert.deepEqual(show(group.ingress), [
    'tcp 443-443 addresses 10.0.0.0/16', `-1 0-65535 addresses ${symbol('Range')}`, `tcp 443-443 security-group ${symbol('Nodes')}`,
  ])
  assert.deepEqual(show(group.egress), ['tcp undefined-undefined addresses 0.0.0.0/0', 'tcp 443-443 prefix-list pl-1'])
})

test('AWS adds egress rules where none are written', () => {
  const everywhere = ['-1 0-65535 addresses 0.0.0.0/0', '-1 0-65535 addresses ::/0']
  assert.deepEqual([show(groupWith({}).ingress), show(groupWith({}).egress)], [[], everywhere])
  assert.deepEqual(show(groupWith({ SecurityGroupEgress: [] }).egress), everywhere)
  const apart = { Out: resource('EC2::SecurityGroupEgress', { GroupId: ref('Group'), ...HTTPS, CidrIp: '10.0.0.0/8' }) }
  assert.equal(groupWith({}, apart).egress, undefined)
})

test('a list of which a part is not known is not known', () => {
  assert.equal(groupWith({ SecurityGroupIngress: ref('Rules') }).ingress, undefined)
  assert.equal(groupWith({ SecurityGroupEgress: [{ ...HTTPS, CidrIp: '10.0.0.0/8' }, ref('Rule')] }).egress, undefined)
})

test('network ACLs', () => {
  const entry = { NetworkAclId: ref('Acl'), RuleNumber: 100, Protocol: 6, RuleAction: 'Allow', CidrBlock: '10.0.0.0/16' }
  const [acl] = inventoryOfTemplates({
    Acl: resource('EC2::NetworkAcl', { VpcId: ref('Vpc') }),
    In: resource('EC2::NetworkAclEntry', { ...entry, PortRange: { From: 443, To: 443 } }),
    Out: resource('EC2::NetworkAclEntry', { ...entry, Protocol: -1, Egress: 'true', RuleAction: 'deny', CidrBlock: undefined, Ipv6CidrBlock: '::/0' }),
    Open: resource('EC2::NetworkAclEntry', { ...entry, RuleNumber: ref('Number'), Egress: ref('Egress'), RuleAction: ref('Action') }),
    Uses: resource('EC2::SubnetNetworkAclAssociation', { NetworkAclId: ref('Acl'), SubnetId: ref('Subnet') }),
  }).networkAcls
  assert.deepEqual(acl?.subnets, [symbol('Subnet')])
  assert.deepEqual(acl.entries.map(({ at, ...rest }) => rest), [
    { number: 100, direction: 'ingress', action: 'allow', protocol: '6', ports: { from: 443, to: 443 }, addresses: '10.0.0.0/16' },
    { number: 100, direction: 'egress', action: 'deny', protocol: '-1', ports: { from: 0, to: 65_535 }, addresses: '::/0' },
    { number: undefined, direction: undefined, action: undefined, protocol: '6', ports: undefined, addresses: '10.0.0.0/16' },
  ])
})
