import type { Facts } from './facts.js'
import type { Fact } from './inventory.js'
import type { VpcView } from './view.js'

/** A VPC, and by what its Region is known: by its subnets and instances, or only by its endpoints or the command line. */
export interface PlacedVpc extends VpcView {
  readonly regionBy: 'network' | 'endpoints' | undefined
}

export type VpcMap = ReadonlyMap<string, PlacedVpc>

interface Sightings {
  at: Fact['at']
  network: Set<string>
  endpoints: Set<string>
  fallback: string | undefined
  owner: string | undefined
}

/** Every VPC that a list gives or that another fact names, in the order of the facts. */
export function viewVpcs(facts: Facts): VpcMap {
  const seen = new Map<string, Sightings>()
  const sight = (id: string | undefined, fact: Fact): Sightings | undefined => {
    if (id === undefined) return undefined
    let sightings = seen.get(id)
    if (sightings === undefined) {
      sightings = { at: fact.at, network: new Set(), endpoints: new Set(), fallback: undefined, owner: undefined }
      seen.set(id, sightings)
    }
    return sightings
  }
  for (const vpc of facts.vpcs) {
    const sightings = sight(vpc.id, vpc)!
    sightings.fallback ??= vpc.region
    sightings.owner ??= vpc.account
  }
  // In a shared VPC the subnets belong to its owner, the instances to those who take part:
  // https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html
  for (const subnet of facts.subnets) note(sight(subnet.vpc, subnet), subnet, 'network')
  for (const endpoint of facts.endpoints) note(sight(endpoint.vpc, endpoint), endpoint, 'endpoints')
  for (const table of facts.routeTables) note(sight(table.vpc, table), table, 'network')
  for (const instance of facts.instances) note(sight(instance.vpc, instance), { ...instance, account: undefined }, 'network')
  return new Map([...seen].map(([id, sightings]) => [id, { id, at: sightings.at, account: sightings.owner, ...regionOf(sightings) }]))
}

function note(sightings: Sightings | undefined, fact: Fact, by: 'network' | 'endpoints'): void {
  if (sightings === undefined) return
  sightings.owner ??= fact.account
  if (fact.region !== undefined) sightings[by].add(fact.region)
}

function regionOf({ network, endpoints, fallback }: Sightings): Pick<PlacedVpc, 'region' | 'regionBy'> {
  const [region] = network
  if (network.size === 1) return { region, regionBy: 'network' }
  const [service] = endpoints
  if (endpoints.size === 1) return { region: service, regionBy: 'endpoints' }
  return { region: fallback, regionBy: fallback === undefined ? undefined : 'endpoints' }
}
