import { createScanner } from 'jsonc-parser'
import type { SourceText, Span } from '../text/source-text.js'
import type { SyntaxFault } from './json-faults.js'

/** A comment with its place; `text` is what it says, without what opens and closes it. */
export interface Comment {
  readonly text: string
  readonly at: Span
}

// SyntaxKind and ScanError of jsonc-parser, which are const enums that isolated modules cannot import.
const CLOSING: readonly number[] = [2, 4]
const COMMA = 5
// After these nothing stands before a comma, which is then no trailing one: openings, another comma and a colon.
const NO_VALUE: readonly number[] = [1, 3, COMMA, 6]
const LINE_COMMENT = 12
const BLOCK_COMMENT = 13
const LINE_BREAK = 14
const WHITE_SPACE = 15
const END = 17
const UNEXPECTED_END_OF_COMMENT = 1

/** A text that is JSON but for comments and trailing commas, made JSON: blanks stand in their place, and all else where it stood. */
export function blankComments(source: SourceText): { source: SourceText; comments: Comment[]; faults: SyntaxFault[] } {
  const { text } = source
  const scanner = createScanner(text)
  const comments: Comment[] = []
  const faults: SyntaxFault[] = []
  const parts: string[] = []
  let copied = 0
  const blank = (start: number, end: number): void => {
    parts.push(text.slice(copied, start), text.slice(start, end).replaceAll(/[^\r\n]/g, ' '))
    copied = end
  }
  // Comments that stand after a comma of which it is not known yet whether it is the last.
  let comma: number | undefined
  let previous = 1
  let waiting: [start: number, end: number][] = []
  const settle = (isTrailing: boolean): void => {
    if (isTrailing && comma !== undefined) blank(comma, comma + 1)
    for (const [start, end] of waiting) blank(start, end)
    comma = undefined
    waiting = []
  }
  for (let kind: number = scanner.scan(); kind !== END; kind = scanner.scan()) {
    const start = scanner.getTokenOffset()
    const end = start + scanner.getTokenLength()
    if (kind === LINE_COMMENT || kind === BLOCK_COMMENT) {
      const closes = kind === BLOCK_COMMENT && scanner.getTokenError() !== UNEXPECTED_END_OF_COMMENT
      if (kind === BLOCK_COMMENT && !closes) faults.push(unclosed(source, start))
      comments.push({ text: text.slice(start + 2, closes ? end - 2 : end), at: source.spanOf(start, end) })
      waiting.push([start, end])
    } else if (kind !== LINE_BREAK && kind !== WHITE_SPACE) {
      settle(CLOSING.includes(kind))
      if (kind === COMMA && !NO_VALUE.includes(previous)) comma = start
      previous = kind
    }
  }
  settle(false)
  const blanked = copied === 0 ? text : parts.join('') + text.slice(copied)
  return { source: { text: blanked, spanOf: (start, end) => source.spanOf(start, end) }, comments, faults }
}

function unclosed(source: SourceText, start: number): SyntaxFault {
  return { id: 'syntax-error', message: 'this comment is not closed', help: 'Close it with "*/".', at: source.spanOf(start, start + 2) }
}
