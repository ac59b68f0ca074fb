import type { Located, SourceText, Span } from '../text/source-text.js'

/** A value of a JSON-like document with its place in the text it was parsed from. */
export type Node = ObjectNode | ArrayNode | StringNode | NumberNode | BooleanNode | NullNode

interface Placed {
  readonly source: SourceText
  readonly start: number
  readonly end: number
}

/** Members in the order of the text; duplicate keys are kept. */
export interface ObjectNode extends Placed {
  readonly kind: 'object'
  readonly members: Member[]
}

export interface Member {
  readonly key: StringNode
  readonly value: Node
}

export interface ArrayNode extends Placed {
  readonly kind: 'array'
  readonly items: Node[]
}

export interface StringNode extends Placed {
  readonly kind: 'string'
  readonly value: string
  /** The decoded contents as a text of its own, for languages inside strings. */
  inside(): SourceText
}

export interface NumberNode extends Placed {
  readonly kind: 'number'
  readonly value: number
}

export interface BooleanNode extends Placed {
  readonly kind: 'boolean'
  readonly value: boolean
}

export interface NullNode extends Placed {
  readonly kind: 'null'
  readonly value: null
}

export function spanOf(node: Placed): Span {
  return node.source.spanOf(node.start, node.end)
}

export function locate<T>(node: Placed, value: T): Located<T> {
  return { value, at: spanOf(node) }
}

/** The value of the last member called `key`, as JSON readers take it; `undefined` when absent or not an object. */
export function memberOf(node: Node | undefined, key: string): Node | undefined {
  if (node?.kind !== 'object') return undefined
  return node.members.findLast((member) => member.key.value === key)?.value
}

export function stringOf(node: Node | undefined): Located<string> | undefined {
  return node?.kind === 'string' ? locate(node, node.value) : undefined
}

export function itemsOf(node: Node | undefined): Node[] {
  return node?.kind === 'array' ? node.items : []
}

/** The value as plain data, as JSON.parse gives it: the last of duplicate keys wins, and "__proto__" is a key like any other. */
export function plainValueOf(node: Node): unknown {
  if (node.kind === 'array') return node.items.map(plainValueOf)
  // Object.fromEntries defines properties; assigning "__proto__" would set the prototype.
  if (node.kind === 'object') return Object.fromEntries(node.members.map(({ key, value }) => [key.value, plainValueOf(value)]))
  return node.value
}
