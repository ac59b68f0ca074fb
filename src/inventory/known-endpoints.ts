import type { Facts } from './facts.js'
import type { PlacedVpc } from './view-vpcs.js'

interface Owner {
  readonly account: string | undefined
  readonly region: string | undefined
}

/**
 * Which accounts and Regions a list of endpoints covers. A list covers the accounts and Regions of what it holds; an empty one
 * those of the other facts of its file. Of a VPC that a file makes, all endpoints are known. What is not known is taken for the same only where the run has a single account or
 * Region; a VPC of unknown owner may be one that another account shares.
 */
export class EndpointCoverage {
  readonly #covered = new Map<string, Owner>()
  readonly #accounts = new Set<string>()
  readonly #regions = new Set<string>()
  readonly #vpcs = new Set<string>()

  constructor(files: readonly Facts[]) {
    for (const file of files) {
      const networks = [...file.vpcs, ...file.subnets, ...file.routeTables, ...file.instances]
      for (const { account, region } of [...file.endpoints, ...networks]) {
        if (account !== undefined) this.#accounts.add(account)
        if (region !== undefined) this.#regions.add(region)
      }
      for (const { id, complete } of file.vpcs) if (complete === true) this.#vpcs.add(id)
      if (!file.lists.has('endpoints')) continue
      for (const { vpc } of file.endpoints) if (vpc !== undefined) this.#vpcs.add(vpc)
      const owners: readonly Partial<Owner>[] = file.endpoints.length > 0 ? file.endpoints : networks
      for (const { account, region } of owners.length > 0 ? owners : [{}]) this.#covered.set(`${account} ${region}`, { account, region })
    }
  }

  covers(vpc: PlacedVpc): boolean {
    if (this.#vpcs.has(vpc.id)) return true
    return [...this.#covered.values()].some(({ account, region }) =>
      (vpc.account !== undefined || this.#accounts.size === 0) &&
      isSame(account, vpc.account, this.#accounts) &&
      isSame(region, vpc.region, this.#regions))
  }
}

function isSame(a: string | undefined, b: string | undefined, all: ReadonlySet<string>): boolean {
  return a === undefined || b === undefined ? all.size <= 1 : a === b
}
