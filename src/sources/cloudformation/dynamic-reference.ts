import { displayText } from '../../policy/symbol.js'
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
