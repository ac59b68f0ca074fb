import type { Endpoint } from './inventory.js'

/** States of https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html in which traffic never passes. */
const DEAD_STATES: ReadonlySet<string | undefined> = new Set(['failed', 'rejected', 'expired', 'deleting', 'deleted'])

/**
 * The endpoints of a VPC that its nodes reach for a service. Where a gateway endpoint stands beside interface endpoints, nodes
 * take an interface endpoint only if its private DNS answers them:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html
 */
export function servingEndpoints(endpoints: readonly Endpoint[], service: string): readonly Endpoint[] {
  const alive = endpoints.filter((endpoint) => endpoint.service === service && !DEAD_STATES.has(endpoint.state))
  if (!alive.some(({ type }) => type === 'gateway')) return alive
  return alive.filter(({ type, privateDns, inboundDnsOnly }) => type === 'gateway' || (privateDns !== false && inboundDnsOnly !== true))
}
