import type { Peer, PortRange, TrafficRule } from '../../inventory/inventory.js'
import { memberOf, spanOf } from '../../syntax/node.js'
import { ALL_PORTS } from '../all-ports.js'
import type { Aliases } from './aliases.js'
import type { Attributes } from './attributes.js'
import { only, type Deployment } from './deployment.js'
import { SECURITY_GROUP } from './kinds.js'
import type { Resource } from './resource.js'

/** By the names that blocks in a group, `aws_security_group_rule` and `aws_vpc_security_group_ingress_rule` have for the other end. */
const PEERS: readonly (readonly [Peer['kind'], readonly string[]])[] = [
  ['addresses', ['cidr_blocks', 'ipv6_cidr_blocks', 'cidr_ipv4', 'cidr_ipv6']],
  ['prefix-list', ['prefix_list_ids', 'prefix_list_id']],
  ['security-group', ['security_groups', 'source_security_group_id', 'referenced_security_group_id']],
]

/** The rules that a block in a group comes to: one for each end. */
export function readBlock(group: Resource, name: string, rule: Attributes, deployment: Deployment, aliases: Aliases): TrafficRule[] {
  const peers = PEERS.flatMap(([kind, names]) => names.flatMap((peer) => [
    ...knownPeers(kind, rule, peer),
    ...(rule.isUnknown(peer) ? [unknownPeer(kind, group, [name, peer], deployment, aliases)] : []),
  ]))
  return withPeers(spanOf(rule.node), rule, [...peers, ...selfPeer(rule, group.id)])
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group_rule and the newer ones for each direction */
export function readRuleResource(resource: Resource, group: string | undefined, deployment: Deployment, aliases: Aliases): TrafficRule[] {
  const rule = resource.values
  const peers = PEERS.flatMap(([kind, names]) => names.flatMap((peer) => {
    // What is not set is unknown too until AWS answers.
    const isOpen = rule.isUnknown(peer) && deployment.isConfigured(resource, [peer])
    return [...knownPeers(kind, rule, peer), ...(isOpen ? [unknownPeer(kind, resource, [peer], deployment, aliases)] : [])]
  }))
  return withPeers(resource.at, rule, [...peers, ...selfPeer(rule, group)])
}

/** `-1` or `all` is every protocol. */
export function protocolOf(rule: Attributes, name: string): string | undefined {
  const protocol = rule.string(name)?.toLowerCase()
  return protocol === 'all' ? '-1' : protocol
}

export function portsOf(rule: Attributes, protocol: string | undefined): PortRange | undefined {
  const [from, to] = [rule.number('from_port'), rule.number('to_port')]
  if (protocol === '-1') return ALL_PORTS
  return from === undefined || to === undefined ? undefined : { from, to }
}

function withPeers(at: TrafficRule['at'], rule: Attributes, peers: readonly Peer[]): TrafficRule[] {
  const protocol = protocolOf(rule, 'protocol') ?? protocolOf(rule, 'ip_protocol')
  const ports = portsOf(rule, protocol)
  const all: readonly Peer[] = peers.length === 0 ? [{ kind: 'unknown', value: undefined }] : peers
  return all.map((peer) => ({ at, protocol, ports, peer }))
}

function knownPeers(kind: Peer['kind'], rule: Attributes, name: string): Peer[] {
  const node = memberOf(rule.node, name)
  if (node === undefined) return []
  const values = node.kind === 'array' ? (rule.strings(name) ?? []) : [rule.string(name)]
  return values.flatMap((value) => (value === undefined ? [] : [{ kind, value }]))
}

function unknownPeer(kind: Peer['kind'], resource: Resource, path: readonly string[], { linker }: Deployment, aliases: Aliases): Peer {
  return { kind, value: kind === 'security-group' ? aliases.idOf(only(linker.linksOf(resource, path, SECURITY_GROUP))?.id) : undefined }
}

/** `self` is the group itself. */
function selfPeer(rule: Attributes, group: string | undefined): Peer[] {
  if (rule.isUnknown('self')) return [{ kind: 'unknown', value: undefined }]
  return rule.boolean('self') === true ? [{ kind: 'security-group', value: group }] : []
}
