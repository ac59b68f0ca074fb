import { parseServiceName } from '../catalog/catalog.js'
import type { Endpoint, EndpointType } from '../inventory/inventory.js'
import { memberOf, spanOf, type Node } from '../syntax/node.js'
import type { Located } from '../text/source-text.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import type { RecordReader } from './record-reader.js'

const ENDPOINTS: Listing = {
  name: 'VpcEndpoints', single: 'VpcEndpoint', members: ['VpcEndpointId', 'ServiceName'], unmistakable: true, kind: 'endpoints',
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html; GovCloud leaves the type of gateways empty. */
export const ENDPOINT_TYPES: Readonly<Record<string, EndpointType | undefined>> = {
  '': 'gateway',
  gateway: 'gateway',
  interface: 'interface',
  gatewayloadbalancer: 'gateway-load-balancer',
  resource: 'resource',
  servicenetwork: 'service-network',
  tunnel: 'tunnel',
}

export function recognises(root: Node): boolean {
  return recognisesListing(root, ENDPOINTS)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, ENDPOINTS, gathering, (record) => {
    const endpoint = readEndpoint(record, gathering)
    if (endpoint === undefined) {
      gathering.leaveOut(record.node, 'an endpoint that could not be read')
      return false
    }
    gathering.facts.endpoints.push(endpoint)
    const document = memberOf(record.node, 'PolicyDocument')
    // Policies are for gateway and interface endpoints: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    if (document !== undefined && endpoint.type !== 'gateway-load-balancer') gathering.policies.add(endpoint, document)
    return true
  })
}

function readEndpoint(record: RecordReader, gathering: Gathering): Endpoint | undefined {
  const id = record.text('VpcEndpointId')
  const serviceName = serviceNameOf(record)
  const type = readType(record, gathering)
  if (serviceName === undefined) {
    if (record.has('ServiceName')) return undefined
    gathering.report(record.node, 'an endpoint has no "ServiceName"', 'Give the endpoints with all members that the AWS CLI prints.')
    return undefined
  }
  if (type === undefined) return undefined
  const service = parseServiceName(serviceName.value)
  const dns = record.record('DnsOptions')
  const privateDns = record.boolean('PrivateDnsEnabled')
  return {
    id: id?.value,
    name: id?.value ?? serviceName.value,
    at: id?.at ?? (record.has('ServiceName') ? serviceName.at : spanOf(record.node)),
    origin: 'deployed',
    type,
    serviceName,
    service: service?.owner === 'aws' ? service.service : undefined,
    account: record.string('OwnerId'),
    region: service?.region ?? gathering.hints.region,
    serviceRegion: record.string('ServiceRegion') ?? service?.region,
    vpc: record.string('VpcId'),
    state: record.string('State')?.toLowerCase(),
    // The API answers true for gateway endpoints too, which have no DNS of their own.
    privateDns: type === 'gateway' ? undefined : privateDns,
    inboundDnsOnly: dns?.boolean('PrivateDnsOnlyForInboundResolverEndpoint'),
    subnets: record.strings('SubnetIds'),
    routeTables: record.strings('RouteTableIds'),
    securityGroups: record.records('Groups')?.flatMap((group) => group.string('GroupId') ?? []),
    tags: record.tags(),
  }
}

/** Endpoints of VPC Lattice have the ARN of a service network or a resource in place of a service. */
function serviceNameOf(record: RecordReader): Located<string> | undefined {
  if (record.has('ServiceName')) return record.text('ServiceName')
  return record.text('ServiceNetworkArn') ?? record.text('ResourceConfigurationArn')
}

function readType(record: RecordReader, gathering: Gathering): EndpointType | undefined {
  const node = memberOf(record.node, 'VpcEndpointType')
  if (node === undefined || node.kind === 'null') return 'gateway'
  const text = record.string('VpcEndpointType')
  const name = text?.toLowerCase()
  if (name === undefined || Object.hasOwn(ENDPOINT_TYPES, name)) return name === undefined ? undefined : ENDPOINT_TYPES[name]
  const help = 'Use Gateway, Interface, GatewayLoadBalancer, Resource, ServiceNetwork or Tunnel.'
  gathering.report(node, `"VpcEndpointType" is "${text}", which is no type of endpoint`, help)
  return undefined
}
