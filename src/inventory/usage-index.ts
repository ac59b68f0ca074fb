import { groupBy } from './group-by.js'
import type { Usage } from './inventory.js'

interface Owner {
  readonly account: string | undefined
  readonly region: string | undefined
}

/** One list of instances by VPC, and the features that are known of all of them. */
interface Places {
  readonly groups: ReadonlyMap<string | undefined, readonly string[]>
  readonly placed: Set<string>
}

/** Usages by feature and place: at each place the strongest, and of equals the first. */
export class UsageIndex {
  readonly #placed = new Map<string, Map<string, Usage>>()
  readonly #unplaced = new Map<string, Map<string, Usage>>()
  readonly #anywhere = new Map<string, Usage>()
  readonly #places = new WeakMap<readonly string[], Places>()
  readonly #vpcOf: (instance: string) => string | undefined

  constructor(usages: readonly Usage[], vpcOf: (instance: string) => string | undefined) {
    this.#vpcOf = vpcOf
    for (const usage of usages) {
      keep(this.#anywhere, usage.feature, usage)
      if (usage.vpc !== undefined) this.#place(usage.vpc, usage)
      else if (usage.instances === undefined) this.#setAside(usage)
      else this.#placeByInstances(usage, this.#placesOf(usage.instances))
    }
  }

  /** By nodes of the VPC. */
  in(vpc: string, feature: string): Usage | undefined {
    return this.#placed.get(feature)?.get(vpc)
  }

  /** By nodes that the run cannot place, in the account and Region as far as these are known: weak evidence. */
  unplaced(owner: Owner, feature: string): Usage | undefined {
    for (const usage of this.#unplaced.get(feature)?.values() ?? []) {
      if (mayBe(usage.account, owner.account) && mayBe(usage.region, owner.region)) return { ...usage, evidence: 'weak' }
    }
    return undefined
  }

  anywhere(feature: string): Usage | undefined {
    return this.#anywhere.get(feature)
  }

  #place(vpc: string, usage: Usage): void {
    keep(inner(this.#placed, usage.feature), vpc, usage)
  }

  #placeByInstances(usage: Usage, { groups, placed }: Places): void {
    if (placed.has(usage.feature)) return
    if (usage.evidence === 'strong') placed.add(usage.feature)
    for (const [vpc, instances] of groups) {
      if (vpc === undefined) this.#setAside({ ...usage, instances })
      else if (isStronger(usage, this.in(vpc, usage.feature))) this.#place(vpc, { ...usage, vpc, instances })
    }
  }

  #setAside(usage: Usage): void {
    keep(inner(this.#unplaced, usage.feature), `${usage.account} ${usage.region}`, usage)
  }

  /** Many runs share one list of targets: all nodes of an account. */
  #placesOf(instances: readonly string[]): Places {
    let places = this.#places.get(instances)
    if (places === undefined) {
      places = { groups: groupBy(instances, (instance) => this.#vpcOf(instance)), placed: new Set() }
      this.#places.set(instances, places)
    }
    return places
  }
}

function inner<K, V>(outer: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let map = outer.get(key)
  if (map === undefined) outer.set(key, (map = new Map()))
  return map
}

function keep(map: Map<string, Usage>, key: string, usage: Usage): void {
  if (isStronger(usage, map.get(key))) map.set(key, usage)
}

function isStronger(usage: Usage, known: Usage | undefined): boolean {
  return known === undefined || (known.evidence === 'weak' && usage.evidence === 'strong')
}

function mayBe(known: string | undefined, asked: string | undefined): boolean {
  return known === undefined || asked === undefined || known === asked
}
