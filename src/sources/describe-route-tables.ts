import type { Route, RouteTarget } from '../inventory/inventory.js'
import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'
import type { RecordReader } from './record-reader.js'

const ROUTE_TABLES: Listing = {
  name: 'RouteTables', single: 'RouteTable', members: ['RouteTableId', 'Routes'], unmistakable: false, kind: 'route-tables',
}

export function recognises(root: Node): boolean {
  return recognisesListing(root, ROUTE_TABLES)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, ROUTE_TABLES, gathering, (record) => {
    const id = readId(record, 'RouteTableId', 'route table', gathering)
    if (id === undefined) return false
    const before = gathering.problems.length
    const associations = record.records('Associations')?.map(readAssociation).filter(({ inForce }) => inForce) ?? []
    const table = {
      id: id.value,
      at: id.at,
      vpc: record.string('VpcId'),
      account: record.string('OwnerId'),
      main: associations.some(({ main }) => main),
      subnets: associations.flatMap(({ subnet }) => subnet ?? []),
      routes: record.records('Routes')?.map(readRoute) ?? [],
    }
    // A table without one of its routes or subnets would show less than there is.
    if (gathering.problems.length > before) return false
    gathering.facts.routeTables.push(table)
    return true
  })
}

function readAssociation(association: RecordReader): { main: boolean; subnet: string | undefined; inForce: boolean } {
  const state = association.record('AssociationState')?.string('State')
  const main = association.boolean('Main') === true
  return { main, subnet: association.string('SubnetId'), inForce: state !== 'disassociated' && state !== 'failed' }
}

function readRoute(route: RecordReader): Route {
  const prefixList = route.string('DestinationPrefixListId')
  const destination = route.string('DestinationCidrBlock') ?? route.string('DestinationIpv6CidrBlock') ?? prefixList
  const [target, targetId] = readTarget(route, prefixList !== undefined)
  return { destination, target, targetId, active: route.string('State') !== 'blackhole' }
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Route.html */
function readTarget(route: RecordReader, toPrefixList: boolean): [RouteTarget, string | undefined] {
  const gateway = route.string('GatewayId')
  const nat = route.string('NatGatewayId')
  const egressOnly = route.string('EgressOnlyInternetGatewayId')
  const others = OTHER_TARGETS.map((name) => route.string(name))
  if (gateway === 'local') return ['local', gateway]
  // Routes to Gateway Load Balancer endpoints have an address range; those of gateway endpoints a prefix list.
  if (gateway?.startsWith('vpce-')) return [toPrefixList ? 'gateway-endpoint' : 'other', gateway]
  if (gateway?.startsWith('igw-')) return ['internet', gateway]
  if (nat !== undefined) return ['nat', nat]
  if (egressOnly !== undefined) return ['egress-only-internet', egressOnly]
  return ['other', gateway ?? others.find((id) => id !== undefined)]
}

const OTHER_TARGETS = [
  'TransitGatewayId', 'VpcPeeringConnectionId', 'InstanceId', 'NetworkInterfaceId', 'LocalGatewayId', 'CarrierGatewayId', 'CoreNetworkArn',
  'OdbNetworkArn',
]
