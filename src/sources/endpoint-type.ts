import type { EndpointType } from '../inventory/inventory.js'
import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcEndpoint.html; GovCloud leaves the type of gateways empty. */
const TYPES: Readonly<Record<string, EndpointType>> = {
  '': 'gateway',
  gateway: 'gateway',
  interface: 'interface',
  gatewayloadbalancer: 'gateway-load-balancer',
  resource: 'resource',
  servicenetwork: 'service-network',
  tunnel: 'tunnel',
}

/** The type that `VpcEndpointType` names. */
export function endpointTypeNamed(text: string): EndpointType | undefined {
  const name = text.toLowerCase()
  return Object.hasOwn(TYPES, name) ? TYPES[name] : undefined
}

export function reportEndpointType(gathering: Gathering, node: Node, text: string): void {
  const help = 'Use Gateway, Interface, GatewayLoadBalancer, Resource, ServiceNetwork or Tunnel.'
  gathering.report(node, `"VpcEndpointType" is "${text}", which is no type of endpoint`, help)
}
