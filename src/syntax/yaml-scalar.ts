import { DecodedString } from '../text/decoded-string.js'
import type { SourceText } from '../text/source-text.js'
import type { StringNode } from './node.js'

/** What a scalar says, with its map back to the text: see DecodedString. */
export interface Decoded {
  readonly text: string
  readonly breaks: readonly number[]
}

/** A scalar as text, whatever its style. It is decoded when it is looked at. */
export class YamlString implements StringNode {
  readonly kind = 'string'
  readonly source: SourceText
  readonly start: number
  readonly end: number
  readonly #decode: () => Decoded
  #value: string | undefined

  constructor(source: SourceText, start: number, end: number, decode: () => Decoded) {
    this.source = source
    this.start = start
    this.end = end
    this.#decode = decode
  }

  get value(): string {
    return (this.#value ??= this.#decode().text)
  }

  inside(): SourceText {
    const { text, breaks } = this.#decode()
    return new DecodedString(text, this.source, breaks)
  }
}

/** Collects the text of a scalar piece by piece. */
export class Decoding implements Decoded {
  readonly breaks: number[]
  text = ''
  /** Where the last piece ends, and where it would end if it were as long as what it stands for. */
  #end: number
  #expectedEnd: number

  constructor(start: number) {
    this.breaks = [0, start]
    this.#end = this.#expectedEnd = start
  }

  /** Adds what the `length` characters at `offset` stand for; those between the last piece and this one stand for nothing. */
  add(piece: string, offset: number, length = piece.length): void {
    if (piece === '') return
    this.#breakAt(offset)
    this.text += piece
    this.#end = offset + length
    this.#expectedEnd = offset + piece.length
  }

  /** The text, whose end is at `offset`. */
  end(offset: number): Decoded {
    this.#breakAt(offset)
    return this
  }

  #breakAt(offset: number): void {
    const skips = offset !== this.#end
    if (skips || this.#end !== this.#expectedEnd) this.breaks.push(this.text.length, this.#end)
    if (skips) this.breaks.push(this.text.length, offset)
  }
}

export type FlowStyle = 'plain' | 'single' | 'double'

/** What line folding, quotes and escapes make of the text from `start` to `end`, which is without its quotes. YAML 1.2.2, section 7.3. */
export function decodeFlow(text: string, start: number, end: number, style: FlowStyle): Decoded {
  const decoding = new Decoding(start)
  const pattern = style === 'double' ? DOUBLE : SINGLE
  pattern.lastIndex = start
  while (pattern.lastIndex < end) {
    const offset = pattern.lastIndex
    const { fold, escape } = pattern.exec(text)!.groups!
    // A piece that reaches over the end goes on behind the closing quote.
    const piece = text.slice(offset, Math.min(pattern.lastIndex, end))
    if (fold !== undefined) decoding.add(folded(fold), offset, piece.length)
    else if (escape === undefined || style === 'plain') decoding.add(piece, offset)
    else decoding.add(style === 'single' ? "'" : unescaped(escape), offset, piece.length)
  }
  return decoding.end(end)
}

const FOLD = String.raw`(?<fold>[ \t]*\r?\n(?:[ \t]|\r?\n)*)`
const SINGLE = new RegExp(String.raw`${FOLD}|(?<escape>'')|[ \t]+|[^' \t\r\n]+|[^]`, 'y')
const ESCAPE = String.raw`\\(?<escape>\r?\n[ \t]*|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^])`
const DOUBLE = new RegExp(String.raw`${FOLD}|${ESCAPE}|[ \t]+|[^\\ \t\r\n]+|[^]`, 'y')

/** One line break is a space, and more are one fewer. */
function folded(lineBreaks: string): string {
  const count = lineBreaks.split('\n').length - 1
  return count === 1 ? ' ' : '\n'.repeat(count - 1)
}

const ESCAPES: Readonly<Record<string, string>> = {
  0: '\0', a: '\x07', b: '\b', e: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', N: '\x85', _: '\xa0', L: '\u2028', P: '\u2029',
}

function unescaped(escape: string): string {
  if (escape.includes('\n')) return ''
  if (escape.length > 1) return String.fromCodePoint(parseInt(escape.slice(1), 16))
  return ESCAPES[escape] ?? escape
}
