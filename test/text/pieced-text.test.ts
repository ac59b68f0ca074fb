import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { PiecedText, pieceOf, type Piece } from '../../src/text/pieced-text.js'
import { SourceFile } from '../../src/text/source-text.js'
import { selected } from '../support/selected.js'

const file = new SourceFile('file.yaml', 'arn:${P}:s3 tail')
const whole = { source: file, start: 0, end: 11 }
const sub = new PiecedText([
  { text: 'arn:', source: file, start: 0, end: 4, isExact: true },
  { text: 'aws-us-gov', source: file, start: 4, end: 8, isExact: false },
  { text: ':s3', source: file, start: 8, end: 11, isExact: true },
], whole)

test('literal characters have their own places, and what was put in has the place of the reference', () => {
  assert.equal(sub.text, 'arn:aws-us-gov:s3')
  assert.equal(selected(sub, 0, 3), 'arn')
  assert.equal(selected(sub, 6, 7), '${P}')
  assert.equal(selected(sub, 2, 6), 'n:${P}')
  assert.equal(selected(sub, 5, 16), '${P}:s')
  assert.equal(selected(sub, 0, sub.text.length), 'arn:${P}:s3')
})

test('an empty span is at the end of what stands before it', () => {
  assert.deepEqual([sub.spanOf(0, 0).start, sub.spanOf(0, 0).end], [0, 0])
  assert.deepEqual([sub.spanOf(4, 4).start, sub.spanOf(4, 4).end], [4, 4])
  assert.deepEqual([sub.spanOf(17, 17).start, sub.spanOf(17, 17).end], [11, 11])
})

test('what no stretch of a file shows has the place of the whole', () => {
  const swapped = new PiecedText([
    { text: 's3', source: file, start: 9, end: 11, isExact: true }, { text: 'arn', source: file, start: 0, end: 3, isExact: true },
  ], whole)
  assert.equal(selected(swapped, 0, 2), 's3')
  assert.equal(selected(swapped, 1, 4), 'arn:${P}:s3')
  const elsewhere = new PiecedText([pieceOf(new SourceFile('other.yaml', 'x')), { text: 'arn', source: file, start: 0, end: 3, isExact: true }], whole)
  assert.equal(selected(elsewhere, 0, 2), 'arn:${P}:s3')
  assert.equal(selected(new PiecedText([], whole), 0, 0), 'arn:${P}:s3')
})

test('every stretch of a text in pieces maps to the stretch from its first to its last character', () => {
  const text = fc.string({ minLength: 0, maxLength: 6 })
  fc.assert(fc.property(fc.array(fc.record({ literal: text, put: text, isExact: fc.boolean() }), { maxLength: 6 }), fc.nat(), fc.nat(), (parts, a, b) => {
    let source = ''
    const rows: { piece: Omit<Piece, 'source'>; spans: [number, number][] }[] = parts.map(({ literal, put, isExact }) => {
      const start = source.length
      source += literal
      const end = source.length
      const value = isExact ? literal : put
      return {
        piece: { text: value, start, end, isExact },
        spans: Array.from({ length: value.length }, (_, index) => isExact ? [start + index, start + index + 1] : [start, end]),
      }
    })
    const over = new SourceFile('file', source)
    const pieced = new PiecedText(rows.map(({ piece }) => ({ ...piece, source: over })), { source: over, start: 0, end: source.length })
    const spans = rows.flatMap((row) => row.spans)
    assert.equal(pieced.text.length, spans.length)
    if (spans.length === 0) return
    const [start, end] = [a % spans.length, b % spans.length].sort((one, other) => one - other) as [number, number]
    const span = pieced.spanOf(start, end + 1)
    assert.deepEqual([span.start, span.end], [spans[start]![0], spans[end]![1]])
    // In pieces of pieces too.
    const outer = new PiecedText([{ text: pieced.text.slice(start), source: pieced, start, end: pieced.text.length, isExact: true }], { source: over, start: 0, end: 0 })
    const inner = outer.spanOf(0, end + 1 - start)
    assert.deepEqual([inner.start, inner.end], [span.start, span.end])
  }))
})
