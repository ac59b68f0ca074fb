import { itemsOf, locate, type Node, type ObjectNode } from '../syntax/node.js'
import type { Located } from '../text/source-text.js'
import type { Gathering } from './gathering.js'

const NAMES: Readonly<Record<Node['kind'], string>> = {
  object: 'an object', array: 'a list', string: 'a string', number: 'a number', boolean: 'a boolean', null: 'null',
}

/** Says that a value is of the wrong type. */
export function reportType(gathering: Gathering, node: Node, name: string, expected: Node['kind']): void {
  gathering.report(
    node,
    `${name} is ${NAMES[node.kind]} where ${NAMES[expected]} is expected`,
    `Write ${NAMES[expected]} here; the rest of the file was read without this value.`,
  )
}

/** How members of an object are read, whatever the file they stand in. */
export interface MemberReader {
  string(name: string): string | undefined
  strings(name: string): string[] | undefined
  records(name: string): MemberReader[] | undefined
}

/** Reads the members of an object. A value of the wrong type is reported at its place and then taken for absent, as null is. */
export class RecordReader implements MemberReader {
  readonly node: ObjectNode
  readonly #gathering: Gathering

  constructor(node: ObjectNode, gathering: Gathering) {
    this.node = node
    this.#gathering = gathering
  }

  has(name: string): boolean {
    return this.#find(name) !== undefined
  }

  text(name: string): Located<string> | undefined {
    const node = this.member(name, 'string')
    return node && locate(node, node.value)
  }

  string(name: string): string | undefined {
    return this.member(name, 'string')?.value
  }

  boolean(name: string): boolean | undefined {
    return this.member(name, 'boolean')?.value
  }

  record(name: string): RecordReader | undefined {
    const node = this.member(name, 'object')
    return node && new RecordReader(node, this.#gathering)
  }

  strings(name: string): string[] | undefined {
    const list = this.member(name, 'array')
    return list && this.#itemsOfKind(list, name, 'string').map(({ value }) => value)
  }

  records(name: string): RecordReader[] | undefined {
    const list = this.member(name, 'array')
    return list && this.#itemsOfKind(list, name, 'object').map((item) => new RecordReader(item, this.#gathering))
  }

  /** AWS's way of writing tags: `[{Key, Value}]`. */
  tags(): Record<string, string> | undefined {
    const tags = this.records('Tags')?.map((tag) => [tag.string('Key'), tag.string('Value') ?? ''] as const)
    // Object.fromEntries takes a tag called "__proto__" for a tag.
    return tags && Object.fromEntries(tags.filter((tag): tag is [string, string] => tag[0] !== undefined))
  }

  member<K extends Node['kind']>(name: string, kind: K): Extract<Node, { kind: K }> | undefined {
    const node = this.#find(name)
    if (node === undefined || node.kind === 'null') return undefined
    if (isKind(node, kind)) return node
    const text = textOf(node)
    if (text !== undefined && isKind(text, kind)) return text
    reportType(this.#gathering, node, `"${name}"`, kind)
    return undefined
  }

  /** As memberOf finds it, but a list of 100,000 endpoints asks millions of times. */
  #find(name: string): Node | undefined {
    const { members } = this.node
    for (let i = members.length - 1; i >= 0; i--) {
      const member = members[i]!
      if (member.key.value === name) return member.value
    }
    return undefined
  }

  #itemsOfKind<K extends Node['kind']>(list: Node, name: string, kind: K): Extract<Node, { kind: K }>[] {
    return itemsOf(list).flatMap((item) => {
      const text = textOf(item)
      if (isKind(item, kind)) return item
      if (text !== undefined && isKind(text, kind)) return text
      reportType(this.#gathering, item, `an item of "${name}"`, kind)
      return []
    })
  }
}

function isKind<K extends Node['kind']>(node: Node, kind: K): node is Extract<Node, { kind: K }> {
  return node.kind === kind
}

/** In YAML, text such as an account id needs no quotes. */
function textOf(node: Node): Node | undefined {
  return node.kind === 'number' || node.kind === 'boolean' ? node.asText : undefined
}
