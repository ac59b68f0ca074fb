import assert from 'node:assert/strict'
import test from 'node:test'
import { readFileName } from '../../src/sources/file-name.js'

const NAMES: readonly [path: string, service: string | undefined, region?: string | undefined, type?: string][] = [
  ['s3_endpoint_policy.json', 's3'],
  ['policies/ecr.api_endpoint_policy.json', 'ecr.api'],
  ['ecr_dkr-endpoint.json', 'ecr.dkr'],
  ['ssm-endpoint-policy.json', 'ssm'],
  ['vpce-s3.json', 's3'],
  ['VPCE-Logs-eu-west-1.json', 'logs', 'eu-west-1'],
  ['us-gov-west-1_kms_vpc_endpoint.json', 'kms', 'us-gov-west-1'],
  ['s3-gateway-endpoint.json', 's3', undefined, 'gateway'],
  ['interface-endpoint-s3.json', 's3', undefined, 'interface'],
  ['ssm-incidents-endpoint.json', 'ssm-incidents'],
  ['default_endpoint_policy.json', undefined],
  ['ssmx-endpoint.json', undefined],
  ['s3-and-kms-endpoints-policy.json', undefined],
  ['backup-account/prod-backup-s3-endpoint.json', 's3'],
  ['s3_endpoint_kms.json', undefined],
]

for (const [path, service, region, endpointType] of NAMES) {
  test(`file name: ${path}`, () => assert.deepEqual(readFileName(path), { endpoint: true, service, region, endpointType }))
}

test('a name without endpoint or vpce says nothing', () => {
  const nothing = { endpoint: false, service: undefined, region: undefined, endpointType: undefined }
  for (const path of ['s3.json', 'vpc-endpoint-policies/s3.json', 'policy-eu-west-1.json', '']) {
    assert.deepEqual(readFileName(path), nothing)
  }
})
