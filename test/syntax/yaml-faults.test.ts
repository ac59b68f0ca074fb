import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { SyntaxFault } from '../../src/syntax/json.js'
import { parseYaml } from '../../src/syntax/yaml.js'
import { DecodedString } from '../../src/text/decoded-string.js'
import { SourceFile } from '../../src/text/source-text.js'

const cases: Record<string, [text: string, ...faults: string[]][]> = {
  quotes: [
    ['a: "b', '1:6+0 this string lacks its closing quote'],
    ['a: "b\nc: d', '2:5+0 this string lacks its closing quote'],
    ["a: 'it's'", '1:8+2 "s\'" does not fit here'],
    ['a: "\\q"', '1:5+1 "\\q" is not an escape that YAML has'],
    ['a: "\\u12"', '1:5+1 "\\u12" is not an escape that YAML has'],
  ],
  indentation: [
    ['a:\n\tb: c', '2:1+1 a tab stands in the indentation'],
    ['a: 1\n  b: 2', '1:4+1 a key with a colon follows inside this value'],
    ['a:\n  b: 1\n c: 2', '3:1+1 this key does not begin in the column of the keys before it'],
    ['a:\n - b\n- c', '3:1+1 a list stands where a key is expected'],
  ],
  keys: [
    ['a: b: c', '1:4+1 a key with a colon follows inside this value'],
    ['a\nb: c', '1:1+3 a key goes on over more than one line'],
    ['a: b\nc\nd: e', '2:1+1 a colon is missing after the key "c"'],
    ['a: b\n"c d"\n', '2:1+5 a colon is missing after the key "c d"'],
    ['a: - b', '1:4+1 "-" does not fit here', '1:6+1 a colon is missing after the key "b"'],
    [`${'k'.repeat(1100)}: v`, '1:1+1100 a key has more than 1024 characters'],
  ],
  brackets: [
    ['[a, b', '1:6+0 "]" is missing here, or what stands in brackets is not indented'],
    ['[a, , b]', '1:5+1 nothing stands before this comma'],
    ['[a]]', '1:4+1 "]" does not fit here'],
    ['a: }', '1:4+1 "}" does not fit here'],
    ['["a" "b"]', '1:6+1 a comma is missing here'],
    ['[a, \n- b]', '2:1+3 a list or object by indentation stands inside brackets'],
  ],
  'text of several lines': [
    ['a: |x\n  b', '1:5+1 only a digit, "+", "-" and a comment may follow on "|" or ">"'],
    ['a: |\n     \n  b', '3:3+1 the text below "|" or ">" is not indented as it must be'],
  ],
  'characters with a meaning': [
    ['a: *', '1:4+1 "*" without quotes is an alias without a name'],
    ['a: @b', '1:4+1 a value without quotes cannot begin with "@"'],
    ['a: %b', '1:4+1 a value without quotes cannot begin with "%"'],
    ['%a', '1:3+0 no "---" ends the lines that begin with "%"'],
    ['- a#b #c\n- "d"#e', '2:6+2 a space is missing before this comment'],
  ],
  'aliases and tags': [
    ['a: *b', '1:4+2 the alias "*b" stands for nothing: no anchor "&b" stands before it'],
    ['- *a\n- &a b', '1:3+2 the alias "*a" stands for nothing: no anchor "&a" stands before it'],
    ['&a [*a]', '1:5+2 the alias "*a" stands inside the value that it stands for'],
    ['- &a b\n- &c *a', '2:6+2 an alias has an anchor or a tag of its own'],
    ['&a &b c', '1:4+2 a node can have at most one anchor'],
    ['a: !b!c d', '1:4+4 could not resolve tag: !b!c'],
  ],
  'other text': [
    ['"a" b', '1:5+1 "b" does not fit here'],
    ['--- a: b', '1:5+1 a key or an item follows on the line of "---"'],
  ],
}

function described(faults: readonly SyntaxFault[]): string[] {
  return faults.map(({ message, at }) => {
    const { line, column } = at.file.positionAt(at.start)
    return `${line}:${column}+${at.end - at.start} ${message}`
  })
}

for (const [topic, texts] of Object.entries(cases)) {
  for (const [text, ...expected] of texts) {
    test(`faults about ${topic}: ${JSON.stringify(text).slice(0, 80)}`, () => {
      const { roots, faults } = parseYaml(new SourceFile('file.yaml', text))
      assert.deepEqual([roots, described(faults)], [[], expected])
    })
  }
}

test('a document with a fault has no root, and the others have', () => {
  const { roots, faults } = parseYaml(new SourceFile('file.yaml', 'a: b\n---\nc: }\n---\nd: *e\n---\nf: g\n'))
  assert.equal(roots.length, 2)
  assert.deepEqual(faults.map(({ at }) => at.file.positionAt(at.start).line), [3, 5])
})

test('a fault inside a string stands at its place in the file', () => {
  const file = new SourceFile('file.json', String.raw`{"Content": "a:\n\tb: c\n"}`)
  const { faults } = parseYaml(new DecodedString('a:\n\tb: c\n', file, [0, 13, 3, 17, 4, 19, 9, 25]))
  assert.deepEqual(faults.map(({ at }) => file.text.slice(at.start, at.end)), ['\\t'])
})

test('a file in another format gives no endless list', () => {
  assert.equal(parseYaml(new SourceFile('file.yaml', `${'{% a %}\n'.repeat(5000)}`)).faults.length, 1000)
})
