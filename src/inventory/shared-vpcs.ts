import type { Facts } from './facts.js'
import type { Fact } from './inventory.js'

interface Sharing {
  readonly because: string
  /** Nothing but instances belongs to another account. */
  readonly byInstances: boolean
  readonly at: Fact['at']
}

/**
 * Why what an account sees of a VPC may not be all of it: other accounts have a part in it
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-sharing.html).
 */
export function sharedVpcs(facts: Facts): ReadonlyMap<string, Sharing> {
  const owners = new Map<string, string>()
  const shared = new Map<string, Sharing>()
  const compare = (vpc: string | undefined, fact: Fact, what: string, byInstances: boolean) => {
    if (vpc === undefined || fact.account === undefined) return
    const owner = owners.get(vpc)
    if (owner === undefined) owners.set(vpc, fact.account)
    else if (owner !== fact.account && !shared.has(vpc)) {
      shared.set(vpc, { because: `${vpc} is shared: account ${owner} owns it, account ${fact.account} ${what}`, byInstances, at: fact.at })
    }
  }
  for (const subnet of facts.subnets) compare(subnet.vpc, subnet, 'other subnets of it', false)
  for (const vpc of facts.vpcs) compare(vpc.id, vpc, 'lists it as its own', false)
  for (const table of facts.routeTables) compare(table.vpc, table, 'has a route table in it', false)
  for (const endpoint of facts.endpoints) compare(endpoint.vpc, endpoint, 'has an endpoint in it', false)
  for (const instance of facts.instances) compare(instance.vpc, instance, 'has instances in it', true)
  return shared
}
