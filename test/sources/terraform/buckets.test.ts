import assert from 'node:assert/strict'
import test from 'node:test'
import { gatherPlan, type PlannedResource } from '../../support/terraform-plan.js'

function bucketsOf(resource: Partial<PlannedResource>, more: object = {}): string[] {
  const { facts, problems } = gatherPlan([{ address: 'aws_s3_bucket.logs', ...resource }], more)
  assert.deepEqual(problems, [])
  return facts.buckets.map(({ at: { file, start, end }, name, region }) => `${name} in ${region} at ${file.text.slice(start, end)}`)
}

test('a bucket lies in its own Region, else in that of its provider', () => {
  assert.deepEqual(bucketsOf({ values: { bucket: 'acme-logs', region: 'us-east-1' } }), ['acme-logs in us-east-1 at "acme-logs"'])
  assert.deepEqual(bucketsOf({ values: { bucket: 'acme-logs' }, unknown: ['region'] }), ['acme-logs in eu-west-1 at "acme-logs"'])
})

test('a bucket of unknown name or Region, and one of a data source, tell nothing', () => {
  assert.deepEqual(bucketsOf({ values: { bucket_prefix: 'acme-' }, unknown: ['bucket'] }), [])
  assert.deepEqual(bucketsOf({ values: { bucket: 'acme-logs' } }, { configuration: { root_module: {} } }), [])
  assert.deepEqual(bucketsOf({ address: 'data.aws_s3_bucket.logs', mode: 'data', values: { bucket: 'acme-logs', region: 'eu-west-1' } }), [])
})
