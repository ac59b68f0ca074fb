import type { CST } from 'yaml'
import type { SourceText } from '../text/source-text.js'
import { MAXIMUM_NESTING } from './json-faults.js'
import type { Node, ObjectNode, StringNode } from './node.js'
import { Anchors } from './yaml-anchors.js'
import { decodeBlock } from './yaml-block-scalar.js'
import { coreValueOf } from './yaml-core-schema.js'
import { TreeFault } from './yaml-faults.js'
import { mergeMembers, type Entry } from './yaml-merge.js'
import { decodeFlow, YamlString, type Decoded, type FlowStyle } from './yaml-scalar.js'
import { flowEndOf, isEntry, isExplicitKey, isMap, propertiesIn, type Item, type Properties } from './yaml-tokens.js'

type Token = CST.Token | null | undefined

const FLOW_STYLES = { scalar: 'plain', 'single-quoted-scalar': 'single', 'double-quoted-scalar': 'double' } as const

/** These tags stand for what a plain scalar of their type is without them. */
const NOT_TEXT: ReadonlySet<string> = new Set(['!!int', '!!float', '!!bool', '!!null'])

/** Makes the nodes of one document from its tokens, among which must be no error. Throws a TreeFault. */
export class TreeBuilder {
  readonly #source: SourceText
  readonly #longForms: ReadonlyMap<string, string>
  readonly #anchors = new Anchors()
  /** Where the last value ended. */
  #end = 0

  constructor(source: SourceText, longForms: ReadonlyMap<string, string>) {
    this.#source = source
    this.#longForms = longForms
  }

  build({ start, value, offset }: CST.Document): Node {
    return this.#value(value, propertiesIn(start, offset), 0)
  }

  #value(token: Token, properties: Properties, depth: number): Node {
    const { tag, anchor } = properties
    const name = anchor?.source.slice(1)
    if (name !== undefined) this.#anchors.open(name)
    const longForm = tag && this.#longForms.get(tag.source)
    const node = longForm === undefined ? this.#untagged(token, properties, depth) : this.#long(token, properties, longForm, depth)
    if (name !== undefined) this.#anchors.close(name, node)
    return node
  }

  #long(token: Token, properties: Properties, longForm: string, depth: number): Node {
    const source = this.#source
    const { offset: start, source: written } = properties.tag!
    const end = start + written.length
    if (depth === MAXIMUM_NESTING) throw TreeFault.nesting(start, end)
    const inside = (): SourceText => ({ text: longForm, spanOf: () => source.spanOf(start, end) })
    const key: StringNode = { kind: 'string', source, start, end, value: longForm, inside }
    const value = this.#untagged(token, properties, depth + 1)
    return { kind: 'object', source, start, end: this.#end, members: [{ key, value }] }
  }

  #untagged(token: Token, properties: Properties, depth: number): Node {
    switch (token?.type) {
      case 'alias':
        return this.#alias(token, depth)
      case 'scalar':
      case 'single-quoted-scalar':
      case 'double-quoted-scalar':
        return this.#flowScalar(token, properties.tag)
      case 'block-scalar':
        return this.#blockScalar(token)
      case 'block-map':
      case 'block-seq':
      case 'flow-collection':
        if (depth === MAXIMUM_NESTING) throw TreeFault.nesting(token.offset, token.offset + 1)
        return isMap(token) ? this.#object(token, depth) : this.#array(token, depth)
      default:
        this.#end = properties.end
        return this.#plain(properties.end, properties.end, properties.tag)
    }
  }

  #object(token: CST.BlockMap | CST.FlowCollection, depth: number): ObjectNode {
    const entries = token.items.filter(isEntry).map((item) => this.#entry(item, depth))
    const end = (this.#end = flowEndOf(token) ?? this.#end)
    return { kind: 'object', source: this.#source, start: token.offset, end, members: mergeMembers(entries) }
  }

  #entry({ start, key, sep, value }: Item, depth: number): Entry {
    const properties = propertiesIn(start, this.#end)
    const keyNode = this.#key(key, properties, depth)
    const valueNode = this.#value(value, propertiesIn(sep ?? [], this.#end), depth + 1)
    // Only a plain "<<" merges: https://yaml.org/type/merge.html
    const merges = key?.type === 'scalar' && key.source === '<<' && properties.tag === undefined
    return { key: keyNode, value: valueNode, merges }
  }

  /** Keys are text, whatever they would be as values. */
  #key(token: Token, properties: Properties, depth: number): StringNode {
    const node = this.#value(token, properties, depth + 1)
    return node.kind === 'string' ? node : this.#verbatim(node.start, node.end)
  }

  #array(token: CST.BlockSequence | CST.FlowCollection, depth: number): Node {
    const items = (token.items as Item[]).filter(isEntry).map((item) => this.#item(item, depth))
    const end = (this.#end = flowEndOf(token) ?? this.#end)
    return { kind: 'array', source: this.#source, start: token.offset, end, items }
  }

  #item(item: Item, depth: number): Node {
    const { start, key, sep, value } = item
    if (!sep && !isExplicitKey(item)) return this.#value(value ?? key, propertiesIn(start, this.#end), depth + 1)
    // A list in brackets may hold pairs: [a: b].
    if (depth + 1 === MAXIMUM_NESTING) throw TreeFault.nesting(this.#end, this.#end + 1)
    const member = this.#entry(item, depth + 1)
    return { kind: 'object', source: this.#source, start: member.key.start, end: this.#end, members: [member] }
  }

  #alias({ offset, source }: CST.FlowScalar, depth: number): Node {
    this.#end = offset + source.length
    return this.#anchors.resolve(source, offset, depth)
  }

  #flowScalar({ type, offset, source }: CST.FlowScalar, tag: CST.SourceToken | undefined): Node {
    const { text } = this.#source
    const end = (this.#end = offset + source.length)
    if (type === 'scalar' && !source.includes('\n')) return this.#plain(offset, end, tag)
    const style: FlowStyle = FLOW_STYLES[type as keyof typeof FLOW_STYLES]
    const quote = style === 'plain' ? 0 : 1
    return this.#string(offset, end, () => decodeFlow(text, offset + quote, end - quote, style))
  }

  #plain(start: number, end: number, tag: CST.SourceToken | undefined): Node {
    const text = this.#verbatim(start, end)
    // Whoever writes "!Ref 012" or "!!str 012" wants the text.
    if (tag !== undefined && !NOT_TEXT.has(tag.source)) return text
    const value = coreValueOf(text.value)
    const place = { source: this.#source, start, end }
    if (typeof value === 'number') return { kind: 'number', ...place, value, asText: text }
    if (typeof value === 'boolean') return { kind: 'boolean', ...place, value, asText: text }
    return value === null ? { kind: 'null', ...place, value } : text
  }

  #blockScalar({ offset, indent, props, source }: CST.BlockScalar): Node {
    const { text } = this.#source
    const header = props[0] as CST.SourceToken
    const start = props.reduce((at, token) => at + (token as CST.SourceToken).source.length, offset)
    const end = start + source.length
    const contents = text.slice(start, end).trimEnd()
    this.#end = contents === '' ? offset + header.source.length : start + contents.length
    const scalar = { header: header.source, parentIndent: indent, start, end }
    return this.#string(offset, this.#end, () => decodeBlock(text, scalar))
  }

  #verbatim(start: number, end: number): StringNode {
    return this.#string(start, end, () => ({ text: this.#source.text.slice(start, end), breaks: [0, start] }))
  }

  #string(start: number, end: number, decode: () => Decoded): StringNode {
    return new YamlString(this.#source, start, end, decode)
  }
}
