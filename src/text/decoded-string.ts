import type { SourceText, Span } from './source-text.js'

/**
 * The inside of a string literal, with a map back to the literal: a text inside a text, at any depth of escaping.
 * `breaks` holds pairs [decoded offset, literal offset], ascending, one wherever the two stop advancing together;
 * the first pair is [0, offset of the first character of the contents].
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
    return this.#literal.spanOf(this.#literalOffset(start), this.#literalOffset(end))
  }

  #literalOffset(offset: number): number {
    const breaks = this.#breaks
    let low = 0
    let high = breaks.length / 2 - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (breaks[middle * 2]! <= offset) low = middle
      else high = middle - 1
    }
    return breaks[low * 2 + 1]! + offset - breaks[low * 2]!
  }
}
