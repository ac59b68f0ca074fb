import type { Direction, NetworkAclEntry } from '../../inventory/inventory.js'
import { memberOf, spanOf } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'
import { Aliases, type VpcOf } from './aliases.js'
import type { Attributes } from './attributes.js'
import { textOf } from './configuration.js'
import { only, type Deployment } from './deployment.js'
import { Doubts } from './doubts.js'
import { NETWORK_ACL, OWN_ACL, SUBNET, VPC } from './kinds.js'
import { ownOf } from './linker.js'
import { areAsBefore, blocksFor } from './listed-blocks.js'
import type { Resource } from './resource.js'
import { portsOf, protocolOf } from './traffic-rules.js'

const RULE = 'aws_network_acl_rule'

/** The network ACLs of a plan or a state. */
export class NetworkAcls {
  readonly #deployment: Deployment
  readonly #vpcOf: VpcOf
  readonly #vpcOfOwnAcl: ReadonlyMap<string | undefined, string>
  readonly #aliases: Aliases
  readonly #doubts = new Doubts()
  /** Lists that the plan changes by entries apart from them. */
  readonly #altered = new Doubts()

  constructor(deployment: Deployment, vpcOf: VpcOf) {
    this.#deployment = deployment
    this.#vpcOfOwnAcl = new Map(deployment.managed(...VPC.types).map((vpc) => [ownOf(vpc, OWN_ACL).id, vpc.id]))
    this.#vpcOf = (acl) => vpcOf(acl) ?? this.#vpcOfOwn(acl)
    this.#aliases = new Aliases(NETWORK_ACL, deployment, this.#vpcOf)
  }

  /** Adds the network ACLs, their entries and their subnets to the facts of the file. */
  gather(): void {
    for (const { type, before } of this.#deployment.alterations) {
      if (type === RULE) this.#altered.add([{ id: textOf(memberOf(before, 'network_acl_id')) }], undefined)
    }
    for (const rule of this.#deployment.managed(RULE)) this.#addRule(rule)
    for (const acl of this.#deployment.managed(...NETWORK_ACL.types)) this.#add(acl)
    for (const association of this.#deployment.managed('aws_network_acl_association')) this.#associate(association)
  }

  #vpcOfOwn(acl: Resource): string | undefined {
    if (acl.type !== OWN_ACL.type) return undefined
    return this.#vpcOfOwnAcl.get(only(this.#deployment.linksOf(acl, 'default_network_acl_id', NETWORK_ACL))?.id)
  }

  #add(acl: Resource): void {
    const { gathering: { facts }, owners } = this.#deployment
    const { id, at } = acl
    const owner = owners.of(acl)
    const subnets = this.#subnetsOf(acl)
    const entries = [...this.#entriesOf(acl, 'ingress'), ...this.#entriesOf(acl, 'egress')]
    facts.networkAcls.push({ id, at, ...owner, vpc: this.#vpcOf(acl), subnets: subnets ?? [], entries })
    if (subnets === undefined) facts.networkAclAssociations.push({ at, ...owner, acl: id, subnet: undefined })
  }

  #subnetsOf(acl: Resource): string[] | undefined {
    const isOpen = acl.values.isUnknown('subnet_ids') && !this.#deployment.isUnset(acl, 'subnet_ids')
    if (!isOpen) return acl.values.strings('subnet_ids') ?? []
    return this.#deployment.linksOfAll(acl, 'subnet_ids', SUBNET)?.map(({ id }) => id)
  }

  #entriesOf(acl: Resource, direction: Direction): NetworkAclEntry[] {
    const blocks = blocksFor(direction, acl, this.#deployment)
    const isAltered = this.#altered.has(acl.id, direction) && areAsBefore(direction, acl, this.#deployment)
    const isOpen = blocks === undefined || isAltered || this.#doubts.has(acl.id, direction)
    const entries = (blocks ?? []).map((block) => readEntry(spanOf(block.node), block, direction, ['rule_no', 'action']))
    return isOpen ? [...entries, unknownEntry(acl.at, direction)] : entries
  }

  #addRule(rule: Resource): void {
    const { gathering: { facts }, owners } = this.#deployment
    const { at, values } = rule
    // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/network_acl_rule
    const outbound = values.isUnknown('egress') ? undefined : (values.boolean('egress') ?? false)
    const direction = outbound === undefined ? undefined : outbound ? 'egress' : 'ingress'
    const links = this.#deployment.linksOf(rule, 'network_acl_id', NETWORK_ACL)
    const acl = this.#aliases.idOf(only(links)?.id)
    if (acl === undefined) this.#doubts.add(links?.map(({ id }) => ({ id: this.#aliases.idOf(id) })), direction)
    const entry = readEntry(at, values, direction, ['rule_number', 'rule_action'])
    facts.networkAclEntries.push({ at, ...owners.of(rule), acl, entry })
  }

  #associate(association: Resource): void {
    const { gathering: { facts }, owners } = this.#deployment
    const acl = this.#aliases.idOf(only(this.#deployment.linksOf(association, 'network_acl_id', NETWORK_ACL))?.id)
    const subnet = only(this.#deployment.linksOf(association, 'subnet_id', SUBNET))?.id
    facts.networkAclAssociations.push({ at: association.at, ...owners.of(association), acl, subnet })
  }
}

function readEntry(at: Span, entry: Attributes, direction: Direction | undefined, [number, verb]: readonly [string, string]): NetworkAclEntry {
  const protocol = protocolOf(entry, 'protocol')
  const action = entry.string(verb)?.toLowerCase()
  return {
    at,
    number: entry.number(number),
    direction,
    action: action === 'allow' || action === 'deny' ? action : undefined,
    protocol,
    ports: portsOf(entry, protocol),
    addresses: entry.string('cidr_block') ?? entry.string('ipv6_cidr_block'),
  }
}

/** Stands for entries that nobody knows. */
function unknownEntry(at: Span, direction: Direction): NetworkAclEntry {
  return { at, number: undefined, direction, action: undefined, protocol: undefined, ports: undefined, addresses: undefined }
}
