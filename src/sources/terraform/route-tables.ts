import type { Route, RouteTable, RouteTarget } from '../../inventory/inventory.js'
import { memberOf, type Node } from '../../syntax/node.js'
import type { Attributes } from './attributes.js'
import { isConfigured, textOf } from './configuration.js'
import { only, type Deployment } from './deployment.js'
import { GATEWAY, NAT_GATEWAY, OWN_TABLE, ROUTE_TABLE, SUBNET, VPC } from './kinds.js'
import { ownOf } from './linker.js'
import type { Link, Resource } from './resource.js'

/** A table in the making. */
interface Table extends RouteTable {
  main: boolean
  readonly subnets: string[]
  readonly routes: Route[]
}

/** Leads nobody knows where, so that nobody calls the table isolated, or public. */
const UNKNOWN_ROUTE: Route = { destination: undefined, target: 'other', targetId: undefined, active: true }

/** What the route tables of a plan or a state come to, with the associations and routes that stand apart from them. */
export class RouteTables {
  /** A subnet has a table, and nothing tells which subnet. */
  hasLostAssociation = false
  #areAllSpoilt = false
  readonly #deployment: Deployment
  readonly #vpcOfOwnTable: ReadonlyMap<string, Resource>
  readonly #mainTables: ReadonlySet<string | undefined>
  readonly #privateNatGateways: ReadonlySet<string>
  readonly #tables = new Map<string, Table>()
  /** Other ids of a table: the one that AWS gave it, and the one it has as its VPC's own. */
  readonly #aliases = new Map<string, string>()

  constructor(deployment: Deployment, vpcOf: (resource: Resource) => string | undefined) {
    this.#deployment = deployment
    const vpcs = deployment.managed('aws_vpc')
    const isPrivate = ({ values }: Resource) => values.string('connectivity_type') === 'private'
    this.#vpcOfOwnTable = new Map(vpcs.map((vpc) => [ownOf(vpc, OWN_TABLE).id, vpc]))
    this.#mainTables = new Set(vpcs.map(({ values }) => values.string('main_route_table_id')))
    this.#privateNatGateways = new Set(deployment.ofTypes('aws_nat_gateway').filter(isPrivate).map(({ id }) => id))
    for (const resource of deployment.managed(...ROUTE_TABLE.types)) this.#add(resource, vpcOf(resource))
    for (const vpc of vpcs) this.#addOwnTable(vpc)
    for (const route of deployment.managed('aws_route')) this.#addRoute(route)
    for (const propagation of deployment.managed('aws_vpn_gateway_route_propagation')) this.#spoil(propagation)
    for (const removal of deployment.removals) if (textOf(memberOf(removal, 'type')) === 'aws_route') this.#removeRoute(removal)
    this.#setMains(deployment.managed('aws_main_route_table_association'))
    for (const association of deployment.managed('aws_route_table_association')) this.#associate(association)
  }

  all(): RouteTable[] {
    return [...this.#tables.values()].filter(({ vpc, subnets }) => vpc !== undefined || subnets.length > 0)
  }

  /** The id under which the table stands in the facts. */
  idOf(id: string): string
  idOf(id: string | undefined): string | undefined
  idOf(id: string | undefined): string | undefined {
    return (id === undefined ? undefined : this.#aliases.get(id)) ?? id
  }

  #add(resource: Resource, vpc: string | undefined): void {
    const { at, values, type } = resource
    const own = type === 'aws_default_route_table' ? only(this.#deployment.linksOf(resource, 'default_route_table_id', ROUTE_TABLE)) : undefined
    const vpcOfOwn = own && this.#vpcOfOwnTable.get(own.id)
    // A file tells a part of what AWS lists of a table, and the two must not be taken for one.
    const id = resource.ownId
    if (resource.knownId !== undefined) this.#aliases.set(resource.knownId, id)
    if (own !== undefined) this.#aliases.set(own.id, id)
    const routes = values.blocks('route').map((route) => this.#routeIn(resource, route, ['route']))
    const takesRoutesOfVpn = this.#isUnclear(resource, 'propagating_vgws') || (values.strings('propagating_vgws')?.length ?? 0) > 0
    if (this.#isUnclear(resource, 'route') || takesRoutesOfVpn) routes.push(UNKNOWN_ROUTE)
    const main = type === 'aws_default_route_table' || (resource.knownId !== undefined && this.#mainTables.has(resource.knownId))
    this.#tables.set(id, { id, at, ...this.#deployment.owners.of(resource), vpc: vpc ?? vpcOfOwn?.id, main, subnets: [], routes })
  }

  /** Set, and wholly unknown; what is not set is unknown too until AWS answers, and empty in what is made. */
  #isUnclear(resource: Resource, name: string): boolean {
    const isWhole = memberOf(resource.values.node, name) === undefined && resource.values.isUnknown(name)
    return isWhole && this.#deployment.linker.expressionsOf(resource, [name]).some(isConfigured)
  }

  /** https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#main-route-table */
  #addOwnTable(vpc: Resource): void {
    const { id } = ownOf(vpc, OWN_TABLE)
    if (!vpc.isNew || this.#aliases.has(id)) return
    const owner = this.#deployment.owners.of(vpc)
    this.#tables.set(id, { id, at: vpc.at, ...owner, vpc: vpc.id, main: true, subnets: [], routes: [] })
  }

  #addRoute(route: Resource): void {
    const links = this.#deployment.linksOf(route, 'route_table_id', ROUTE_TABLE)
    const table = this.#tableOf(only(links))
    if (table !== undefined) table.routes.push(this.#routeIn(route, route.values, []))
    else this.#spoilAll(links)
  }

  #spoil(resource: Resource): void {
    this.#spoilAll(this.#deployment.linksOf(resource, 'route_table_id', ROUTE_TABLE))
  }

  #spoilAll(links: readonly Link[] | undefined): void {
    if (links === undefined && this.#areAllSpoilt) return
    this.#areAllSpoilt ||= links === undefined
    const tables = links === undefined ? [...this.#tables.values()] : links.flatMap((link) => this.#tableOf(link) ?? [])
    for (const { routes } of tables) if (!routes.includes(UNKNOWN_ROUTE)) routes.push(UNKNOWN_ROUTE)
  }

  /** Where the configuration does not list the routes of a table, its values are those that AWS listed before. */
  #removeRoute(removal: Node): void {
    const id = textOf(memberOf(memberOf(memberOf(removal, 'change'), 'before'), 'route_table_id'))
    this.#tables.get(this.idOf(id))?.routes.push(UNKNOWN_ROUTE)
  }

  /** Where it is not certain whose main table changes, no table is known to be the main one. */
  #setMains(associations: readonly Resource[]): void {
    const chosen = new Map<string, Table | undefined>()
    let isCertain = true
    for (const association of associations) {
      const vpc = only(this.#deployment.linksOf(association, 'vpc_id', VPC))
      if (vpc !== undefined) chosen.set(vpc.id, this.#tableOf(only(this.#deployment.linksOf(association, 'route_table_id', ROUTE_TABLE))))
      else isCertain = false
    }
    for (const table of this.#tables.values()) {
      if (!isCertain) table.main = false
      else if (table.vpc !== undefined && chosen.has(table.vpc)) table.main = table === chosen.get(table.vpc)
    }
  }

  #associate(association: Resource): void {
    const { values, id, at } = association
    // Edge associations are of gateways: https://docs.aws.amazon.com/vpc/latest/userguide/VPC_Route_Tables.html#gateway-route-tables
    const expressions = this.#deployment.linker.expressionsOf(association, ['gateway_id'])
    if (values.string('gateway_id') !== undefined || expressions.some(isConfigured)) return
    const subnets = this.#deployment.linksOf(association, 'subnet_id', SUBNET)
    const table = this.#tableOf(only(this.#deployment.linksOf(association, 'route_table_id', ROUTE_TABLE)))
    const subnet = only(subnets)
    if (subnet !== undefined && table !== undefined) return void table.subnets.push(subnet.id)
    if (subnets === undefined) this.hasLostAssociation = true
    const lost = { id, at, vpc: undefined, main: false, subnets: (subnets ?? []).map((link) => link.id), routes: [UNKNOWN_ROUTE] }
    this.#tables.set(id, lost)
  }

  #tableOf(link: Link | undefined): Table | undefined {
    return link && this.#tables.get(this.idOf(link.id))
  }

  #routeIn(resource: Resource, route: Attributes, path: readonly string[]): Route {
    const destination = ['destination_cidr_block', 'cidr_block', 'destination_ipv6_cidr_block', 'ipv6_cidr_block', 'destination_prefix_list_id']
      .map((name) => route.string(name)).find((text) => text !== undefined)
    const [target, targetId] = this.#targetOf(resource, route, path)
    return { destination, target, targetId, active: route.string('state') !== 'blackhole' }
  }

  #targetOf(resource: Resource, route: Attributes, path: readonly string[]): [RouteTarget, string | undefined] {
    const isSet = (name: string) => route.string(name) !== undefined || (route.isUnknown(name) && this.#isSet(resource, [...path, name]))
    if (isSet('gateway_id')) return this.#gatewayOf(resource, route, path)
    if (isSet('nat_gateway_id')) return this.#natGatewayOf(resource, route, path)
    if (isSet('egress_only_gateway_id')) return ['egress-only-internet', route.string('egress_only_gateway_id') ?? 'an egress-only internet gateway']
    return ['other', OTHER_TARGETS.map((name) => route.string(name)).find((id) => id !== undefined)]
  }

  #isSet(resource: Resource, path: readonly string[]): boolean {
    return this.#deployment.linker.expressionsOf(resource, path).some(isConfigured)
  }

  #gatewayOf(resource: Resource, route: Attributes, path: readonly string[]): [RouteTarget, string | undefined] {
    const known = route.string('gateway_id')
    if (known === 'local') return ['local', known]
    if (known?.startsWith('igw-')) return ['internet', known]
    if (known?.startsWith('vpce-')) return [route.string('destination_prefix_list_id') === undefined ? 'other' : 'gateway-endpoint', known]
    if (known !== undefined) return ['other', known]
    const links = this.#deployment.linker.linksOf(resource, [...path, 'gateway_id'], GATEWAY)
    const isInternet = links?.every(({ type }) => type === 'aws_internet_gateway') ?? false
    return [isInternet ? 'internet' : 'other', links?.map(({ id }) => id).join(' or ')]
  }

  /** A private NAT gateway leads to other networks: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html */
  #natGatewayOf(resource: Resource, route: Attributes, path: readonly string[]): [RouteTarget, string | undefined] {
    const known = route.string('nat_gateway_id')
    const links = known === undefined ? this.#deployment.linker.linksOf(resource, [...path, 'nat_gateway_id'], NAT_GATEWAY) : undefined
    const ids = new Set(known === undefined ? links?.map(({ id }) => id) : [known])
    const shown = known ?? (links === undefined ? 'a NAT gateway' : [...ids].join(' or '))
    return [[...ids].some((id) => this.#privateNatGateways.has(id)) ? 'other' : 'nat', shown]
  }
}

const OTHER_TARGETS = [
  'transit_gateway_id', 'vpc_peering_connection_id', 'vpc_endpoint_id', 'network_interface_id', 'instance_id', 'local_gateway_id',
  'carrier_gateway_id', 'core_network_arn', 'odb_network_arn',
]
