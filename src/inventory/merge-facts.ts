import { attachParts } from './attach-parts.js'
import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Endpoint, EndpointPolicy } from './inventory.js'
import { placeBySubnets } from './place-by-subnets.js'
import { viewVpcs, type VpcMap } from './view-vpcs.js'

/** The facts of all files as one; what several files tell of one id is told once, by the first. */
export interface MergedFacts extends Facts {
  readonly vpcMap: VpcMap
}

export function mergeFacts(facts: readonly Facts[]): MergedFacts {
  const merged = placeBySubnets(attachParts({
    endpoints: distinct(facts.flatMap(({ endpoints }) => endpoints)),
    policies: facts.flatMap(({ policies }) => policies),
    vpcs: distinct(facts.flatMap(({ vpcs }) => vpcs)),
    subnets: distinct(facts.flatMap(({ subnets }) => subnets)),
    routeTables: distinct(facts.flatMap(({ routeTables }) => routeTables)),
    routes: facts.flatMap(({ routes }) => routes),
    routeTableAssociations: facts.flatMap(({ routeTableAssociations }) => routeTableAssociations),
    securityGroups: distinct(facts.flatMap(({ securityGroups }) => securityGroups)),
    securityGroupRules: facts.flatMap(({ securityGroupRules }) => securityGroupRules),
    networkAcls: distinct(facts.flatMap(({ networkAcls }) => networkAcls)),
    networkAclEntries: facts.flatMap(({ networkAclEntries }) => networkAclEntries),
    networkAclAssociations: facts.flatMap(({ networkAclAssociations }) => networkAclAssociations),
    instances: distinct(facts.flatMap(({ instances }) => instances)),
    nodes: distinct(facts.flatMap(({ nodes }) => nodes)),
    documents: facts.flatMap(({ documents }) => documents),
    usages: facts.flatMap(({ usages }) => usages),
    runs: facts.flatMap(({ runs }) => runs),
    buckets: facts.flatMap(({ buckets }) => buckets),
    lists: new Set(facts.flatMap(({ lists }) => [...lists])),
  }))
  const vpcMap = viewVpcs(merged)
  return { ...placeEndpoints(merged, vpcMap), vpcMap }
}

function distinct<T extends { readonly id?: string | undefined }>(items: readonly T[]): T[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => id === undefined || (!seen.has(id) && seen.add(id)))
}

/**
 * An endpoint stands in its VPC's Region, which the service's name gives only where the two are the same:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/create-endpoint-service.html#endpoint-service-cross-region
 */
function placeEndpoints(facts: Facts, vpcMap: VpcMap): Facts {
  const moved = new Map<Endpoint, Endpoint>()
  const place = (endpoint: Endpoint): Endpoint => {
    const known = moved.get(endpoint)
    if (known !== undefined) return known
    const view = endpoint.vpc === undefined ? undefined : vpcMap.get(endpoint.vpc)
    const region = view?.regionBy === 'network' ? view.region : (endpoint.region ?? view?.region)
    if (region === endpoint.region) return endpoint
    const placed = { ...endpoint, region }
    moved.set(endpoint, placed)
    return placed
  }
  return { ...facts, endpoints: facts.endpoints.map(place), policies: facts.policies.flatMap((policy) => placePolicy(policy, place)) }
}

/** A policy whose endpoints turn out to stand in several Regions becomes one for each. */
function placePolicy(policy: EndpointPolicy, place: (endpoint: Endpoint) => Endpoint): EndpointPolicy[] {
  const endpoints = policy.endpoints.map(place)
  if (endpoints.every((endpoint, index) => endpoint === policy.endpoints[index])) return [policy]
  const byRegion = groupBy(endpoints, ({ region }) => region)
  return [...byRegion].map(([region, those]) => ({ ...policy, region, endpoints: those }))
}
