import { itemsOf, memberOf, type Node } from '../../syntax/node.js'

/** https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation */
export class Configuration {
  readonly #root: Node | undefined
  readonly #modules = new Map<string, ModuleConfiguration | undefined>()

  constructor(configuration: Node | undefined) {
    this.#root = memberOf(configuration, 'root_module')
  }

  /** The module that an instance of it, `module.network["a"].module.subnets`, is made of; the root's address is empty. */
  module(address: string): ModuleConfiguration | undefined {
    if (!this.#modules.has(address)) this.#modules.set(address, this.#find(address))
    return this.#modules.get(address)
  }

  #find(address: string): ModuleConfiguration | undefined {
    if (address === '') return this.#root && new ModuleConfiguration(this.#root)
    const { parent, name } = splitModule(address)
    const module = memberOf(this.module(parent)?.call(name), 'module')
    return module && new ModuleConfiguration(module)
  }
}

export class ModuleConfiguration {
  readonly #node: Node
  #resources: ReadonlyMap<string, Node> | undefined

  constructor(node: Node) {
    this.#node = node
  }

  /** Named without the module: `aws_vpc.main`, `data.aws_vpc.main`. */
  resource(name: string): Node | undefined {
    this.#resources ??= new Map(itemsOf(memberOf(this.#node, 'resources')).map((node) => [textOf(memberOf(node, 'address')), node]))
    return this.#resources.get(name)
  }

  call(name: string): Node | undefined {
    return memberOf(memberOf(this.#node, 'module_calls'), name)
  }

  output(name: string): Node | undefined {
    return memberOf(memberOf(memberOf(this.#node, 'outputs'), name), 'expression')
  }
}

const LAST_MODULE = /(?:^|\.)module\.([\w-]+)(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?$/

/** `module.network["a"].module.subnets[0]` → `module.network["a"]`, `subnets`, `[0]`. */
export function splitModule(address: string): { parent: string; name: string; key: string } {
  const match = LAST_MODULE.exec(address)
  return match === null ? { parent: '', name: '', key: '' } : { parent: address.slice(0, match.index), name: match[1]!, key: match[2] ?? '' }
}

/** The expressions of an attribute, or of an attribute in all blocks of a name. */
export function expressionsAt(expressions: Node | undefined, [name, ...rest]: readonly string[]): Node[] {
  if (name === undefined) return expressions === undefined ? [] : [expressions]
  // Blocks written as an attribute, `route = […]`, are one expression.
  if (memberOf(expressions, 'references')?.kind === 'array') return [expressions!]
  const inner = memberOf(expressions, name)
  if (inner?.kind === 'array') return inner.items.flatMap((item) => expressionsAt(item, rest))
  return inner === undefined ? [] : expressionsAt(inner, rest)
}

export function referencesIn(expression: Node | undefined): string[] {
  return itemsOf(memberOf(expression, 'references')).flatMap((item) => (item.kind === 'string' ? [item.value] : []))
}

/** The attribute is set to something, if only to what may turn out to be null. */
export function isConfigured(expression: Node | undefined): boolean {
  const constant = memberOf(expression, 'constant_value')
  return (constant !== undefined && constant.kind !== 'null') || referencesIn(expression).length > 0 || expression?.kind === 'array'
}

export function textOf(node: Node | undefined): string {
  return node?.kind === 'string' ? node.value : ''
}
