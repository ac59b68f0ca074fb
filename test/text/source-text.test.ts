import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type Position, SourceFile } from '../../src/text/source-text.js'

/** Slow and plain: counts the line breaks that end at or before the offset. */
function naivePositionAt(text: string, offset: number): Position {
  const ends = [...text.matchAll(/\r\n|\r|\n/g)].map((match) => match.index + match[0].length).filter((end) => end <= offset)
  return { line: ends.length + 1, column: offset - (ends.at(-1) ?? 0) + 1 }
}

const textWithLines = fc
  .array(fc.constantFrom('\r', '\n', '\r\n', '\n\r', 'a', 'bc', '\t', '😀', '\uFEFF', '\u2028', '\f'))
  .map((parts) => parts.join(''))

test('positions agree with a naive count of LF, CR and CRLF', () => {
  fc.assert(
    fc.property(textWithLines, (text) => {
      const file = new SourceFile('file.json', text)
      for (let offset = 0; offset <= text.length; offset++) assert.deepEqual(file.positionAt(offset), naivePositionAt(text, offset))
    }),
  )
})

test('columns count UTF-16 units: a tab is one, a surrogate pair two', () => {
  const file = new SourceFile('file.json', '\t"😀"\r\n\tx')
  assert.deepEqual(file.positionAt(1), { line: 1, column: 2 })
  assert.deepEqual(file.positionAt(4), { line: 1, column: 5 })
  assert.deepEqual(file.positionAt(8), { line: 2, column: 2 })
})

test('a CRLF is one break, and its LF still stands on the line it ends', () => {
  const file = new SourceFile('file.json', 'a\r\nb')
  assert.deepEqual(file.positionAt(2), { line: 1, column: 3 })
  assert.deepEqual(file.positionAt(3), { line: 2, column: 1 })
})

test('the end of a file has a position, also after a last line break', () => {
  assert.deepEqual(new SourceFile('empty.json', '').positionAt(0), { line: 1, column: 1 })
  assert.deepEqual(new SourceFile('file.json', 'a\n').positionAt(2), { line: 2, column: 1 })
})

test('a span of a file holds the offsets as they are', () => {
  const file = new SourceFile('file.json', 'abc')
  assert.deepEqual(file.spanOf(1, 2), { file, start: 1, end: 2 })
})
