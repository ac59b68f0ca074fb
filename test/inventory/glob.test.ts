import assert from 'node:assert/strict'
import test from 'node:test'
import { matchesGlob } from '../../src/inventory/glob.js'

test('globs of * and ?', () => {
  const matching = [
    ['*', ''], ['vpc-*', 'vpc-0a'], ['a*b*c', 'a/b.xbc'], ['?', 'x'], ['{a,b}', '{a,b}'], ['**', 'x/y'], ['a*', 'a'], ['', ''],
  ]
  const others = [['vpc-*', 'Vpc-0a'], ['?', ''], ['?', 'xy'], ['a', 'a*'], ['{a,b}', 'a'], ['a*b', 'abc'], ['', 'x']]
  for (const [glob, text] of matching) assert(matchesGlob(glob!, text!), `${glob} matches ${text}`)
  for (const [glob, text] of others) assert(!matchesGlob(glob!, text!), `${glob} does not match ${text}`)
})

test('many stars take no time', () => {
  assert(!matchesGlob('*a'.repeat(50), 'a'.repeat(49)))
  assert(!matchesGlob(`${'a*'.repeat(100)}b`, 'a'.repeat(5000)))
})
