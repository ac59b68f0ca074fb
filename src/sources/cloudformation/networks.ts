import { groupBy } from '../../inventory/group-by.js'
import type { Route, RouteTarget } from '../../inventory/inventory.js'
import { regionOfZone } from '../availability-zone.js'
import { isReadable } from './endpoints.js'
import type { Properties } from './properties.js'
import type { ResourceReaders, TemplateScope } from './template-scope.js'
import type { TemplateResource } from './template.js'

const ENDPOINT = 'AWS::EC2::VPCEndpoint'

export const NETWORKS: ResourceReaders = {
  'AWS::EC2::VPC': (resource, properties, scope) => {
    const { ref: id, at } = resource
    scope.gathering.facts.vpcs.push({ ...scope.fact(at), id, tags: properties.tags(), whole: isWhole(resource, scope) })
  },
  'AWS::EC2::Subnet': ({ ref: id, at }, properties, scope) => {
    const region = regionOfZone(properties.string('AvailabilityZone')) ?? scope.owner.region
    scope.gathering.facts.subnets.push({ ...scope.fact(at), id, vpc: properties.string('VpcId'), region })
  },
  'AWS::EC2::RouteTable': ({ ref: id, at }, properties, scope) => {
    const local: Route = { destination: undefined, target: 'local', targetId: 'local', active: true }
    const table = { ...scope.fact(at), id, vpc: properties.string('VpcId'), main: false, subnets: [], routes: [local] }
    scope.gathering.facts.routeTables.push(table)
  },
  'AWS::EC2::Route': ({ at }, properties, scope) => {
    scope.gathering.facts.routes.push({ ...scope.fact(at), table: properties.string('RouteTableId'), route: readRoute(properties, scope) })
  },
  'AWS::EC2::SubnetRouteTableAssociation': ({ at }, properties, scope) => {
    const association = { table: properties.string('RouteTableId'), subnet: properties.string('SubnetId') }
    scope.gathering.facts.routeTableAssociations.push({ ...scope.fact(at), ...association })
  },
  // Routes that the gateway learns from the other side: https://docs.aws.amazon.com/vpn/latest/s2svpn/VPNRoutingTypes.html
  'AWS::EC2::VPNGatewayRoutePropagation': ({ at }, properties, scope) => {
    const route: Route = { destination: undefined, target: 'other', targetId: properties.string('VpnGatewayId'), active: true }
    const tables = properties.strings('RouteTableIds') ?? [undefined]
    for (const table of tables) scope.gathering.facts.routes.push({ ...scope.fact(at), table, route })
  },
}

/** What stands in the VPC is all here: no other template gets a part of it to add to, and every endpoint can be read. */
function isWhole({ ref }: TemplateResource, scope: TemplateScope): boolean {
  let known = contents.get(scope)
  if (known === undefined) contents.set(scope, (known = contentsOf(scope)))
  return known.isRead && ![ref, ...(known.parts.get(ref) ?? [])].some((reference) => scope.isHandedOn(reference))
}

interface Contents {
  readonly isRead: boolean
  /** Subnets and route tables by their VPC. */
  readonly parts: ReadonlyMap<string | undefined, readonly string[]>
}

/** Looked at once for all VPCs of a template. */
const contents = new WeakMap<TemplateScope, Contents>()

function contentsOf(scope: TemplateScope): Contents {
  const parts = ['AWS::EC2::Subnet', 'AWS::EC2::RouteTable'].flatMap((type) =>
    Array.from(scope.ofType(type), ({ ref }) => ({ ref, vpc: scope.propertiesAt(type, ref)?.string('VpcId') })))
  const byVpc = groupBy(parts, ({ vpc }) => vpc)
  return {
    isRead: [...scope.ofType(ENDPOINT)].every((endpoint) => isReadable(scope.propertiesAt(ENDPOINT, endpoint.ref)!)),
    parts: new Map([...byVpc].map(([vpc, those]) => [vpc, those.map(({ ref }) => ref)])),
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-route.html */
function readRoute(route: Properties, scope: TemplateScope): Route {
  const destinations = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'].map((name) => route.string(name))
  const [target, targetId] = readTarget(route, scope)
  return { destination: destinations.find((text) => text !== undefined), target, targetId, active: true }
}

function readTarget(route: Properties, scope: TemplateScope): [RouteTarget, string | undefined] {
  const gateway = route.string('GatewayId')
  const nat = route.string('NatGatewayId')
  const egressOnly = route.string('EgressOnlyInternetGatewayId')
  const others = OTHER_TARGETS.map((name) => route.string(name))
  if (gateway !== undefined) return [isInternetGateway(gateway, scope) ? 'internet' : 'other', gateway]
  if (nat !== undefined) return [isPrivateNat(nat, scope) ? 'other' : 'nat', nat]
  if (egressOnly !== undefined) return ['egress-only-internet', egressOnly]
  return ['other', others.find((id) => id !== undefined)]
}

const OTHER_TARGETS = [
  'TransitGatewayId', 'VpcPeeringConnectionId', 'InstanceId', 'NetworkInterfaceId', 'LocalGatewayId', 'CarrierGatewayId', 'CoreNetworkArn',
  'VpcEndpointId',
]

/** A parameter may be a virtual private gateway. */
function isInternetGateway(reference: string, scope: TemplateScope): boolean {
  return reference.startsWith('igw-') || scope.resourceAt('AWS::EC2::InternetGateway', reference) !== undefined
}

/** It leads to other networks: https://docs.aws.amazon.com/vpc/latest/userguide/vpc-nat-gateway.html */
function isPrivateNat(reference: string, scope: TemplateScope): boolean {
  const type = scope.propertiesAt('AWS::EC2::NatGateway', reference)?.string('ConnectivityType')
  return type !== undefined && type !== 'public'
}
