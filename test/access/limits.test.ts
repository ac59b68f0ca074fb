import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from '../../src/access/decide.js'
import { gaveUpOn } from '../../src/access/engine.js'
import { policyOf } from '../support/policies.js'

const allow = (parts: object) => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...parts })
const bucket = 'arn:aws:s3:::acme/'
const question = { caller: 'organization', actions: ['s3:GetObject'], resources: [`${bucket}*`] } as const

/** Each is answered, or given up within the limits; the test fails by its time limit otherwise. */
const LIMIT = { timeout: 30_000 }

test('resources made to blow the automaton up are given up', LIMIT, () => {
  const lengths = Array.from({ length: 24 }, (_, length) => bucket + '?'.repeat(length))
  const policy = policyOf({ Statement: [allow({ Resource: [...lengths, `${bucket}${'?'.repeat(24)}*`, `${bucket}*a${'?'.repeat(22)}`, `${bucket}*b${'?'.repeat(21)}c`] })] })
  const decision = decide(policy, question)
  assert.equal(decision.verdict, 'unknown')
  assert.match(decision.because[0]!.reason, /limit/)
  assert.ok(gaveUpOn(policy) !== undefined)
})

test('values made to have too many classes are given up', LIMIT, () => {
  const patterns = Array.from({ length: 14 }, (_, index) => `*${String.fromCharCode(97 + index)}*`)
  const policy = policyOf({ Statement: patterns.map((pattern) => allow({ Condition: { StringLike: { 'aws:PrincipalTag/t': pattern } } })) })
  assert.ok(['conditionally', 'unknown'].includes(decide(policy, question).verdict))
})

test('forty independent keys are decided', LIMIT, () => {
  const policy = policyOf({ Statement: Array.from({ length: 40 }, (_, index) => allow({ Condition: { StringEquals: { [`aws:PrincipalTag/k${index}`]: 'x' } } })) })
  assert.equal(decide(policy, question).verdict, 'conditionally')
  assert.equal(gaveUpOn(policy), undefined)
})

test('forty independent keys in Deny statements are decided', LIMIT, () => {
  const denies = Array.from({ length: 40 }, (_, index) => ({ ...allow({ Condition: { StringNotEquals: { [`aws:PrincipalTag/k${index}`]: 'x' } } }), Effect: 'Deny' }))
  assert.equal(decide(policyOf({ Statement: [allow({}), ...denies] }), question).verdict, 'conditionally')
})

test('many stars in one pattern are decided', LIMIT, () => {
  const policy = policyOf({ Statement: [allow({ Resource: `${bucket}${'*a?'.repeat(200)}*` })] })
  assert.equal(decide(policy, question).verdict, 'conditionally')
})

test('a list of many values for a set is one kind of value', LIMIT, () => {
  const labels = Array.from({ length: 40 }, (_, index) => `label-${index}`)
  const policy = policyOf({ Statement: [allow({ Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': labels } } })] })
  assert.equal(decide(policy, question).verdict, 'conditionally')
})

test('hundreds of accounts are decided', LIMIT, () => {
  const accounts = Array.from({ length: 400 }, (_, index) => String(300000000000 + index))
  const policy = policyOf({ Statement: [allow({ Condition: { StringEquals: { 'aws:PrincipalAccount': accounts, 'aws:ResourceAccount': accounts } } })] })
  assert.equal(decide(policy, question).verdict, 'conditionally')
  assert.equal(decide(policy, { ...question, caller: 'anonymous' }).verdict, 'never')
})

test('a set of many values is given up, not tried in every combination', LIMIT, () => {
  const labels = Array.from({ length: 16 }, (_, index) => `label-${index}`)
  const policy = policyOf({ Statement: labels.map((label) => allow({ Condition: { 'ForAnyValue:StringEquals': { 'aws:TagKeys': label } } })) })
  assert.equal(decide(policy, question).verdict, 'unknown')
})
