import { itemsOf, locate, memberOf, type Node, type ObjectNode, type StringNode } from '../../syntax/node.js'
import type { Located } from '../../text/source-text.js'
import type { Gathering } from '../gathering.js'
import { RecordReader, reportType } from '../record-reader.js'

/**
 * The values of a resource or of a block in it, and which of them are known only after apply. The AWS provider writes an empty
 * string for what is not set, and `null` stands for an unknown item of a list.
 */
export class Attributes {
  readonly node: ObjectNode
  readonly #record: RecordReader
  readonly #unknown: Node | undefined
  readonly #gathering: Gathering
  /** What is of the wrong type, and has been said to be. */
  #refused: Set<string> | undefined
  #blocks: Map<string, Attributes[]> | undefined

  constructor(node: ObjectNode, unknown: Node | undefined, gathering: Gathering) {
    this.node = node
    this.#record = new RecordReader(node, gathering)
    this.#unknown = unknown
    this.#gathering = gathering
  }

  /** The attribute, or a part of it, is known only after apply. */
  isUnknown(name: string): boolean {
    return isTrue(this.#unknown) || holdsTrue(memberOf(this.#unknown, name))
  }

  textNode(name: string): StringNode | undefined {
    const node = this.#member(name, 'string')
    return node?.value === '' ? undefined : node
  }

  text(name: string): Located<string> | undefined {
    const node = this.textNode(name)
    return node && locate(node, node.value)
  }

  string(name: string): string | undefined {
    return this.textNode(name)?.value
  }

  boolean(name: string): boolean | undefined {
    return this.#member(name, 'boolean')?.value
  }

  number(name: string): number | undefined {
    return this.#member(name, 'number')?.value
  }

  strings(name: string): string[] | undefined {
    const list = this.#member(name, 'array')
    return list && this.#itemsOf(list, name, 'string').map(({ node }) => node.value)
  }

  /** The blocks of a name. */
  blocks(name: string): Attributes[] {
    this.#blocks ??= new Map()
    let blocks = this.#blocks.get(name)
    if (blocks === undefined) this.#blocks.set(name, (blocks = this.#readBlocks(name)))
    return blocks
  }

  /** With the tags that the provider adds to all its resources. */
  tags(): Record<string, string> | undefined {
    const map = this.#member('tags_all', 'object') ?? this.#member('tags', 'object')
    if (map === undefined || this.isUnknown('tags_all') || this.isUnknown('tags')) return undefined
    return Object.fromEntries(map.members.flatMap(({ key, value }) => (value.kind === 'string' ? [[key.value, value.value]] : [])))
  }

  #readBlocks(name: string): Attributes[] {
    const list = this.#member(name, 'array')
    if (list === undefined) return []
    const unknown = memberOf(this.#unknown, name)
    const unknownAt = (index: number) => (isTrue(unknown) ? unknown : itemsOf(unknown)[index])
    return this.#itemsOf(list, name, 'object').map(({ node, index }) => new Attributes(node, unknownAt(index), this.#gathering))
  }

  #member<K extends Node['kind']>(name: string, kind: K): Extract<Node, { kind: K }> | undefined {
    if (this.#refused?.has(name)) return undefined
    const { problems } = this.#gathering
    const before = problems.length
    const node = this.#record.member(name, kind)
    if (problems.length > before) (this.#refused ??= new Set()).add(name)
    return node
  }

  #itemsOf<K extends Node['kind']>(list: Node, name: string, kind: K): { node: Extract<Node, { kind: K }>; index: number }[] {
    return itemsOf(list).flatMap((node, index) => {
      if (node.kind === kind) return [{ node: node as Extract<Node, { kind: K }>, index }]
      if (node.kind !== 'null') reportType(this.#gathering, node, `an item of "${name}"`, kind)
      return []
    })
  }
}

function isTrue(node: Node | undefined): node is Node {
  return node?.kind === 'boolean' && node.value
}

function holdsTrue(node: Node | undefined): boolean {
  if (node?.kind === 'object') return node.members.some(({ value }) => holdsTrue(value))
  return isTrue(node) || itemsOf(node).some(holdsTrue)
}
