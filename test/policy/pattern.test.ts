import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isLiteral, readPattern, variablesIn, type Token } from '../../src/policy/pattern.js'

const ALL = { variables: true, wildcards: true }
const text = (value: string): Token => ({ kind: 'text', text: value })
const variable = (name: string, fallback?: string): Token => ({ kind: 'variable', key: name.toLowerCase(), name, fallback })
const any: Token = { kind: 'any' }
const one: Token = { kind: 'one' }

const PATTERNS: readonly (readonly [pattern: string, tokens: readonly Token[]])[] = [
  ['', []],
  ['plain', [text('plain')]],
  ['a*b?c', [text('a'), any, text('b'), one, text('c')]],
  ['**??', [any, any, one, one]],
  ['a/${aws:username}/*', [text('a/'), variable('aws:username'), text('/'), any]],
  ['${aws:PrincipalTag/Cost-Centre}', [variable('aws:PrincipalTag/Cost-Centre')]],
  ["${aws:PrincipalTag/team, 'no team'}x", [variable('aws:PrincipalTag/team', 'no team'), text('x')]],
  ["${aws:username,''}", [variable('aws:username', '')]],
  ['${ aws:username }', [variable('aws:username')]],
  ['a${*}${?}${$}b', [text('a*?$b')]],
  ['${$}{aws:username}', [text('${aws:username}')]],
  ['$${aws:username}', [text('$'), variable('aws:username')]],
  ['${aws:username', [text('${aws:username')]],
  ['${}', [text('${}')]],
  ['$ { } $', [text('$ { } $')]],
  ["${aws:username, 'it*'}", [variable('aws:username', 'it*')]],
]

for (const [pattern, tokens] of PATTERNS) {
  test(`the tokens of ${JSON.stringify(pattern)}`, () => assert.deepEqual(readPattern(pattern, ALL), tokens))
}

test('without variables "${…}" is text, its wildcards are wildcards', () => {
  assert.deepEqual(readPattern('${aws:username}', { variables: false, wildcards: true }), [text('${aws:username}')])
  assert.deepEqual(readPattern('${*}', { variables: false, wildcards: true }), [text('${'), any, text('}')])
})

test('without wildcards "*" and "?" are text, variables stay', () => {
  const tokens = readPattern('*?${aws:username}${*}', { variables: true, wildcards: false })
  assert.deepEqual(tokens, [text('*?'), variable('aws:username'), text('*')])
})

test('adjacent literal characters are one token', () => {
  for (const [pattern] of PATTERNS) {
    const kinds = readPattern(pattern, ALL).map(({ kind }) => kind)
    assert.ok(!kinds.some((kind, index) => kind === 'text' && kinds[index + 1] === 'text'), pattern)
  }
})

test('only patterns of text alone are literal', () => {
  for (const pattern of ['', 'abc', '${*}']) assert.ok(isLiteral(readPattern(pattern, ALL)), pattern)
  for (const pattern of ['a*', 'a?', '${aws:userid}']) assert.ok(!isLiteral(readPattern(pattern, ALL)), pattern)
})

test('variables are named in lower case, since keys fold case', () => {
  assert.deepEqual(variablesIn(readPattern('a${AWS:UserName}*${aws:PrincipalTag/T}', ALL)), ['aws:username', 'aws:principaltag/t'])
})
