import type { SourceText, Span } from './source-text.js'

/** A stretch of a text. */
export interface Place {
  readonly source: SourceText
  readonly start: number
  readonly end: number
}

/** Text with the place that it came from. */
export interface Piece extends Place {
  readonly text: string
  /** Whether each character stands at its own place, the first at `start`; else each stands for the whole stretch. */
  readonly isExact: boolean
}

/** All of a text as a piece of another. */
export function pieceOf(source: SourceText): Piece {
  return { text: source.text, source, start: 0, end: source.text.length, isExact: true }
}

/** A text put together from pieces of others, each of which keeps its place. */
export class PiecedText implements SourceText {
  readonly text: string
  readonly #pieces: readonly Piece[]
  /** Where each piece begins, once asked for. */
  #starts: readonly number[] = []
  readonly #whole: Place

  /** `whole` is the place of what no stretch of a file can show, such as pieces in another order than in the file. */
  constructor(pieces: readonly Piece[], whole: Place) {
    this.#pieces = pieces.filter(({ text }) => text !== '')
    this.#whole = whole
    let all = ''
    for (const { text } of this.#pieces) all += text
    this.text = all
  }

  spanOf(start: number, end: number): Span {
    if (this.#pieces.length === 0) return spanOfPlace(this.#whole)
    if (this.#starts.length === 0) this.#starts = startsOf(this.#pieces)
    const last = this.#pieceBefore(end)
    if (start === end) return this.#spanIn(last, end, end)
    const first = this.#pieceBefore(start + 1)
    if (first === last) return this.#spanIn(first, start, end)
    const begin = this.#spanIn(first, start, this.#starts[first + 1]!)
    const close = this.#spanIn(last, this.#starts[last]!, end)
    if (begin.file !== close.file || begin.start > close.start || begin.end > close.end) return spanOfPlace(this.#whole)
    return { file: begin.file, start: begin.start, end: close.end }
  }

  /** The span of characters of one piece. */
  #spanIn(index: number, start: number, end: number): Span {
    const piece = this.#pieces[index]!
    if (!piece.isExact) return spanOfPlace(piece)
    const shift = piece.start - this.#starts[index]!
    return piece.source.spanOf(start + shift, end + shift)
  }

  /** The piece that holds the character before the offset; the first one at the start. */
  #pieceBefore(offset: number): number {
    let low = 0
    let high = this.#starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (this.#starts[middle]! < offset) low = middle
      else high = middle - 1
    }
    return low
  }
}

function startsOf(pieces: readonly Piece[]): number[] {
  let end = 0
  return pieces.map(({ text }) => {
    const start = end
    end += text.length
    return start
  })
}

function spanOfPlace({ source, start, end }: Place): Span {
  return source.spanOf(start, end)
}
