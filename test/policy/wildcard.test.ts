import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { readPattern } from '../../src/policy/pattern.js'
import { internSymbol, symbolOf } from '../../src/policy/symbol.js'
import { matchesPattern, opposite, SORT_CHARACTERS, type Reading } from '../../src/policy/wildcard.js'

const READINGS: readonly Reading[] = ['narrow', 'documented', 'wide']

function matches(pattern: string, text: string, reading: Reading = 'documented', ignoreCase = false): boolean {
  return matchesPattern(readPattern(pattern, { variables: true, wildcards: true }), text, reading, ignoreCase)
}

const MATCHES: readonly (readonly [pattern: string, text: string, expected: boolean])[] = [
  ['', '', true],
  ['*', '', true],
  ['?', '', false],
  ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme/', true],
  ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme', false],
  ['arn:aws:s3:::acme/*', 'arn:aws:s3:::acme/a/b:c', true],
  ['arn:aws:s3:::*', 'arn:aws:s3:::acme/.hidden/{a,b}', true],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b//test/x', true],
  ['arn:aws:s3:::b/*/test/*', 'arn:aws:s3:::b/test/x', false],
  ['a?c', 'abc', true],
  ['a?c', 'a😀c', true],
  ['a?c', 'ac', false],
  ['a${*}c', 'a*c', true],
  ['a${*}c', 'abc', false],
  ['s3:get*', 's3:GetObject', false],
  ['{a,b}', 'a', false],
  ['[ab]', 'a', false],
  ['!a', 'b', false],
]

for (const [pattern, text, expected] of MATCHES) {
  test(`"${pattern}" ${expected ? 'matches' : 'does not match'} "${text}"`, () => {
    for (const reading of READINGS) assert.equal(matches(pattern, text, reading), expected)
  })
}

test('actions fold case when asked to', () => {
  assert.ok(matches('S3:get*', 's3:GetObject', 'documented', true))
  assert.ok(!matches('S3:put*', 's3:GetObject', 'documented', true))
})

/** The definition, without any care for time. */
function matchesNaively(pattern: string, text: string): boolean {
  if (pattern === '') return text === ''
  if (pattern[0] === '*') return matchesNaively(pattern.slice(1), text) || (text !== '' && matchesNaively(pattern, text.slice(1)))
  return text !== '' && (pattern[0] === '?' || pattern[0] === text[0]) && matchesNaively(pattern.slice(1), text.slice(1))
}

const SEED = Number(process.env['SEED'] ?? Date.now() % 1_000_000)

test(`agrees with the definition (SEED=${SEED})`, () => {
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/', '*', '?'), maxLength: 7 })
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), maxLength: 8 })
  fc.assert(fc.property(pattern, text, (one, other) => {
    for (const reading of READINGS) assert.equal(matches(one, other, reading), matchesNaively(one, other), `"${one}" on "${other}"`)
  }), { seed: SEED, numRuns: 20_000 })
})

const REGION = internSymbol('<region>', 'region')!.character
const ACCOUNT = internSymbol('<account-id>', 'account')!.character
const ANYTHING = internSymbol('<prefix>', 'any')!.character

const SYMBOLS: readonly (readonly [what: string, pattern: string, text: string, narrow: boolean, wide: boolean])[] = [
  ['a symbol equals itself', `a-${REGION}`, `a-${REGION}`, true, true],
  ['"*" takes a symbol', 'a-*', `a-${REGION}`, true, true],
  ['"?" may take a symbol of one character', 'a-?', `a-${REGION}`, false, true],
  ['a symbol may be a text of its sort', `a-${REGION}`, 'a-eu-west-1', false, true],
  ['a symbol is no text of another sort', `a-${REGION}`, 'a-EU', false, false],
  ['an account has digits only', `arn:${ACCOUNT}:`, 'arn:aws:', false, false],
  ['a symbol of a sort is never empty', `a-${REGION}/`, 'a-/', false, false],
  ['a symbol of any text may be empty', `a${ANYTHING}`, 'a', false, true],
  ['a symbol of any text may hold slashes', `a${ANYTHING}z`, 'a/b:c/z', false, true],
  ['a symbol in the text may turn out to match', 'a-eu-*', `a-${REGION}`, false, true],
  ['two symbols may turn out to be the same', `a-${REGION}`, `a-${ANYTHING}`, false, true],
  ['two symbols agree where their sorts share a text', `x${ACCOUNT}-1`, `x${REGION}`, false, true],
]

for (const [what, pattern, text, narrow, wide] of SYMBOLS) {
  test(`symbols: ${what}`, () => {
    assert.equal(matches(pattern, text, 'narrow'), narrow)
    assert.equal(matches(pattern, text, 'wide'), wide)
  })
}

/** Texts that a symbol can stand for, short as they are. */
const SAMPLES: Readonly<Record<string, readonly string[]>> = { region: ['a', 'b1', 'a-b'], account: ['1', '12'], any: ['', 'a', '/a', '1'] }

test(`the wide reading covers every text of a symbol, the narrow one only what all have (SEED=${SEED})`, () => {
  const unit = (...more: string[]) => fc.constantFrom('a', 'b', '1', '-', '/', REGION, ACCOUNT, ANYTHING, ...more)
  const pattern = fc.string({ unit: unit('*', '?'), maxLength: 5 })
  const text = fc.string({ unit: unit(), maxLength: 5 })
  fc.assert(fc.property(pattern, text, fc.nat(), (one, other, choice) => {
    const fill = (value: string): string => value.replaceAll(/[\ue000-\uf8ff]/g, (character) => {
      const { sort } = symbolOf(character)!
      const samples = SAMPLES[sort]!
      const sample = samples[choice % samples.length]!
      assert.ok(Array.from(sample).every((letter) => SORT_CHARACTERS[sort].test(letter)))
      return sample
    })
    const concrete = matches(fill(one), fill(other))
    if (matches(one, other, 'narrow')) assert.ok(concrete, `narrow: "${one}" on "${other}" as "${fill(one)}" on "${fill(other)}"`)
    if (concrete) assert.ok(matches(one, other, 'wide'), `wide: "${one}" on "${other}" as "${fill(one)}" on "${fill(other)}"`)
  }), { seed: SEED, numRuns: 20_000 })
})

test('a pattern made to explode takes no time', () => {
  const started = performance.now()
  assert.ok(!matches(`${'*a'.repeat(40)}*b`, 'a'.repeat(2_000)))
  assert.ok(performance.now() - started < 1_000)
})

test('the opposite of a reading', () => {
  assert.deepEqual(READINGS.map(opposite), ['wide', 'documented', 'narrow'])
})
