import assert from 'node:assert/strict'
import { test } from 'node:test'
import { DecodedString } from '../../src/text/decoded-string.js'
import { SourceFile } from '../../src/text/source-text.js'
import { selected } from '../support/selected.js'

test('a string without escapes is shifted by its opening quote', () => {
  const decoded = new DecodedString('abc', new SourceFile('file.json', '  "abc"'), [0, 3])
  assert.equal(selected(decoded, 0, 3), 'abc')
  assert.equal(selected(decoded, 1, 2), 'b')
})

test('the span of a decoded character is its escape sequence', () => {
  const literal = String.raw`"a\nb\u00e9\\c"`
  const decoded = new DecodedString('a\nbé\\c', new SourceFile('file.json', literal), [0, 1, 2, 4, 4, 11, 5, 13])
  const parts = Array.from(decoded.text, (_, offset) => selected(decoded, offset, offset + 1))
  assert.deepEqual(parts, ['a', '\\n', 'b', '\\u00e9', '\\\\', 'c'])
})

test('an empty span lies between two characters, at the end before the closing quote', () => {
  const decoded = new DecodedString('a\nb', new SourceFile('file.json', String.raw`"a\nb"`), [0, 1, 2, 4])
  assert.equal(decoded.spanOf(2, 2).start, 4)
  assert.equal(decoded.spanOf(3, 3).start, 5)
})

test('the end of an empty string is the place before its closing quote', () => {
  const decoded = new DecodedString('', new SourceFile('file.json', '""'), [0, 1])
  assert.deepEqual([decoded.spanOf(0, 0).start, decoded.spanOf(0, 0).end], [1, 1])
})

test('a string in a string maps through both', () => {
  const outer = new DecodedString(String.raw`"x\ty"`, new SourceFile('file.json', String.raw`"\"x\\ty\""`), [0, 1, 1, 3, 3, 6, 6, 10])
  const inner = new DecodedString('x\ty', outer, [0, 1, 2, 4])
  assert.equal(selected(inner, 0, 1), 'x')
  assert.equal(selected(inner, 1, 2), String.raw`\\t`)
  assert.equal(selected(inner, 2, 3), 'y')
})

test('what stands between two pairs for one offset belongs to no character', () => {
  const decoded = new DecodedString('ab', new SourceFile('file.yaml', '"a\\\n  b"'), [0, 1, 1, 2, 1, 6])
  assert.deepEqual([selected(decoded, 0, 1), selected(decoded, 1, 2), selected(decoded, 0, 2)], ['a', 'b', 'a\\\n  b'])
  assert.deepEqual([decoded.spanOf(1, 1).start, decoded.spanOf(1, 1).end], [2, 2])
})
