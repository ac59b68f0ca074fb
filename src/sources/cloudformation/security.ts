import type { Direction, NetworkAclEntry, Peer, PortRange, TrafficRule } from '../../inventory/inventory.js'
import { hasSymbol } from '../../policy/symbol.js'
import { spanOf } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'
import { ALL_PORTS } from '../all-ports.js'
import type { Properties } from './properties.js'
import type { ResourceReader, ResourceReaders } from './template-scope.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroup.html */
export const SECURITY: ResourceReaders = {
  'AWS::EC2::SecurityGroup': ({ ref: id, at }, properties, scope) => {
    const egress = readRules(properties, 'egress')
    const hasDefaultEgress = egress?.length === 0
    scope.gathering.facts.securityGroups.push({
      ...scope.fact(at),
      id,
      vpc: properties.string('VpcId'),
      ingress: readRules(properties, 'ingress'),
      egress: hasDefaultEgress ? everywhere(at) : egress,
      hasDefaultEgress,
    })
  },
  'AWS::EC2::SecurityGroupIngress': addRule('ingress'),
  'AWS::EC2::SecurityGroupEgress': addRule('egress'),
  'AWS::EC2::NetworkAcl': ({ ref: id, at }, properties, scope) => {
    scope.gathering.facts.networkAcls.push({ ...scope.fact(at), id, vpc: properties.string('VpcId'), subnets: [], entries: [] })
  },
  'AWS::EC2::NetworkAclEntry': ({ at }, properties, scope) => {
    const acl = properties.string('NetworkAclId')
    scope.gathering.facts.networkAclEntries.push({ ...scope.fact(at), acl, entry: readEntry(at, properties) })
  },
  'AWS::EC2::SubnetNetworkAclAssociation': ({ at }, properties, scope) => {
    const association = { acl: properties.string('NetworkAclId'), subnet: properties.string('SubnetId') }
    scope.gathering.facts.networkAclAssociations.push({ ...scope.fact(at), ...association })
  },
}

function addRule(direction: Direction): ResourceReader {
  return ({ at }, properties, scope) => {
    const rule = readRule(at, properties, direction)
    scope.gathering.facts.securityGroupRules.push({ ...scope.fact(at), group: properties.string('GroupId'), direction, rule })
  }
}

function readRules(group: Properties, direction: Direction): TrafficRule[] | undefined {
  const name = direction === 'ingress' ? 'SecurityGroupIngress' : 'SecurityGroupEgress'
  if (group.value(name) === undefined) return []
  const rules = group.records(name)
  return group.isListOpen(name) ? undefined : rules?.map((rule) => readRule(spanOf(rule.node), rule, direction))
}

function everywhere(at: Span): TrafficRule[] {
  return ['0.0.0.0/0', '::/0'].map((value) => ({ at, protocol: '-1', ports: ALL_PORTS, peer: { kind: 'addresses', value } }))
}

function readRule(at: Span, rule: Properties, direction: Direction): TrafficRule {
  const protocol = rule.string('IpProtocol')?.toLowerCase()
  const ports = protocol === '-1' ? ALL_PORTS : readRange(rule, 'FromPort', 'ToPort')
  return { at, protocol: known(protocol), ports, peer: readPeer(rule, direction) }
}

function readPeer(rule: Properties, direction: Direction): Peer {
  const end = direction === 'ingress' ? 'Source' : 'Destination'
  const first = (names: readonly string[]) => names.map((name) => rule.string(name)).find((text) => text !== undefined)
  const addresses = first(['CidrIp', 'CidrIpv6'])
  const group = first([`${end}SecurityGroupId`])
  const list = first([`${end}PrefixListId`])
  if (addresses !== undefined) return { kind: 'addresses', value: addresses }
  if (group !== undefined) return { kind: 'security-group', value: group }
  return list === undefined ? { kind: 'unknown', value: undefined } : { kind: 'prefix-list', value: list }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-networkaclentry.html */
function readEntry(at: Span, entry: Properties): NetworkAclEntry {
  const protocol = known(entry.string('Protocol'))
  const range = entry.record('PortRange')
  const outbound = entry.value('Egress') === undefined ? false : entry.boolean('Egress')
  const action = entry.string('RuleAction')?.toLowerCase()
  return {
    at,
    number: entry.number('RuleNumber'),
    direction: outbound === undefined ? undefined : outbound ? 'egress' : 'ingress',
    action: action === 'allow' || action === 'deny' ? action : undefined,
    protocol,
    ports: protocol === '-1' ? ALL_PORTS : range && readRange(range, 'From', 'To'),
    addresses: entry.string('CidrBlock') ?? entry.string('Ipv6CidrBlock'),
  }
}

function readRange(properties: Properties, from: string, to: string): PortRange | undefined {
  const range = { from: properties.number(from), to: properties.number(to) }
  return range.from === undefined || range.to === undefined ? undefined : { from: range.from, to: range.to }
}

function known(text: string | undefined): string | undefined {
  return text === undefined || hasSymbol(text) ? undefined : text
}
