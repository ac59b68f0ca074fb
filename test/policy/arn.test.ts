import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arnFields, bucketOfArn, parseArn } from '../../src/policy/arn.js'

const ARNS: readonly (readonly [text: string, partition: string, service: string, region: string, account: string, resource: string])[] = [
  ['arn:aws:s3:::acme/key', 'aws', 's3', '', '', 'acme/key'],
  ['arn:aws-cn:sqs:cn-north-1:210987654321:orders', 'aws-cn', 'sqs', 'cn-north-1', '210987654321', 'orders'],
  ['arn:aws:logs:eu-west-1:210987654321:log-group:/a/b:*', 'aws', 'logs', 'eu-west-1', '210987654321', 'log-group:/a/b:*'],
  ['arn:*:*:*:*:*', '*', '*', '*', '*', '*'],
  ['arn:aws:s3:::', 'aws', 's3', '', '', ''],
  ['arn:aws:s3:::acme/a:b/c', 'aws', 's3', '', '', 'acme/a:b/c'],
]

for (const [text, partition, service, region, account, resource] of ARNS) {
  test(`the fields of ${text}`, () => {
    assert.deepEqual(parseArn(text), { partition, service, region, account, resource })
    assert.deepEqual(arnFields(text), ['arn', partition, service, region, account, resource])
  })
}

const OTHERS = [
  '', '*', 'arn', 'arn:aws:s3:*', 'arn:aws:s3::acme', 'urn:aws:s3:::acme', 'ARN:aws:s3:::acme', ' arn:aws:s3:::acme', 'a:b:c:d:e:f',
]

for (const text of OTHERS) {
  test(`"${text}" is no ARN of six fields`, () => {
    assert.equal(parseArn(text), undefined)
    assert.equal(arnFields(text), undefined)
  })
}

const BUCKETS: Readonly<Record<string, string | undefined>> = {
  'arn:aws:s3:::acme': 'acme',
  'arn:aws:s3:::acme/*': 'acme',
  'arn:aws:s3:::acme/a/b': 'acme',
  'arn:aws-us-gov:s3:::acme-*/x': 'acme-*',
  'arn:aws:s3:::*': '*',
  'arn:aws:s3:eu-west-1:210987654321:accesspoint/nightly': undefined,
  'arn:aws:s3express:eu-west-1:210987654321:bucket/acme': undefined,
  'arn:*:s3:::acme': 'acme',
  'acme': undefined,
}

for (const [text, bucket] of Object.entries(BUCKETS)) {
  test(`the bucket of ${text} is ${bucket}`, () => assert.equal(bucketOfArn(text), bucket))
}
