import type { Node } from '../../syntax/node.js'
import { pieceOf, type Piece, type Place } from '../../text/pieced-text.js'
import type { SourceText } from '../../text/source-text.js'
import { sourceOf } from './resolved-node.js'

/** The value as JSON text, each character of which stands where the part of the value stands that it is of. */
export function jsonPieces(node: Node): Piece[] {
  const pieces: Piece[] = []
  write(node, pieces)
  return pieces
}

function write(node: Node, pieces: Piece[]): void {
  if (node.kind === 'string') return writeString(node, node.inside(), pieces)
  if (node.kind === 'null') return mark('null', node, pieces)
  if (node.kind !== 'object' && node.kind !== 'array') return writeLiteral(node, pieces)
  const isObject = node.kind === 'object'
  mark(isObject ? '{' : '[', node, pieces)
  for (const [index, child] of (isObject ? node.members : node.items).entries()) {
    const [key, value] = 'key' in child ? [child.key, child.value] : [undefined, child]
    if (index > 0) mark(',', { ...placeOf(key ?? value), end: (key ?? value).start }, pieces)
    if (key !== undefined) {
      writeString(key, key.inside(), pieces)
      mark(':', { ...placeOf(key), start: key.end }, pieces)
    }
    write(value, pieces)
  }
  mark(isObject ? '}' : ']', node, pieces)
}

function placeOf({ source, start, end }: Place): Place {
  return { source, start, end }
}

function mark(text: string, { source, start, end }: Place, pieces: Piece[]): void {
  pieces.push({ text, source, start, end, isExact: false })
}

/** YAML writes numbers in ways that JSON does not know, and accounts like numbers. */
function writeLiteral(node: Exclude<Node, { kind: 'object' | 'array' | 'string' | 'null' }>, pieces: Piece[]): void {
  const source = sourceOf(node)
  const isJson = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/.test(source.text)
  // A number that a function gave stands nowhere as text.
  if (isJson && String(node.value) === source.text) pieces.push(pieceOf(source))
  else mark(JSON.stringify(node.value), node, pieces)
}

function writeString(place: Place, source: SourceText, pieces: Piece[]): void {
  const { text } = source
  mark('"', place, pieces)
  let from = 0
  for (const { 0: match, index } of text.matchAll(/["\\\u0000-\u001f\ud800-\udfff]/g)) {
    const escaped = JSON.stringify(match).slice(1, -1)
    if (escaped === match) continue
    pieces.push({ text: text.slice(from, index), source, start: from, end: index, isExact: true })
    pieces.push({ text: escaped, source, start: index, end: index + 1, isExact: false })
    from = index + 1
  }
  pieces.push({ text: text.slice(from), source, start: from, end: text.length, isExact: true })
  mark('"', place, pieces)
}
