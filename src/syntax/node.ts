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

export interface NumberNode extends Placed, MaybeText {
  readonly kind: 'number'
  readonly value: number
}

export interface BooleanNode extends Placed, MaybeText {
  readonly kind: 'boolean'
  readonly value: boolean
}

interface MaybeText {
  /** In YAML, where text needs no quotes, the text that was written: it may have been meant as one, such as the account 012345678901. */
  readonly asText?: StringNode
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

/** The tree with the text of numbers in their place, where its language lets text stand without quotes. */
export function withTextForNumbers(node: Node): Node {
  if (node.kind === 'number') return node.asText ?? node
  const { source, start, end } = node
  if (node.kind === 'array') return { kind: 'array', source, start, end, items: node.items.map(withTextForNumbers) }
  if (node.kind !== 'object') return node
  const members = node.members.map(({ key, value }) => ({ key, value: withTextForNumbers(value) }))
  return { kind: 'object', source, start, end, members }
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
