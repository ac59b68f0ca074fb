import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { nearest } from '../../src/text/nearest.js'

const cases: [word: string, candidates: string[], expected: string | undefined][] = [
  ['Resorce', ['Action', 'Resource', 'NotResource'], 'Resource'],
  ['policy.jsno', ['policy.json', 'policies'], 'policy.json'],
  ['ACTION', ['Effect', 'action'], 'action'],
  ['formt', ['format', 'form'], 'format'],
  ['eu-west-11', ['eu-west-1', 'eu-west-2', 'us-east-1'], 'eu-west-1'],
  ['Principle', ['Principal', 'NotPrincipal'], 'Principal'],
  ['Sid', ['Effect', 'Version'], undefined],
  ['a', ['b'], undefined],
  ['', ['a'], undefined],
  ['Action', [], undefined],
]

for (const [word, candidates, expected] of cases) {
  test(`the nearest to "${word}" among ${candidates.join(', ') || 'nothing'} is ${expected ?? 'none'}`, () => {
    assert.equal(nearest(word, candidates), expected)
  })
}

test('of equally near candidates the first wins', () => {
  assert.equal(nearest('tool', ['pool', 'fool']), 'pool')
})

test('a word is nearest to itself', () => {
  fc.assert(
    fc.property(fc.string(), fc.array(fc.string()), (word, others) => {
      fc.pre(others.every((other) => other.toLowerCase() !== word.toLowerCase()))
      assert.equal(nearest(word, [...others, word]), word)
    }),
  )
})

test('two neighbours that are swapped are one slip', () => {
  const words = fc.string({ unit: fc.constantFrom(...'abcdefgh'), minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(words, fc.nat(), (word, seed) => {
      const at = seed % (word.length - 1)
      const swapped = word.slice(0, at) + word[at + 1]! + word[at]! + word.slice(at + 2)
      assert.equal(nearest(swapped, [word]), word)
    }),
  )
})
