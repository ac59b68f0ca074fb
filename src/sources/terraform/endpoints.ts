import { parseServiceName } from '../../catalog/catalog.js'
import type { Endpoint } from '../../inventory/inventory.js'
import type { Located } from '../../text/source-text.js'
import { endpointTypeNamed } from '../endpoint-type.js'
import { only, type Deployment } from './deployment.js'
import { EndpointPolicies } from './endpoint-policies.js'
import { ENDPOINT, ROUTE_TABLE, SECURITY_GROUP, SUBNET, type Kind } from './kinds.js'
import type { Network } from './network.js'
import type { Resource } from './resource.js'

/** What stands in resources of their own, by the id of the endpoint. */
interface Parts {
  readonly subnets: string[]
  readonly routeTables: string[]
  readonly securityGroups: string[]
  privateDns?: boolean | undefined
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_endpoint */
export function gatherEndpoints(deployment: Deployment, network: Network): void {
  const parts = partsOf(deployment, network)
  const policies = new EndpointPolicies(deployment)
  for (const resource of deployment.ofTypes('aws_vpc_endpoint')) {
    const endpoint = readEndpoint(resource, parts.get(resource.id), deployment, network)
    if (endpoint === undefined) continue
    deployment.gathering.facts.endpoints.push(endpoint)
    policies.add(resource, endpoint)
  }
  policies.addStrays()
}

function readEndpoint(resource: Resource, parts: Parts | undefined, deployment: Deployment, network: Network): Endpoint | undefined {
  const { values, address, node, at, knownId } = resource
  const serviceName = serviceNameOf(resource)
  if (serviceName === undefined) {
    deployment.gathering.leaveOut(node, `${address}: its service is ${values.isUnknown('service_name') ? 'known only after apply' : 'not given'}`)
    return undefined
  }
  const typeText = values.text('vpc_endpoint_type')
  const typeName = (typeText?.value ?? 'Gateway').toLowerCase()
  const type = endpointTypeNamed(typeName)
  if (type === undefined) {
    const message = `"vpc_endpoint_type" is "${typeText?.value}", which is no type of endpoint`
    deployment.gathering.report(values.textNode('vpc_endpoint_type') ?? node, message, 'Use Gateway, Interface or GatewayLoadBalancer.')
    deployment.gathering.leaveOut(node, `${address}: its type is unknown`)
    return undefined
  }
  const service = parseServiceName(serviceName.value)
  const owner = deployment.owners.of(resource)
  const [dns] = values.blocks('dns_options')
  const idsIn = (name: string, kind: Kind) => deployment.linksOfAll(resource, name, kind)?.map(({ id }) => id) ?? []
  const subnets = [...idsIn('subnet_ids', SUBNET), ...values.blocks('subnet_configuration').flatMap((block) => block.string('subnet_id') ?? [])]
  const routeTables = idsIn('route_table_ids', ROUTE_TABLE).map((id) => network.routeTables.idOf(id))
  const securityGroups = idsIn('security_group_ids', SECURITY_GROUP).map((id) => network.securityGroups.idOf(id))
  return {
    id: knownId,
    name: address,
    address,
    at,
    origin: deployment.isPlan && !resource.isData ? 'template' : 'deployed',
    type,
    serviceName,
    service: service?.owner === 'aws' ? service.service : undefined,
    ...owner,
    region: owner.region ?? service?.region,
    serviceRegion: values.string('service_region') ?? service?.region,
    vpc: network.vpcOf(resource),
    state: values.string('state')?.toLowerCase(),
    privateDns: type === 'gateway' ? undefined : (parts?.privateDns ?? privateDnsOf(resource, deployment)),
    inboundDnsOnly: dns?.boolean('private_dns_only_for_inbound_resolver_endpoint'),
    subnets: distinct([...subnets, ...(parts?.subnets ?? [])]),
    routeTables: distinct([...routeTables, ...(parts?.routeTables ?? [])]),
    securityGroups: distinct([...securityGroups, ...(parts?.securityGroups ?? [])]),
    tags: values.tags(),
  }
}

/** Endpoints of VPC Lattice have the ARN of a service network or a resource in place of a service. */
function serviceNameOf({ values }: Resource): Located<string> | undefined {
  return values.text('service_name') ?? values.text('service_network_arn') ?? values.text('resource_configuration_arn')
}

/** Endpoints are made without private DNS unless it is asked for; what is not asked for is unknown until AWS answers. */
function privateDnsOf(resource: Resource, deployment: Deployment): boolean | undefined {
  const { values } = resource
  if (!values.isUnknown('private_dns_enabled')) return values.boolean('private_dns_enabled')
  return deployment.isUnset(resource, 'private_dns_enabled') ? false : undefined
}

function partsOf(deployment: Deployment, network: Network): Map<string, Parts> {
  const all = new Map<string, Parts>()
  const read = (type: string, add: (parts: Parts, resource: Resource) => void) => {
    for (const resource of deployment.managed(type)) {
      const endpoint = only(deployment.linksOf(resource, 'vpc_endpoint_id', ENDPOINT))
      if (endpoint === undefined) continue
      const parts = all.get(endpoint.id) ?? { subnets: [], routeTables: [], securityGroups: [] }
      all.set(endpoint.id, parts)
      add(parts, resource)
    }
  }
  const groupIn = (resource: Resource) => network.securityGroups.idOf(only(deployment.linksOf(resource, 'security_group_id', SECURITY_GROUP))?.id)
  const idIn = (resource: Resource, kind: Kind) => only(deployment.linksOf(resource, kind.attribute, kind))?.id
  read('aws_vpc_endpoint_subnet_association', ({ subnets }, resource) => addTo(subnets, idIn(resource, SUBNET)))
  read('aws_vpc_endpoint_route_table_association', ({ routeTables }, resource) =>
    addTo(routeTables, network.routeTables.idOf(idIn(resource, ROUTE_TABLE))))
  read('aws_vpc_endpoint_security_group_association', ({ securityGroups }, resource) =>
    addTo(securityGroups, groupIn(resource)))
  read('aws_vpc_endpoint_private_dns', (parts, { values }) => {
    parts.privateDns = values.boolean('private_dns_enabled')
  })
  return all
}

function addTo(ids: string[], id: string | undefined): void {
  if (id !== undefined) ids.push(id)
}

/** What is empty may be filled by others. */
function distinct(ids: readonly string[]): readonly string[] | undefined {
  return ids.length === 0 ? undefined : [...new Set(ids)]
}
