import { hasSymbol } from '../policy/symbol.js'
import type { Fact, Instance, ManagedNode, Targets } from './inventory.js'

/** Finds the nodes that targets name, among those of the run. */
export class TargetResolver {
  readonly #instances: readonly Instance[]
  readonly #nodes: readonly ManagedNode[]
  readonly #byId: ReadonlyMap<string, Instance>
  /** Many associations have the same targets. */
  readonly #resolved = new Map<string, readonly string[] | undefined>()
  #byTag: Map<string, Instance[]> | undefined

  constructor(instances: readonly Instance[], nodes: readonly ManagedNode[]) {
    this.#instances = instances
    this.#nodes = nodes
    this.#byId = new Map(instances.map((instance) => [instance.id, instance]))
  }

  /** The nodes' ids; `undefined` when only the account itself can say. */
  resolve(targets: Targets, owner: Fact): readonly string[] | undefined {
    if (targets.elsewhere) return undefined
    if (targets.tags.length === 0 && !targets.everyNode) return targets.instances.length === 0 ? undefined : targets.instances
    const key = JSON.stringify([targets, owner.account, owner.region, owner.at.file.path])
    if (!this.#resolved.has(key)) {
      this.#resolved.set(key, targets.tags.length > 0 ? this.#tagged(targets, owner) : ofOwner(this.#placedNodes(), owner))
    }
    return this.#resolved.get(key)
  }

  /** A node belongs to the account and Region of its instance. */
  #placedNodes(): Owned[] {
    return this.#nodes.map(({ id, account, region }) => {
      const instance = this.#byId.get(id)
      return { id, account: account ?? instance?.account, region: region ?? instance?.region }
    })
  }

  #tagged(targets: Targets, owner: Fact): readonly string[] | undefined {
    const [first, ...others] = targets.tags
    if (first === undefined) return undefined
    const index = (this.#byTag ??= indexByTag(this.#instances))
    const keys = first.values?.map((value) => tagKey(first.key, value)) ?? [tagKey(first.key, undefined)]
    const candidates = new Set(keys.flatMap((key) => index.get(key) ?? []))
    const named = new Set(targets.instances)
    const matching = [...candidates].filter((instance) => mayMeet(instance, owner)).filter(({ id, tags }) =>
      (targets.everyNode || named.size === 0 || named.has(id)) &&
      others.every(({ key, values }) => {
        const value = tags !== undefined && Object.hasOwn(tags, key) ? tags[key] : undefined
        return value !== undefined && (values?.includes(value) ?? true)
      }))
    return ofOwner(matching, owner)
  }
}

/** Instances of a template need not ever stand beside what another file has, unless both are known to be of one account and Region. */
function mayMeet({ id, at, account, region }: Instance, owner: Fact): boolean {
  if (!hasSymbol(id) || at.file === owner.at.file) return true
  return account !== undefined && account === owner.account && region !== undefined && region === owner.region
}

interface Owned {
  readonly id: string
  readonly account?: string | undefined
  readonly region?: string | undefined
}

/** Those of the owner; `undefined` when there are none, or when the owner is not known and they are of several. */
function ofOwner(candidates: readonly Owned[], { account, region }: Fact): readonly string[] | undefined {
  const own = candidates.filter((candidate) => isSame(candidate.account, account) && isSame(candidate.region, region))
  const several = (account === undefined && isMixed(own, 'account')) || (region === undefined && isMixed(own, 'region'))
  return several || own.length === 0 ? undefined : own.map(({ id }) => id)
}

function isSame(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b
}

function isMixed(candidates: readonly Owned[], key: 'account' | 'region'): boolean {
  return new Set(candidates.flatMap((candidate) => candidate[key] ?? [])).size > 1
}

function tagKey(key: string, value: string | undefined): string {
  return value === undefined ? `${key.length} ${key}` : `${key.length} ${key} ${value}`
}

function indexByTag(instances: readonly Instance[]): Map<string, Instance[]> {
  const index = new Map<string, Instance[]>()
  const add = (key: string, instance: Instance) => {
    const known = index.get(key)
    if (known === undefined) index.set(key, [instance])
    else known.push(instance)
  }
  for (const instance of instances) {
    for (const [key, value] of Object.entries(instance.tags ?? {})) {
      add(tagKey(key, undefined), instance)
      add(tagKey(key, value), instance)
    }
  }
  return index
}
