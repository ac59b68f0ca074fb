import { memberOf, type Node } from '../../syntax/node.js'
import { expressionsAt, referencesIn, splitModule, type Configuration } from './configuration.js'
import { VPC, type Kind, type OwnPart } from './kinds.js'
import { parseReference, wholeReferences, type Reference } from './reference.js'
import type { Link, Resource } from './resource.js'
import { isRead } from './types.js'

/** Where an expression stands: the module instance, and the instance of the block in it. */
interface Scope {
  readonly module: string
  readonly key: string
  /** How many instances the block has. */
  readonly siblings: number
  /** What the block is repeated for. */
  readonly forEach: Node | undefined
}

/** `undefined`: it may be anything. */
type Links = readonly Link[] | undefined

const DEEPEST = 24
const MOST_STEPS = 5_000_000
/** Of more than these nobody can say which. */
const MOST_CANDIDATES = 100

/**
 * Finds what an id that is known only after apply belongs to, by the references of its expression. Terraform prints which things
 * an expression names, not what it makes of them: where several come into question, all are returned.
 */
export class Linker {
  readonly #configuration: Configuration
  readonly #resources: readonly Resource[]
  readonly #byName: ReadonlyMap<string, readonly Resource[]>
  /** By the address of the module around them and their name, without their own key. */
  readonly #moduleInstances: ReadonlyMap<string, readonly string[]>
  readonly #new = new Map<Kind, Links>()
  readonly #hasForeignIds: boolean
  readonly #references = new Map<Node, readonly Reference[]>()
  #steps = 0

  /** `hasForeignIds`: something that is not read here makes networks too. */
  constructor(configuration: Configuration, resources: readonly Resource[], hasForeignIds: boolean) {
    this.#configuration = configuration
    this.#resources = resources
    this.#byName = group(resources, ({ module, name }) => `${module} ${name}`)
    this.#moduleInstances = group([...allModules(resources)], withoutKey)
    this.#hasForeignIds = hasForeignIds
  }

  expressionsOf(resource: Resource, path: readonly string[]): Node[] {
    return expressionsAt(memberOf(this.configurationOf(resource), 'expressions'), path)
  }

  configurationOf({ module, name }: Resource): Node | undefined {
    return this.#configuration.module(module)?.resource(name)
  }

  /** What an unknown attribute can be the id of; several for one id when that is not certain. */
  linksOf(resource: Resource, path: readonly string[], kind: Kind): Links {
    const expressions = this.expressionsOf(resource, path)
    return expressions.length === 0 ? undefined : unknownOnes(this.#fromExpressions(expressions, this.#scopeOf(resource), kind, 0))
  }

  #scopeOf(resource: Resource): Scope {
    const { module, name, key } = resource
    const siblings = this.#byName.get(`${module} ${name}`)?.length ?? 1
    return { module, key, siblings, forEach: memberOf(this.configurationOf(resource), 'for_each_expression') }
  }

  #fromExpressions(expressions: readonly Node[], scope: Scope, kind: Kind, depth: number): Links {
    return union(expressions.map((expression) => this.#fromReferences(this.#referencesIn(expression), scope, kind, depth)))
  }

  /** All instances of a block have its expressions. */
  #referencesIn(expression: Node | undefined): readonly Reference[] {
    if (expression === undefined) return []
    let references = this.#references.get(expression)
    if (references === undefined) this.#references.set(expression, (references = wholeReferences(referencesIn(expression)).map(parseReference)))
    return references
  }

  #fromReferences(references: readonly Reference[], scope: Scope, kind: Kind, depth: number): Links {
    if (depth > DEEPEST || ++this.#steps > MOST_STEPS) return undefined
    const isByKey = references.some((reference) => reference.kind === 'key')
    return union(references.map((reference) => this.#fromReference(reference, isByKey, scope, kind, depth + 1)))
  }

  #fromReference(reference: Reference, isByKey: boolean, scope: Scope, kind: Kind, depth: number): Links {
    switch (reference.kind) {
      case 'key':
      case 'known':
        return []
      case 'resource': {
        // What passes through a type that is not read may come from anywhere.
        if (!isRead(reference.type)) return undefined
        const instances = this.#byName.get(`${scope.module} ${reference.name}`) ?? []
        this.#steps += instances.length
        const those = chosen(instances, ({ key }) => key, reference.key, isByKey, scope)
        return union(those.map((one) => this.#fromResource(one, reference.attribute, kind, depth)))
      }
      case 'output': {
        const instances = this.#instancesOf(reference.module, scope.module)
        this.#steps += instances.length
        const those = chosen(instances, (address) => splitModule(address).key, reference.key, isByKey, scope)
        return union(those.map((address) => this.#fromOutput(address, reference.output, kind, depth)))
      }
      case 'variable':
        return this.#fromVariable(reference.name, scope, kind, depth)
      case 'item': {
        const repeated = [...this.#referencesIn(scope.forEach), { kind: 'key' } as const]
        const links = this.#fromReferences(repeated, { ...scope, forEach: undefined }, kind, depth)
        return links === undefined || links.length === 0 ? this.#allNew(kind) : links
      }
      case 'local':
        return this.#allNew(kind)
      case 'other':
        return undefined
    }
  }

  #fromResource(resource: Resource, attribute: string | undefined, kind: Kind, depth: number): Links {
    if (kind.types.includes(resource.type) && (attribute === undefined || attribute === 'id' || attribute === 'arn')) return [resource]
    const isOwn = attribute !== undefined && kind.own?.attributes.includes(attribute) === true
    if (isOwn && VPC.types.includes(resource.type)) return [ownOf(resource, kind.own!)]
    const name = attribute ?? kind.attribute
    // Whatever is known would be known here too.
    if (!resource.values.isUnknown(name)) return []
    const expressions = this.expressionsOf(resource, [name])
    return expressions.length === 0 ? undefined : this.#fromExpressions(expressions, this.#scopeOf(resource), kind, depth)
  }

  #fromOutput(module: string, output: string, kind: Kind, depth: number): Links {
    const expression = this.#configuration.module(module)?.output(output)
    if (expression === undefined) return undefined
    return this.#fromReferences(this.#referencesIn(expression), { module, key: '', siblings: 1, forEach: undefined }, kind, depth)
  }

  /** A variable of the root has a value before the plan is made. */
  #fromVariable(name: string, { module }: Scope, kind: Kind, depth: number): Links {
    if (module === '') return []
    const { parent, name: called, key } = splitModule(module)
    const call = this.#configuration.module(parent)?.call(called)
    const siblings = this.#instancesOf(called, parent).length
    const scope = { module: parent, key, siblings, forEach: memberOf(call, 'for_each_expression') }
    return this.#fromExpressions(expressionsAt(memberOf(call, 'expressions'), [name]), scope, kind, depth)
  }

  #instancesOf(name: string, parent: string): readonly string[] {
    return this.#moduleInstances.get(`${parent === '' ? '' : `${parent}.`}module.${name}`) ?? []
  }

  /** An id that is not known yet is of something that is not there yet. */
  #allNew(kind: Kind): Links {
    if (this.#hasForeignIds) return undefined
    if (!this.#new.has(kind)) {
      const links = this.#resources.filter(({ type, knownId }) => knownId === undefined && kind.types.includes(type))
      this.#new.set(kind, links.length > MOST_CANDIDATES ? undefined : links)
    }
    return this.#new.get(kind)
  }
}

/** What AWS makes with a VPC. */
export function ownOf(vpc: Resource, { attributes: [name], type }: OwnPart): Link {
  const knownId = vpc.values.string(name)
  return { id: knownId ?? `${vpc.id}.${name}`, knownId, type }
}

/** The instances that a reference means: the one of its key, the one of the same key as the block that refers to it, or any. */
function chosen<T>(instances: readonly T[], keyOf: (instance: T) => string, key: string, isByKey: boolean, scope: Scope): readonly T[] {
  if (key !== '') return instances.filter((instance) => keyOf(instance) === key)
  if (instances.length < 2 || !isByKey || scope.siblings !== instances.length) return instances
  const same = instances.filter((instance) => keyOf(instance) === scope.key)
  return same.length === 1 ? same : instances
}

function union(all: readonly Links[]): Links {
  if (all.length === 1) return all[0]
  const links = new Map<string, Link>()
  for (const some of all) {
    if (some === undefined) return undefined
    for (const link of some) links.set(link.id, link)
  }
  return [...links.values()]
}

/** A condition names what it does not choose; what is unknown is none of the ids that are known. */
function unknownOnes(links: Links): Links {
  const unknown = links?.filter(({ knownId }) => knownId === undefined)
  return unknown?.length === 0 ? undefined : unknown
}

function group<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const known = groups.get(keyOf(item))
    if (known === undefined) groups.set(keyOf(item), [item])
    else known.push(item)
  }
  return groups
}

function withoutKey(module: string): string {
  return module.slice(0, module.length - splitModule(module).key.length)
}

/** Those with resources, and those around them. */
function allModules(resources: readonly Resource[]): Set<string> {
  const modules = new Set<string>()
  for (const { module } of resources) {
    for (let address = module; address !== '' && !modules.has(address); address = splitModule(address).parent) modules.add(address)
  }
  return modules
}
