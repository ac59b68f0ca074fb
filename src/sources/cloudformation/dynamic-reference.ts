import { displayText } from '../../policy/symbol.js'
import type { Node } from '../../syntax/node.js'
import { PiecedText, type Piece, type Place } from '../../text/pieced-text.js'
import type { SourceText } from '../../text/source-text.js'
import type { Declarations } from './declarations.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html */
const REFERENCE = /\{\{resolve:[^{}]+\}\}/g

export function hasDynamicReference(text: string): boolean {
  return text.includes('{{resolve:')
}

/** The text with symbols for what is looked up at deployment. */
export function withDynamicReferences(source: SourceText, place: Place, declarations: Declarations): SourceText {
  const { text } = source
  const pieces: Piece[] = []
  const exact = (start: number, end: number): Piece => ({ text: text.slice(start, end), source, start, end, isExact: true })
  let from = 0
  for (const { 0: match, index } of text.matchAll(REFERENCE)) {
    const end = index + match.length
    const symbol = declarations.shared(displayText(match), 'any', match)
    pieces.push(exact(from, index), { text: symbol, source, start: index, end, isExact: false })
    from = end
  }
  return new PiecedText([...pieces, exact(from, text.length)], place)
}

/** Whether the value holds no functions; of values inside of others inside of it, that is not looked for. */
export function isPlain(node: Node): boolean {
  if (node.kind === 'array') return node.items.every(isPlainLeaf)
  if (node.kind !== 'object') return isPlainLeaf(node)
  return node.members.every(({ key, value }) => isPlainLeaf(value) && key.value !== 'Ref' && !key.value.startsWith('Fn::'))
}

function isPlainLeaf(node: Node): boolean {
  return node.kind === 'string' ? !hasDynamicReference(node.value) : node.kind !== 'object' && node.kind !== 'array'
}
