import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText, internSymbol } from '../../src/policy/symbol.js'

test('a text is one symbol in a scope, another in another, and looks the same in both', () => {
  const [one, again, other, none] = [['a'], ['a'], ['b'], []].map(([scope]) => internSymbol('<VpcId>', 'any', scope)!.character)
  assert.equal(one, again)
  assert.equal(new Set([one, other, none]).size, 3)
  assert.deepEqual([one, other, none].map((character) => displayText(character!)), ['<VpcId>', '<VpcId>', '<VpcId>'])
})
