import assert from 'node:assert/strict'
import { test } from 'node:test'
import { operatorKind, operatorNamed, takesVariables } from '../../src/policy/operator.js'
import { OPERATOR_NAMES } from '../../src/policy/policy.js'

test('the operators are the 27 of the IAM user guide', () => {
  assert.equal(new Set(OPERATOR_NAMES).size, 27)
})

/** How the comparison begins, by the first letters of the operator. */
const STEMS: Readonly<Record<string, string>> = {
  Str: 'string', Num: 'number', Dat: 'date', Boo: 'bool', Bin: 'binary', IpA: 'ip', Not: 'ip', Arn: 'arn', Nul: 'null',
}

for (const name of OPERATOR_NAMES) {
  test(`${name}: what it compares follows from its name`, () => {
    const { comparison, negated, order } = operatorKind(name)
    assert.equal(negated, name.includes('Not'))
    assert.ok(comparison.startsWith(STEMS[name.slice(0, 3)]!), comparison)
    assert.equal(order !== undefined, comparison === 'number' || comparison === 'date')
    assert.equal(takesVariables(name), comparison === 'arn' || comparison.startsWith('string'))
  })

  test(`${name}: is found in any case`, () => {
    for (const written of [name, name.toLowerCase(), name.toUpperCase()]) assert.equal(operatorNamed(written), name)
  })
}

test('only the Like forms of strings take wildcards, and IgnoreCase folds case', () => {
  const strings = OPERATOR_NAMES.filter((name) => name.startsWith('String'))
  assert.deepEqual(strings.map((name) => [name, operatorKind(name).comparison]), [
    ['StringEquals', 'string'], ['StringNotEquals', 'string'],
    ['StringEqualsIgnoreCase', 'string-ignore-case'], ['StringNotEqualsIgnoreCase', 'string-ignore-case'],
    ['StringLike', 'string-like'], ['StringNotLike', 'string-like'],
  ])
})

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
test('ArnEquals is ArnLike', () => {
  assert.deepEqual(operatorKind('ArnEquals'), operatorKind('ArnLike'))
  assert.deepEqual(operatorKind('ArnNotEquals'), operatorKind('ArnNotLike'))
})

test('the orders of numbers and dates', () => {
  const ends = ['Equals', 'NotEquals', 'LessThan', 'LessThanEquals', 'GreaterThan', 'GreaterThanEquals'] as const
  for (const kind of ['Numeric', 'Date'] as const) {
    assert.deepEqual(ends.map((end) => operatorKind(`${kind}${end}`).order), ['=', '=', '<', '<=', '>', '>='])
  }
})

test('other names are no operators', () => {
  const others = ['', 'StringEqual', 'StringEqualsIfExists', 'ForAnyValue:StringLike', 'NotBool', 'BinaryNotEquals', 'constructor']
  for (const name of others) assert.equal(operatorNamed(name), undefined, name)
})
