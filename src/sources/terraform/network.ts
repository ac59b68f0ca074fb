import type { Subnet } from '../../inventory/inventory.js'
import type { VpcOf } from './aliases.js'
import { only, type Deployment } from './deployment.js'
import { SUBNET, VPC } from './kinds.js'
import { NetworkAcls } from './network-acls.js'
import type { Link, Resource } from './resource.js'
import { RouteTables } from './route-tables.js'
import { SecurityGroups } from './security-groups.js'

/** Types whose resources belong to a VPC by their `vpc_id`, so that one of an unknown VPC may belong to any. */
const PARTS_OF_VPC = ['aws_subnet', 'aws_default_subnet', 'aws_route_table', 'aws_vpc_endpoint']

/** The VPCs of a plan or a state, and what they consist of. */
export class Network {
  readonly routeTables: RouteTables
  readonly securityGroups: SecurityGroups
  readonly #networkAcls: NetworkAcls
  readonly #deployment: Deployment
  readonly #subnets = new Map<string, Subnet>()

  constructor(deployment: Deployment) {
    this.#deployment = deployment
    for (const subnet of deployment.ofTypes(...SUBNET.types)) this.#addSubnet(subnet)
    const vpcOf: VpcOf = (resource) => this.vpcOf(resource)
    this.routeTables = new RouteTables(deployment, vpcOf)
    this.securityGroups = new SecurityGroups(deployment, vpcOf)
    this.#networkAcls = new NetworkAcls(deployment, vpcOf)
  }

  /** Adds what is known of the network to the facts of the file. */
  gather(): void {
    const { facts } = this.#deployment.gathering
    const doubtful = this.#doubtfulVpcs()
    for (const vpc of this.#deployment.ofTypes(...VPC.types)) {
      const { id, at, values, type, isNew } = vpc
      const whole = type === 'aws_vpc' && isNew && this.#deployment.isWhole && doubtful !== 'all' && !doubtful.has(id)
      facts.vpcs.push({ id, at, ...this.#deployment.owners.of(vpc), tags: values.tags(), ...(whole && { whole }) })
    }
    facts.subnets.push(...this.#subnets.values())
    facts.routeTables.push(...this.routeTables.all())
  }

  /** Adds what filters traffic; last, since following its references must not use up what the rest needs. */
  gatherFilters(): void {
    this.securityGroups.gather()
    this.#networkAcls.gather()
  }

  /** The VPC that a resource names. */
  vpcOf(resource: Resource): string | undefined {
    return only(this.#deployment.linksOf(resource, 'vpc_id', VPC))?.id
  }

  /** The VPC that all of the subnets are in. */
  vpcOfSubnets(subnets: readonly Link[] | undefined): string | undefined {
    const vpcs = new Set(subnets?.map(({ id }) => this.#subnets.get(id)?.vpc))
    return vpcs.size === 1 ? [...vpcs][0] : undefined
  }

  #addSubnet(subnet: Resource): void {
    const { id, at } = subnet
    this.#subnets.set(id, { id, at, ...this.#deployment.owners.of(subnet), vpc: this.vpcOf(subnet) })
  }

  /** Those that may have more in them than is seen to be. What has a known VPC is in none that is yet to be made. */
  #doubtfulVpcs(): ReadonlySet<string> | 'all' {
    const doubtful = new Set<string>()
    if (this.routeTables.hasLostAssociation) return 'all'
    for (const part of this.#deployment.managed(...PARTS_OF_VPC)) {
      const links = this.#deployment.linksOf(part, 'vpc_id', VPC)
      if (links === undefined) return 'all'
      const isOfUnknownService = part.type === 'aws_vpc_endpoint' && part.values.isUnknown('service_name')
      if (links.length > 1 || isOfUnknownService) for (const { id } of links) doubtful.add(id)
    }
    return doubtful
  }
}
