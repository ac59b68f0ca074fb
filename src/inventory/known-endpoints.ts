import { parseServiceName } from '../catalog/catalog.js'
import { hasSymbol } from '../policy/symbol.js'
import type { Facts } from './facts.js'
import type { Endpoint } from './inventory.js'
import type { PlacedVpc } from './view-vpcs.js'

interface Owner {
  readonly account: string | undefined
  readonly region: string | undefined
}

/**
 * Which accounts and Regions a list of endpoints covers. A list covers the accounts and Regions of what it holds; an empty one
 * those of the other facts of its file. What is not known is taken for the same only where the run has a single account or
 * Region; a VPC of unknown owner may be one that another account shares. Of a VPC that the run makes, its endpoints are in the run,
 * unless some stand in a VPC that only deployment knows: that may be the one. Nor may one of them be for a service that only
 * deployment knows.
 */
export class EndpointCoverage {
  readonly #covered = new Map<string, Owner>()
  readonly #accounts = new Set<string>()
  readonly #regions = new Set<string>()
  readonly #vpcs = new Set<string>()
  readonly #whole: ReadonlySet<string>
  readonly #isOneElsewhere: boolean

  constructor(files: readonly Facts[]) {
    const vpcs = files.flatMap((file) => file.vpcs)
    const open = new Set(files.flatMap(({ endpoints }) => endpoints.flatMap((one) => (isForOpenService(one) ? (one.vpc ?? []) : []))))
    const made = new Set(vpcs.map(({ id }) => id))
    this.#whole = new Set(vpcs.flatMap(({ id, whole }) => (whole === true && !open.has(id) ? [id] : [])))
    this.#isOneElsewhere = files.some(({ endpoints }) =>
      endpoints.some(({ vpc, origin }) => origin === 'template' && (vpc === undefined || (hasSymbol(vpc) && !made.has(vpc)))))
    for (const file of files) {
      const networks = [...file.vpcs, ...file.subnets, ...file.routeTables, ...file.instances]
      for (const { account, region } of [...file.endpoints, ...networks]) {
        if (account !== undefined) this.#accounts.add(account)
        if (region !== undefined && !hasSymbol(region)) this.#regions.add(region)
      }
      if (!file.lists.has('endpoints')) continue
      for (const { vpc } of file.endpoints) if (vpc !== undefined) this.#vpcs.add(vpc)
      const owners: readonly Partial<Owner>[] = file.endpoints.length > 0 ? file.endpoints : networks
      for (const { account, region } of owners.length > 0 ? owners : [{}]) this.#covered.set(`${account} ${region}`, { account, region })
    }
  }

  covers(vpc: PlacedVpc): boolean {
    if (this.#vpcs.has(vpc.id)) return true
    if (this.#whole.has(vpc.id)) return !this.#isOneElsewhere
    // Lists call the VPC by an id that only deployment knows.
    if (hasSymbol(vpc.id)) return false
    return [...this.#covered.values()].some(({ account, region }) =>
      (vpc.account !== undefined || this.#accounts.size === 0) &&
      isSame(account, vpc.account, this.#accounts) &&
      isSame(region, vpc.region, this.#regions))
  }
}

function isForOpenService({ service, serviceName }: Endpoint): boolean {
  return service === undefined && hasSymbol(serviceName.value) && parseServiceName(serviceName.value)?.owner !== 'other'
}

function isSame(a: string | undefined, b: string | undefined, all: ReadonlySet<string>): boolean {
  return a === undefined || b === undefined ? all.size <= 1 : a === b
}
