import assert from 'node:assert/strict'
import { test } from 'node:test'
import { displayText, internSymbol, withConstants } from '../../src/policy/symbol.js'

const character = (text: string, scope?: string) => internSymbol(text, 'account', scope)!.character

test('names that differ by case are one symbol, unless they are of a scope', () => {
  assert.equal(character('<Account>'), character('<account>'))
  assert.notEqual(character('${Vpc}', 'a'), character('${vpc}', 'a'))
})

test('one name in two scopes is two symbols that look alike', () => {
  const [one, other] = [character('${Vpc}', 'a.yaml'), character('${Vpc}', 'b.yaml')]
  assert.equal(character('${Vpc}', 'a.yaml'), one)
  assert.notEqual(one, other)
  assert.notEqual(one, character('${Vpc}'))
  assert.equal(displayText(one + other), '${Vpc}${Vpc}')
})

test('symbols of two scopes are two constants', () => {
  const [one, other] = [withConstants(character('${Id}', 'a')), withConstants(character('${Id}', 'b'))]
  assert.notEqual(one, other)
  assert.equal(one, withConstants(character('${Id}', 'a')))
})
