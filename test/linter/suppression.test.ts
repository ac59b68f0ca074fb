import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isExpired, matchesGlob } from '../../src/linter/suppression.js'
import { place } from './stand-ins.js'

const cases: [glob: string, text: string, matches: boolean][] = [
  ['vpce-1', 'vpce-1', true],
  ['vpce-1', 'vpce-12', false],
  ['vpce-*', 'vpce-12', true],
  ['*', '', true],
  ['a*a', 'a', false],
  ['a*a', 'aa', true],
  ['*b*b*', 'abab', true],
  ['*b*b*', 'ab', false],
  ['a*bc*c', 'abc', false],
  ['a.c', 'abc', false],
]

for (const [glob, text, matches] of cases) {
  test(`"${glob}" ${matches ? 'matches' : 'does not match'} "${text}"`, () => assert.equal(matchesGlob(glob, text), matches))
}

test('a suppression holds through its last day', () => {
  const suppression = { rule: 'r', reason: 'r', expires: '2026-06-15', at: place('c.json', 0), by: 'configuration' }
  assert.equal(isExpired(suppression, '2026-06-15'), false)
  assert.equal(isExpired(suppression, '2026-06-16'), true)
})
