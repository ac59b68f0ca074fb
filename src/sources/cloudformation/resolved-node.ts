import { PiecedText, pieceOf, type Place } from '../../text/pieced-text.js'
import type { SourceText } from '../../text/source-text.js'
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from '../../syntax/node.js'

/** The text that a function gives, at the place of the function. */
export class ResolvedString implements StringNode {
  readonly kind = 'string'
  readonly source: SourceText
  readonly start: number
  readonly end: number
  readonly #text: SourceText

  constructor({ source, start, end }: Place, text: SourceText) {
    this.source = source
    this.start = start
    this.end = end
    this.#text = text
  }

  get value(): string {
    return this.#text.text
  }

  inside(): SourceText {
    return this.#text
  }
}

/** Text that stands nowhere in the file, at the place of what asks for it. */
class StringElsewhere implements StringNode {
  readonly kind = 'string'
  readonly source: SourceText
  readonly start: number
  readonly end: number
  readonly value: string

  constructor({ source, start, end }: Place, value: string) {
    this.source = source
    this.start = start
    this.end = end
    this.value = value
  }

  inside(): SourceText {
    const { source, start, end, value: text } = this
    return new PiecedText([{ text, source, start, end, isExact: false }], this)
  }
}

export function stringAt(place: Place, text: string): StringNode {
  return new StringElsewhere(place, text)
}

export function arrayAt({ source, start, end }: Place, items: Node[]): ArrayNode {
  return { kind: 'array', source, start, end, items }
}

export function objectAt({ source, start, end }: Place, members: Member[]): ObjectNode {
  return { kind: 'object', source, start, end, members }
}

/** Functions take numbers and booleans for the text that they are written as. */
export function isText(node: Node | undefined): node is Exclude<Node, { kind: 'object' | 'array' | 'null' }> {
  return node !== undefined && (node.kind === 'string' || node.kind === 'number' || node.kind === 'boolean')
}

/** What `isText`, as text. */
export function textOf(node: Node | undefined): string | undefined {
  if (node === undefined || node.kind === 'object' || node.kind === 'array' || node.kind === 'null') return undefined
  return node.kind === 'string' ? node.value : node.source.text.slice(node.start, node.end)
}

/** What `isText`, as a text with places. */
export function sourceOf(node: Node): SourceText {
  if (node.kind === 'string') return node.inside()
  const { source, start, end } = node
  return new PiecedText([{ text: source.text.slice(start, end), source, start, end, isExact: true }], node)
}

/** A stretch of a text as a string of its own. */
export function sliceOf(place: Place, text: SourceText, start: number, end: number): StringNode {
  if (start === 0 && end === text.text.length) return new ResolvedString(place, new PiecedText([pieceOf(text)], place))
  const piece = { text: text.text.slice(start, end), source: text, start, end, isExact: true }
  return new ResolvedString(place, new PiecedText([piece], place))
}

/** The one member of an object that may be a function. */
export function onlyMember(node: Node | undefined): Member | undefined {
  return node?.kind === 'object' && node.members.length === 1 ? node.members[0] : undefined
}

/** Whether two values hold the very same nodes. */
export function haveSameContents(one: ObjectNode | ArrayNode, other: ObjectNode | ArrayNode): boolean {
  if (one.kind === 'array') return other.kind === 'array' && one.items.length === other.items.length && one.items.every((item, index) => item === other.items[index])
  if (other.kind !== 'object' || one.members.length !== other.members.length) return false
  return one.members.every(({ key, value }, index) => key === other.members[index]!.key && value === other.members[index]!.value)
}
