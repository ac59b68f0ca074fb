import assert from 'node:assert/strict'
import test from 'node:test'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../../src/inventory/declarations.js'
import { gatherTemplate, resource } from '../../support/template-of.js'

const bucket = (BucketName: string) => ({ Resources: { Bucket: resource('S3::Bucket', { BucketName }) } })

test('a bucket lies in the Region of its template, where both are known', () => {
  const regionOf = (template: object, region?: string) =>
    buildInventory([gatherTemplate(template, { region }).facts], NO_DECLARATIONS).regionOfBucket('acme-logs')
  assert.equal(regionOf(bucket('acme-logs'), 'eu-west-1'), 'eu-west-1')
  assert.equal(regionOf(bucket('acme-logs')), undefined)
  assert.equal(regionOf(bucket('acme-${Stage}'), 'eu-west-1'), undefined)
})

test('what is declared comes first, and a name in two Regions is of none', () => {
  const facts = ['eu-west-1', 'us-east-1'].map((region) => gatherTemplate(bucket('acme-logs'), { region }).facts)
  assert.equal(buildInventory(facts, NO_DECLARATIONS).regionOfBucket('acme-logs'), undefined)
  const declared = { ...NO_DECLARATIONS, buckets: { 'acme-logs': 'eu-north-1' } }
  assert.equal(buildInventory(facts, declared).regionOfBucket('acme-logs'), 'eu-north-1')
})
