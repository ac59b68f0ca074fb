import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../src/syntax/json.js'
import { type Node, plainValueOf } from '../../src/syntax/node.js'
import { nodeAt } from '../../src/syntax/pointer.js'
import { SourceFile } from '../../src/text/source-text.js'

function parse(text: string): Node {
  const { root } = parseJson(new SourceFile('file.json', text))
  assert.ok(root)
  return root
}

// The document and the results of RFC 6901, section 5.
const example = parse(
  String.raw`{"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7, "m~n": 8}`,
)
const expected: Record<string, unknown> = {
  '/foo': ['bar', 'baz'],
  '/foo/0': 'bar',
  '/': 0,
  '/a~1b': 1,
  '/c%d': 2,
  '/e^f': 3,
  '/g|h': 4,
  '/i\\j': 5,
  '/k"l': 6,
  '/ ': 7,
  '/m~0n': 8,
}

test('the empty pointer is the whole document', () => {
  assert.equal(nodeAt(example, ''), example)
})

for (const [pointer, value] of Object.entries(expected)) {
  test(`"${pointer}" leads to ${JSON.stringify(value)}`, () => {
    assert.deepEqual(plainValueOf(nodeAt(example, pointer)!), value)
  })
}

for (const pointer of ['foo', '/foo/2', '/foo/00', '/foo/-', '/foo/+0', '/foo/0x0', '/foo/0/bar', '/bar', '/foo/', '#/foo']) {
  test(`"${pointer}" leads nowhere`, () => {
    assert.equal(nodeAt(example, pointer), undefined)
  })
}

test('"~01" is the key "~1"', () => {
  assert.equal(nodeAt(parse('{"~1": 1, "/": 2}'), '/~01')?.kind, 'number')
})

test('of duplicate keys the last is meant', () => {
  assert.deepEqual(plainValueOf(nodeAt(parse('{"a": 1, "a": 2}'), '/a')!), 2)
})

test('every value is found by its pointer', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const root = parse(JSON.stringify(value))
      const visit = (inner: unknown, pointer: string): void => {
        assert.deepEqual(JSON.stringify(plainValueOf(nodeAt(root, pointer)!)), JSON.stringify(inner))
        if (typeof inner !== 'object' || inner === null) return
        for (const [key, child] of Object.entries(inner)) visit(child, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`)
      }
      visit(value, '')
    }),
  )
})
