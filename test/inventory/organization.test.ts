import assert from 'node:assert/strict'
import test from 'node:test'
import { organizationOf } from '../../src/inventory/organization.js'
import { displayText } from '../../src/policy/symbol.js'
import { inventoryOf } from '../support/inventory-of.js'

type Conditions = Readonly<Record<string, Readonly<Record<string, string | string[]>>>>

function policy(Condition: Conditions, Effect = 'Allow'): object {
  return { Version: '2012-10-17', Statement: [{ Effect, Principal: '*', Action: '*', Resource: '*', Condition }] }
}

function infer(...policies: object[]): string {
  const { ids, source, perimeterIntent } = organizationOf(inventoryOf(policies))
  return `${source} ${ids.map(displayText).join(',')} ${perimeterIntent}`
}

const MINE: Conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-7k2m9xq4ta' } }

test('the organization that all policies name is inferred', () => {
  const other = policy({ StringLike: { 'AWS:principalorgid': ['o-7k2m9xq4ta'] } })
  assert.equal(infer(policy(MINE), other, policy({})), 'inferred o-7k2m9xq4ta true')
  assert.equal(infer(policy({ StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-7k2m9xq4ta' } }, 'Deny')), 'inferred o-7k2m9xq4ta true')
  assert.equal(infer(policy({ StringEquals: { 'aws:PrincipalOrgID': '<my-org-id>' } })), 'inferred <my-org-id> true')
})

test('policies that disagree, patterns and variables, and what is refused infer nothing', () => {
  assert.equal(infer(policy(MINE), policy({ StringEquals: { 'aws:PrincipalOrgID': 'o-3f8w1zn6re' } })), 'none  true')
  assert.equal(infer(policy({ StringLike: { 'aws:PrincipalOrgID': 'o-*' } })), 'none  true')
  assert.equal(infer(policy({ StringEquals: { 'aws:PrincipalOrgID': '${aws:ResourceOrgID}' } })), 'none  true')
  assert.equal(infer(policy(MINE, 'Deny')), 'none  true')
})

test('any key of an identity or resource perimeter shows intent', () => {
  assert.equal(infer(policy({ StringEquals: { 'S3:ResourceAccount': '210987654321' } })), 'none  true')
  assert.equal(infer(policy({ StringEquals: { 'aws:SourceVpc': 'vpc-1' } })), 'none  false')
})

test('the configuration wins', () => {
  const declared = { organization: { ids: [], accounts: ['210987654321'] }, thirdParties: ['o-3f8w1zn6re'] }
  const organization = organizationOf(inventoryOf([policy(MINE)], declared))
  assert.deepEqual(organization, {
    ids: [], accounts: ['210987654321'], thirdParties: ['o-3f8w1zn6re'], exclusionTags: ['dp:exclude:*'],
    source: 'configured', perimeterIntent: true,
  })
})
