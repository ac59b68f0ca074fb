import type { SourceText, Span } from './source-text.js'

/**
 * The inside of a string literal, with a map back to the literal: a text inside a text, at any depth of escaping.
 * `breaks` holds pairs [decoded offset, literal offset], ascending, one wherever the two stop advancing together;
 * the first pair is [0, offset of the first character of the contents].
 * Two pairs for one decoded offset leave out what stands between them in the literal: text ends at the first and begins at the second.
 */
export class DecodedString implements SourceText {
  readonly text: string
  readonly #literal: SourceText
  readonly #breaks: readonly number[]

  constructor(text: string, literal: SourceText, breaks: readonly number[]) {
    this.text = text
    this.#literal = literal
    this.#breaks = breaks
  }

  spanOf(start: number, end: number): Span {
    const literalEnd = this.#literalOffset(end, 'end')
    return this.#literal.spanOf(start === end ? literalEnd : this.#literalOffset(start, 'start'), literalEnd)
  }

  #literalOffset(offset: number, side: 'start' | 'end'): number {
    const breaks = this.#breaks
    let low = 0
    let high = breaks.length / 2 - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (breaks[middle * 2]! <= offset) low = middle
      else high = middle - 1
    }
    if (side === 'end' && breaks[low * 2 - 2] === offset) low--
    return breaks[low * 2 + 1]! + offset - breaks[low * 2]!
  }
}
