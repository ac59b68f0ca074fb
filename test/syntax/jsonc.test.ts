import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJsonc } from '../../src/syntax/json.js'
import { plainValueOf } from '../../src/syntax/node.js'
import { SourceFile } from '../../src/text/source-text.js'

const accepted: [name: string, text: string, value: unknown][] = [
  ['comments of both kinds', '// a\n{"b": /* c */ 1} // d', { b: 1 }],
  ['trailing commas', '{"a": [1, 2,], "b": {"c": 3,},}', { a: [1, 2], b: { c: 3 } }],
  ['a comment after a trailing comma', '[1, // a\n /* b */ ]', [1]],
  ['strings that look like comments', '{"a": "// b", "c": "/* d */ ,]"}', { a: '// b', c: '/* d */ ,]' }],
  ['an escaped quote', '{"a": "\\"// b"} // "', { a: '"// b' }],
]

for (const [name, text, value] of accepted) {
  test(`JSONC: ${name}`, () => {
    const { root, faults } = parseJsonc(new SourceFile('a.jsonc', text))
    assert.deepEqual(faults, [])
    assert.deepEqual(plainValueOf(root!), value)
  })
}

const rejected: [name: string, text: string, expected: RegExp][] = [
  ['a comma alone', '[,]', /^1:2 nothing stands before this comma/],
  ['two commas', '[1,,]', /^1:4 /],
  ['an open comment', '{}\n/* a', /^2:1 this comment is not closed/],
  ['a comment of YAML', '{} # a', /^1:4 /],
  ['a mistake behind a comment', '{ // a\n  "b" 1}', /^2:6 a colon is missing/],
  ['nothing but comments', '// a', /^1:\d+ the text holds nothing/],
]

for (const [name, text, expected] of rejected) {
  test(`JSONC: ${name} is a fault at its place`, () => {
    const { root, faults } = parseJsonc(new SourceFile('a.jsonc', text))
    assert.equal(root, undefined)
    const { file, start } = faults[0]!.at
    const { line, column } = file.positionAt(start)
    assert.match(`${line}:${column} ${faults[0]!.message}`, expected)
  })
}
