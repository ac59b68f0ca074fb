import { itemsOf, memberOf, type Node } from '../../syntax/node.js'
import { internSymbol } from '../../policy/symbol.js'
import type { Gathering } from '../gathering.js'
import { Attributes } from './attributes.js'
import { Configuration, isConfigured, textOf } from './configuration.js'
import { entriesInChanges, entriesInStateFile, entriesInValues } from './entries.js'
import type { Kind } from './kinds.js'
import { Linker } from './linker.js'
import { Owners } from './owners.js'
import { resourceOf, type Entry, type Link, type Resource } from './resource.js'
import { isForeign, isRead } from './types.js'
import { isWholePlan } from './wholeness.js'

/** What stood before a change. */
export interface Alteration {
  readonly type: string
  readonly before: Node
}

/** What will be there after a plan is applied, or what a state says is there. */
export class Deployment {
  readonly gathering: Gathering
  readonly isPlan: boolean
  readonly linker: Linker
  readonly owners: Owners
  /** Everything that the plan makes is in it. */
  readonly isWhole: boolean
  /** `resource_changes` that take a resource away. */
  readonly removals: readonly Node[]
  /** Values before the changes that take away, replace or change what stands, with its type. */
  readonly alterations: readonly Alteration[]
  readonly #byType: ReadonlyMap<string, readonly Resource[]>
  readonly #byId = new Map<string, Resource>()
  /** Found, by the resource and its attribute. */
  readonly #links = new Map<Resource, Map<string, readonly Link[] | undefined>>()

  constructor(root: Node, gathering: Gathering) {
    const mark = internSymbol('', 'any', gathering.file.path)?.character ?? `${gathering.file.path} `
    const changes = changesIn(root)
    const entries = entriesIn(root, gathering)
    const resources = entries.map((entry) => toResource(entry, changes.get(entry.address), gathering, mark))
    const hasForeignIds = resources.some(({ type, knownId }) => isForeign(type) && knownId === undefined)
    this.gathering = gathering
    this.isPlan = ['planned_values', 'resource_changes', 'prior_state'].some((name) => memberOf(root, name) !== undefined)
    this.linker = new Linker(new Configuration(memberOf(root, 'configuration')), resources, hasForeignIds)
    this.owners = new Owners(root, resources, this.linker, gathering.hints.region)
    this.isWhole = isWholePlan(root, resources, (address) => !['', 'no-op', 'read'].includes(actionsOf(changes.get(address)).join()))
    this.removals = [...changes.values()].filter((change) => actionsOf(change).join() === 'delete')
    this.alterations = [...changes.values()].flatMap(alterationOf)
    this.#byType = byType(resources)
    for (const resource of resources) if (!resource.isData) this.#byId.set(resource.id, resource)
  }

  ofTypes(...types: string[]): Resource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? [])
  }

  /** Without data sources, which others manage. */
  managed(...types: string[]): Resource[] {
    return this.ofTypes(...types).filter(({ isData }) => !isData)
  }

  byId(id: string): Resource | undefined {
    return this.#byId.get(id)
  }

  /** Nothing sets the attribute of what is made; otherwise, what is not set is unknown until AWS answers. */
  isUnset(resource: Resource, name: string): boolean {
    return resource.isNew && this.linker.configurationOf(resource) !== undefined && !this.isConfigured(resource, [name])
  }

  isConfigured(resource: Resource, path: readonly string[]): boolean {
    return this.linker.expressionsOf(resource, path).some(isConfigured)
  }

  /**
   * The things that an attribute names: one when it is certain, several when it is one of them, `undefined` when it may be
   * anything, and none when nothing is named.
   */
  linksOf(resource: Resource, name: string, kind: Kind): readonly Link[] | undefined {
    let known = this.#links.get(resource)
    if (known === undefined) this.#links.set(resource, (known = new Map()))
    if (!known.has(name)) known.set(name, this.#findLinks(resource, name, kind))
    return known.get(name)
  }

  #findLinks(resource: Resource, name: string, kind: Kind): readonly Link[] | undefined {
    if (resource.values.isUnknown(name)) return this.linker.linksOf(resource, [name], kind)
    const id = resource.values.string(name)
    return id === undefined ? [] : [{ id, knownId: id, type: this.byId(id)?.type ?? '' }]
  }

  /** The things that a list names; `undefined` when some may be anything. */
  linksOfAll(resource: Resource, name: string, kind: Kind): readonly Link[] | undefined {
    const known = (resource.values.strings(name) ?? []).map((id) => ({ id, knownId: id, type: '' }))
    if (!resource.values.isUnknown(name)) return known
    const unknown = this.linker.linksOf(resource, [name], kind)
    return unknown && [...known, ...unknown]
  }
}

/** The one thing, if it is certain. */
export function only(links: readonly Link[] | undefined): Link | undefined {
  return links?.length === 1 ? links[0] : undefined
}

/** What does not change is in the planned values too; of data sources these hold only what is read during apply. */
function entriesIn(root: Node, gathering: Gathering): Entry[] {
  if (memberOf(root, 'values') !== undefined) return entriesInValues(memberOf(root, 'values'), gathering)
  if (memberOf(root, 'lineage') !== undefined) return entriesInStateFile(root, gathering)
  const planned = memberOf(root, 'planned_values')
  const entries = planned === undefined ? entriesInChanges(root, gathering) : entriesInValues(planned, gathering)
  const seen = new Set(entries.map(({ address }) => address))
  const prior = entriesInValues(memberOf(memberOf(root, 'prior_state'), 'values'), gathering)
  return [...entries, ...prior.filter(({ address, mode }) => mode === 'data' && !seen.has(address))]
}

/** By address. Deposed objects are what is left of a replaced resource. */
function changesIn(root: Node): Map<string, Node> {
  const changes = itemsOf(memberOf(root, 'resource_changes')).filter((change) => {
    const type = textOf(memberOf(change, 'type'))
    return (isRead(type) || isForeign(type)) && memberOf(change, 'deposed') === undefined
  })
  return new Map(changes.map((change) => [textOf(memberOf(change, 'address')), change]))
}

function toResource(entry: Entry, change: Node | undefined, gathering: Gathering, mark: string): Resource {
  const values = new Attributes(entry.values, memberOf(memberOf(change, 'change'), 'after_unknown'), gathering)
  const id = memberOf(entry.values, 'id')
  const knownId = id?.kind === 'string' && id.value !== '' && !values.isUnknown('id') ? id.value : undefined
  return resourceOf(entry, values, knownId, actionsOf(change).includes('create'), mark)
}

function actionsOf(change: Node | undefined): string[] {
  return itemsOf(memberOf(memberOf(change, 'change'), 'actions')).map(textOf)
}

function alterationOf(change: Node): Alteration[] {
  const before = memberOf(memberOf(change, 'change'), 'before')
  const isAltered = actionsOf(change).some((action) => action === 'delete' || action === 'update')
  return isAltered && before !== undefined ? [{ type: textOf(memberOf(change, 'type')), before }] : []
}

function byType(resources: readonly Resource[]): Map<string, Resource[]> {
  const types = new Map<string, Resource[]>()
  for (const resource of resources) {
    const known = types.get(resource.type)
    if (known === undefined) types.set(resource.type, [resource])
    else known.push(resource)
  }
  return types
}
