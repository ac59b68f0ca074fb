import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  conditionKey, conditionKeys, isAwsOwnedAccount, isGlobalConditionKey, isSensitiveKey, knownGlobalConditionKeys, policyLanguage, quotas,
  sensitiveKeys,
} from '../../src/catalog/catalog.js'

test('rows of keys, whatever their case', () => {
  assert.equal(conditionKey('AWS:principalorgid')?.key, 'aws:PrincipalOrgID')
  assert.equal(conditionKey('aws:PrincipalTag/dp:exclude:resource')?.key, 'aws:PrincipalTag/*')
  assert.equal(conditionKey('aws:SourceOrgID')?.anonymous, 'absent')
  assert.equal(conditionKey('ssm:NodeOrgId')?.key, 'ssm:NodeOrgId')
  assert.equal(conditionKey('aws:SourceIp')?.note, 'never matches in an endpoint policy')
  for (const name of ['aws:PrincipalOrg', 'aws:PrincipalTag', 'aws:PrincipalTag/', '']) assert.equal(conditionKey(name), undefined, name)
})

test('global keys', () => {
  for (const row of conditionKeys()) if (row.key.startsWith('aws:')) assert.ok(isGlobalConditionKey(row.key), row.key)
  for (const key of ['aws:CurrentTime', 'aws:RequestTag/team', 'AWS:ResourceTag/Team', 'ssm:SourceInstanceARN']) {
    assert.ok(isGlobalConditionKey(key), key)
  }
  for (const key of ['aws:PrincipalOrg', 'aws:PrincipalTag/', 's3:prefix']) assert.ok(!isGlobalConditionKey(key), key)
  assert.equal(new Set(knownGlobalConditionKeys.map((key) => key.toLowerCase())).size, knownGlobalConditionKeys.length)
})

test('keys that take no wildcards', () => {
  assert.equal(sensitiveKeys().length, 10)
  assert.ok(isSensitiveKey('AWS:SourceVpce'))
  assert.ok(!isSensitiveKey('aws:PrincipalArn'))
  for (const row of conditionKeys()) assert.equal(row.sensitive, isSensitiveKey(row.key), row.key)
})

test('limits of endpoint policies', () => {
  assert.equal(policyLanguage().sizeLimitChars, 20480)
  assert.equal(policyLanguage().sizeCountsWhitespace, true)
  assert.equal(quotas().policyChars, policyLanguage().sizeLimitChars)
})

test('accounts of AWS', () => {
  assert.ok(isAwsOwnedAccount('602401143452'))
  assert.ok(!isAwsOwnedAccount('111122223333'))
})
