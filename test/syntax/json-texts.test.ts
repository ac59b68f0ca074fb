import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseJsonTexts } from '../../src/syntax/json.js'
import { plainValueOf, spanOf } from '../../src/syntax/node.js'
import { SourceFile } from '../../src/text/source-text.js'

function parse(text: string): { values: unknown[]; faults: string[] } {
  const { roots, faults } = parseJsonTexts(new SourceFile('file.json', text))
  return { values: roots.map(plainValueOf), faults: faults.map(({ at, message }) => `${at.start} ${message}`) }
}

const accepted: [name: string, text: string, ...values: unknown[]][] = [
  ['one text', ' {"a": 1} ', { a: 1 }],
  ['a text that is no object', '1', 1],
  ['JSON lines', '{"a": 1}\n{"a": 2}\n\n[3]\n', { a: 1 }, { a: 2 }, [3]],
  ['texts without a line break between them', '{"a": "}{"}{"b": ["]["]}', { a: '}{' }, { b: [']['] }],
]

for (const [name, text, ...values] of accepted) test(`JSON texts: ${name}`, () => assert.deepEqual(parse(text), { values, faults: [] }))

test('each text has a root exactly when it has no faults', () => {
  const { values, faults } = parse('{"a": 1}\n{"b": 2,}\n{"c": 3}\n{"d": [')
  assert.deepEqual(values, [{ a: 1 }, { c: 3 }])
  assert.deepEqual(faults, [
    '16 this comma stands before the closing "}"',
    '35 the text ends while the array opened at line 4, column 7, inside the object opened at line 4, column 1 is still open',
  ])
})

test('what is no text after a text makes a fault of the whole', () => {
  for (const text of ['{} x', '{}, {}', '{}]', '{}} {}', '{} 1', '1 2']) assert.deepEqual(parse(text).values, [], text)
})

test('places stand in the file', () => {
  const { roots } = parseJsonTexts(new SourceFile('file.json', '{"a": 1}\n{"b": "c\\n"}'))
  const [, second] = roots
  assert.ok(second?.kind === 'object' && second.members[0]!.value.kind === 'string')
  const { value } = second.members[0]!
  assert.deepEqual([spanOf(second).start, spanOf(value).start, spanOf(value).end], [9, 15, 20])
  assert.equal(value.kind === 'string' && value.inside().spanOf(1, 2).end, 19)
})
