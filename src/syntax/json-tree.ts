import { DecodedString } from '../text/decoded-string.js'
import type { SourceText } from '../text/source-text.js'
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from './node.js'

const LEAF_CELLS = 2
const CONTAINER_CELLS = 4

/**
 * Where the values of a JSON text start and end, in the order of the text; keys are among them. A leaf takes the cells
 * [start, end], a container [start, end, index of the first cell after its contents, number of values in it].
 * Nodes are made when they are looked at: a plan of 100 MB holds millions of values, and a linter looks at few.
 */
export class JsonTree {
  readonly source: SourceText
  #cells = new Int32Array(1024)
  #length = 0
  /** The indices of the containers that are still open, outermost first. */
  readonly #open: number[] = []

  constructor(source: SourceText) {
    this.source = source
  }

  get root(): Node {
    return this.nodeAt(0)
  }

  get depth(): number {
    return this.#open.length
  }

  add(start: number, end: number): void {
    this.#reserve(LEAF_CELLS)
    this.#countValue()
    this.#cells[this.#length] = start
    this.#cells[this.#length + 1] = end
    this.#length += LEAF_CELLS
  }

  open(start: number): void {
    this.#reserve(CONTAINER_CELLS)
    this.#countValue()
    this.#open.push(this.#length)
    this.#cells[this.#length] = start
    this.#length += CONTAINER_CELLS
  }

  close(end: number): void {
    const index = this.#open.pop()!
    this.#cells[index + 1] = end
    this.#cells[index + 2] = this.#length
  }

  #countValue(): void {
    const container = this.#open.at(-1)
    if (container !== undefined) this.#cells[container + 3]!++
  }

  #reserve(cells: number): void {
    if (this.#length + cells <= this.#cells.length) return
    const larger = new Int32Array(this.#cells.length * 2)
    larger.set(this.#cells)
    this.#cells = larger
  }

  startOf(index: number): number {
    return this.#cells[index]!
  }

  endOf(index: number): number {
    return this.#cells[index + 1]!
  }

  /** The values directly inside a container; in an object, keys and values by turns. */
  childrenOf(index: number): Node[] {
    const children = new Array<Node>(this.#cells[index + 3]!)
    let child = index + CONTAINER_CELLS
    for (let i = 0; i < children.length; i++) {
      const node = this.nodeAt(child)
      children[i] = node
      child = node.kind === 'object' || node.kind === 'array' ? this.#cells[child + 2]! : child + LEAF_CELLS
    }
    return children
  }

  nodeAt(index: number): Node {
    const source = this.source
    const start = this.startOf(index)
    const end = this.endOf(index)
    switch (source.text[start]) {
      case '{':
        return new JsonObject(this, index)
      case '[':
        return new JsonArray(this, index)
      case '"':
        return new JsonString(source, start, end)
      case 'n':
        return { kind: 'null', source, start, end, value: null }
      case 't':
        return { kind: 'boolean', source, start, end, value: true }
      case 'f':
        return { kind: 'boolean', source, start, end, value: false }
      default:
        return { kind: 'number', source, start, end, value: Number(source.text.slice(start, end)) }
    }
  }
}

class JsonContainer {
  readonly source: SourceText
  readonly start: number
  readonly end: number
  readonly #tree: JsonTree
  readonly #index: number

  constructor(tree: JsonTree, index: number) {
    this.source = tree.source
    this.start = tree.startOf(index)
    this.end = tree.endOf(index)
    this.#tree = tree
    this.#index = index
  }

  protected children(): Node[] {
    return this.#tree.childrenOf(this.#index)
  }
}

class JsonObject extends JsonContainer implements ObjectNode {
  readonly kind = 'object'
  #members: Member[] | undefined

  get members(): Member[] {
    return (this.#members ??= inPairs(this.children()))
  }
}

function inPairs(keysAndValues: Node[]): Member[] {
  const members = new Array<Member>(keysAndValues.length / 2)
  for (let i = 0; i < members.length; i++) members[i] = { key: keysAndValues[2 * i] as StringNode, value: keysAndValues[2 * i + 1]! }
  return members
}

class JsonArray extends JsonContainer implements ArrayNode {
  readonly kind = 'array'
  #items: Node[] | undefined

  get items(): Node[] {
    return (this.#items ??= this.children())
  }
}

class JsonString implements StringNode {
  readonly kind = 'string'
  readonly source: SourceText
  readonly start: number
  readonly end: number
  #value: string | undefined

  constructor(source: SourceText, start: number, end: number) {
    this.source = source
    this.start = start
    this.end = end
  }

  get value(): string {
    return (this.#value ??= this.#decode())
  }

  #decode(): string {
    const contents = this.source.text.slice(this.start + 1, this.end - 1)
    return contents.includes('\\') ? (JSON.parse(`"${contents}"`) as string) : contents
  }

  inside(): SourceText {
    return new DecodedString(this.value, this.source, this.#breaks())
  }

  #breaks(): number[] {
    const first = this.start + 1
    const contents = this.source.text.slice(first, this.end - 1)
    const breaks = [0, first]
    let decoded = 0
    let offset = 0
    for (let escape = contents.indexOf('\\'); escape >= 0; escape = contents.indexOf('\\', offset)) {
      decoded += escape - offset + 1
      offset = escape + (contents[escape + 1] === 'u' ? 6 : 2)
      breaks.push(decoded, first + offset)
    }
    return breaks
  }
}
