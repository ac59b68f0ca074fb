import { parseServiceName } from '../../catalog/catalog.js'
import type { Endpoint, EndpointType } from '../../inventory/inventory.js'
import { displayText, hasSymbol } from '../../policy/symbol.js'
import type { Located } from '../../text/source-text.js'
import { endpointTypeNamed, reportEndpointType } from '../endpoint-type.js'
import { defaultPolicyAt } from '../default-policy.js'
import { Properties } from './properties.js'
import type { ResourceReaders, TemplateScope } from './template-scope.js'
import type { TemplateResource } from './template.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-vpcendpoint.html */
export const ENDPOINTS: ResourceReaders = {
  'AWS::EC2::VPCEndpoint': (resource, properties, scope) => {
    const endpoint = readEndpoint(resource, properties, scope)
    if (endpoint === undefined) return
    const { facts } = scope.gathering
    facts.endpoints.push(endpoint)
    for (const table of endpoint.type === 'gateway' ? (endpoint.routeTables ?? []) : []) {
      const route = { destination: undefined, target: 'gateway-endpoint', targetId: resource.ref, active: true } as const
      facts.routes.push({ ...scope.fact(resource.at), table, route })
    }
    addPolicy(endpoint, properties, scope)
  },
}

/** Endpoints of other types have no policy: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
function addPolicy(endpoint: Endpoint, properties: Properties, { gathering }: TemplateScope): void {
  if (endpoint.type !== 'gateway' && endpoint.type !== 'interface') return
  const document = properties.value('PolicyDocument')
  if (parseServiceName(endpoint.serviceName.value) === undefined && hasSymbol(endpoint.serviceName.value)) {
    const why = `the policy of ${endpoint.name} is for the service "${displayText(endpoint.serviceName.value)}", which only deployment knows`
    gathering.leaveOut(document ?? properties.node, why)
    return
  }
  gathering.policies.add(endpoint, document ?? defaultPolicyAt(endpoint.at))
}

function readEndpoint(resource: TemplateResource, properties: Properties, scope: TemplateScope): Endpoint | undefined {
  const { gathering, owner } = scope
  const serviceName = serviceNameOf(properties)
  if (serviceName === undefined) return leaveOut(resource, scope, reportNoService(resource, properties, scope))
  const named = parseServiceName(serviceName.value)
  const service = serviceNamed(serviceName.value)
  const type = typeOf(properties, service)
  if (type === undefined) return leaveOut(resource, scope, reportType(properties, scope))
  const region = owner.region ?? named?.region ?? gathering.hints.region
  return {
    ...scope.fact(resource.at),
    region,
    name: resource.logicalId,
    address: resource.constructPath,
    origin: 'template',
    type,
    serviceName,
    service,
    serviceRegion: properties.string('ServiceRegion') ?? inRegion(named?.region, owner.region),
    vpc: properties.string('VpcId'),
    privateDns: type === 'gateway' ? undefined : readPrivateDns(properties),
    inboundDnsOnly: inboundDnsOnly(properties.record('DnsOptions')),
    subnets: properties.strings('SubnetIds'),
    routeTables: properties.strings('RouteTableIds'),
    securityGroups: properties.strings('SecurityGroupIds'),
    tags: properties.tags(),
  }
}

/** Whether enough of an endpoint is known for a fact. */
export function isReadable(properties: Properties): boolean {
  const name = serviceNameOf(properties)
  return name !== undefined && typeOf(properties, serviceNamed(name.value)) !== undefined
}

function serviceNamed(name: string): string | undefined {
  const named = parseServiceName(name)
  return named?.owner === 'aws' && !hasSymbol(named.service) ? named.service : undefined
}

/** A template writes its own Region as a symbol. */
function inRegion(named: string | undefined, own: string | undefined): string | undefined {
  return named !== undefined && hasSymbol(named) ? (own ?? named) : named
}

function serviceNameOf(properties: Properties): Located<string> | undefined {
  const names = ['ServiceName', 'ServiceNetworkArn', 'ResourceConfigurationArn']
  return names.map((name) => properties.text(name)).find((text) => text !== undefined)
}

/** What is missing from the endpoint; a value of the wrong type is reported where it stands. */
function reportNoService(resource: TemplateResource, properties: Properties, { gathering }: TemplateScope): undefined {
  if (properties.value('ServiceName') !== undefined) return
  const { at, logicalId } = resource
  const message = `the endpoint "${logicalId}" has no "ServiceName"`
  const help = 'Name the service, as in "com.amazonaws.eu-west-1.ssm".'
  gathering.problems.push({ id: 'invalid-input', message, help, path: at.file.path, at })
}

function leaveOut({ logicalId, properties }: TemplateResource, { gathering }: TemplateScope, shown: string | undefined): undefined {
  const why = shown === undefined ? 'could not be read' : `is of the type "${shown}", which only deployment knows`
  gathering.leaveOut(properties, `the endpoint "${logicalId}" ${why}`)
}

/** Gateway endpoints are for two services alone: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
function typeOf(properties: Properties, service: string | undefined): EndpointType | undefined {
  if (properties.value('VpcEndpointType') === undefined) return 'gateway'
  const text = properties.string('VpcEndpointType')
  if (text === undefined || !hasSymbol(text)) return text === undefined ? undefined : endpointTypeNamed(text)
  return service === undefined || service === 's3' || service === 'dynamodb' ? undefined : 'interface'
}

/** Says what is wrong with the type; the answer is what stands in its place until deployment. */
function reportType(properties: Properties, { gathering }: TemplateScope): string | undefined {
  const text = new Properties(properties.node).string('VpcEndpointType')
  if (text === undefined) return undefined
  if (hasSymbol(text)) return displayText(text)
  reportEndpointType(gathering, properties.value('VpcEndpointType')!, text)
  return undefined
}

function readPrivateDns(properties: Properties): boolean | undefined {
  return properties.value('PrivateDnsEnabled') === undefined ? false : properties.boolean('PrivateDnsEnabled')
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-vpcendpoint-dnsoptionsspecification.html */
function inboundDnsOnly(options: Properties | undefined): boolean | undefined {
  const text = options?.string('PrivateDnsOnlyForInboundResolverEndpoint')
  return text === undefined || hasSymbol(text) ? undefined : text === 'OnlyInboundResolver'
}
