import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { covers, globOf, mayOverlap, type Glob } from '../../src/access/glob.js'
import { findWord, matches } from '../../src/access/word.js'
import { readPattern } from '../../src/policy/pattern.js'

const glob = (text: string): Glob => globOf(readPattern(text, { variables: false, wildcards: true }), { wide: false })!
const regex = (text: string) => new RegExp(`^${text.replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`)
const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 6 }).map((letters) => letters.join(''))
const words = ['', ...'abc', ...[...'abc'].flatMap((x) => [...'abc'].map((y) => x + y)), ...[...'abc'].flatMap((x) => [...'abc'].flatMap((y) => [...'abc'].map((z) => x + y + z))), 'abab', 'aabb', 'ccaabbcc']

test('matches agrees with a regular expression', () => {
  fc.assert(fc.property(pattern, fc.constantFrom(...words), (text, word) => assert.equal(matches(glob(text), word), regex(text).test(word))), { numRuns: 5000 })
})

test('covers is never wrong, and complete without question marks', () => {
  fc.assert(fc.property(pattern, pattern, (outer, inner) => {
    const all = words.filter((word) => regex(inner).test(word)).every((word) => regex(outer).test(word))
    if (covers(glob(outer), glob(inner))) assert.ok(all, `${outer} does not cover ${inner}`)
    else if (!outer.includes('?')) assert.notEqual(findWord([glob(inner)], [glob(outer)]), 'none')
  }), { numRuns: 5000 })
})

test('mayOverlap is false only where nothing matches both', () => {
  fc.assert(fc.property(pattern, pattern, (one, other) => {
    if (!mayOverlap(glob(one), glob(other))) assert.ok(!words.some((word) => regex(one).test(word) && regex(other).test(word)))
  }), { numRuns: 5000 })
})

test('findWord gives a word of all and none, or there is none', () => {
  fc.assert(fc.property(fc.array(pattern, { minLength: 1, maxLength: 3 }), fc.array(pattern, { maxLength: 3 }), (positive, negative) => {
    const found = findWord(positive.map(glob), negative.map(glob))
    const fits = (word: string) => positive.every((text) => regex(text).test(word)) && !negative.some((text) => regex(text).test(word))
    if (found === 'none') assert.deepEqual(words.filter(fits), [])
    else assert.ok(found !== 'gave-up' && fits(found.word), JSON.stringify(found))
  }), { numRuns: 5000 })
})

test('a word is closed by the overlap of two families', () => {
  const asked = ['arn:aws:s3:::aws-ssm-*/*', 'arn:aws:s3:::*-eu-west-1/*'].map(glob)
  assert.equal(findWord(asked, ['arn:aws:s3:::aws-ssm-*-eu-west-1/*', 'arn:aws:s3:::aws-ssm-eu-west-1/*'].map(glob)), 'none')
  assert.notEqual(findWord(asked, [glob('arn:aws:s3:::aws-ssm-*-eu-west-1/*')]), 'none')
})

test('a search that grows without end is given up', () => {
  const any = '?'.repeat(24)
  const covering = [...Array.from({ length: 24 }, (_, length) => '?'.repeat(length)), `${any}*`]
  assert.equal(findWord([glob('*')], [...covering, `*a${'?'.repeat(22)}`, `*b${'?'.repeat(21)}c`].map(glob)), 'gave-up')
})
