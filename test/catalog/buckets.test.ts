import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Facts } from '../../scripts/facts.js'
import {
  awsOwnedBucket, documentedRegions, patchBuckets, regularPatchBuckets, ssmBucketName, ssmBuckets, suffixedPayload,
} from '../../src/catalog/catalog.js'
import { internSymbol } from '../../src/policy/symbol.js'

const facts = JSON.parse(readFileSync('data/facts.json', 'utf8')) as Facts
const SYMBOL = internSymbol('<region>', 'region')!.character

for (const row of facts.patchBucketsByRegion) {
  test(`patch buckets of ${row.region}`, () => {
    const buckets = patchBuckets(row.region)
    assert.equal(buckets?.payload, `aws-ssm-${row.region}`)
    assert.equal(buckets.patchManager, row.awsPatchManager)
    assert.equal(buckets.patchManagerMacos, row.awsPatchManagerMacos)
    assert.equal(buckets.snapshot, row.patchBaselineSnapshot)
    assert.equal(ssmBucketName('aws-patch-manager', row.region), row.awsPatchManager)
    assert.equal(ssmBucketName('patch-baseline-snapshot', row.region), row.patchBaselineSnapshot)
    for (const name of [buckets.payload, buckets.patchManager, buckets.patchManagerMacos, buckets.snapshot]) {
      const owned = awsOwnedBucket(name)
      assert.deepEqual([owned?.region, owned?.superseded, owned?.canonicalName(row.region)], [row.region, false, name], name)
    }
  })
}

test('ten Regions have a snapshot bucket with a suffix, whose regular name is superseded', () => {
  const suffixed = documentedRegions().filter((region) => patchBuckets(region)!.row.snapshotSuffix !== '')
  assert.deepEqual(suffixed.toSorted(), [
    'af-south-1', 'ap-east-2', 'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-6', 'ap-southeast-7', 'eu-south-2',
    'me-south-1', 'mx-central-1',
  ])
  for (const region of documentedRegions()) {
    const owned = awsOwnedBucket(`patch-baseline-snapshot-${region}`)
    assert.equal(owned?.superseded, suffixed.includes(region), region)
    assert.equal(owned.canonicalName(region), patchBuckets(region)!.snapshot)
  }
})

test('a Region without a row has the regular names only, and says so', () => {
  for (const region of ['me-west-1', 'us-gov-west-1', 'cn-north-1', 'eu-central-9', SYMBOL]) {
    assert.equal(patchBuckets(region), undefined)
    assert.deepEqual(regularPatchBuckets(region), {
      payload: `aws-ssm-${region}`, snapshot: `patch-baseline-snapshot-${region}`, documented: false,
    })
    assert.equal(ssmBucketName('aws-ssm', region), `aws-ssm-${region}`)
    assert.equal(ssmBucketName('aws-patch-manager', region), undefined)
    assert.equal(ssmBucketName('patch-baseline-snapshot', region), undefined)
    assert.equal(awsOwnedBucket(`patch-baseline-snapshot-${region}`)?.superseded, false)
  }
})

test('Regions whose patch script takes the suffixed bucket', () => {
  assert.deepEqual(suffixedPayload().regions.toSorted(), ['af-south-1', 'ap-northeast-3', 'eu-south-1', 'me-south-1'])
  assert.equal(suffixedPayload().confidence, 'L')
})

test('legacy buckets are marked', () => {
  assert.deepEqual(ssmBuckets().filter((row) => row.legacy).map((row) => row.id), [
    'aws-ssm-distributor-file', 'aws-ssm-document-attachments', 'amazon-ssm-packages',
  ])
  assert.equal(ssmBucketName('session-manager-downloads', 'us-east-1'), 'session-manager-downloads')
  assert.equal(ssmBucketName('nothing', 'us-east-1'), undefined)
})
