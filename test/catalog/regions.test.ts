import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allRegions, documentedRegions, isRegionName, partition, partitionOf, regionInfo, regionInText } from '../../src/catalog/catalog.js'
import { internSymbol } from '../../src/policy/symbol.js'

test('partitions of Regions', () => {
  const cases = {
    'us-east-1': 'aws', 'ap-southeast-7': 'aws', 'cn-northwest-1': 'aws-cn', 'us-gov-west-1': 'aws-us-gov', 'eusc-de-east-1': 'aws-eusc',
    'us-iso-east-1': 'aws-iso', 'us-isob-west-1': 'aws-iso-b', 'eu-isoe-west-1': 'aws-iso-e', 'us-isof-south-1': 'aws-iso-f',
  }
  for (const [region, id] of Object.entries(cases)) assert.equal(partitionOf(region)?.id, id, region)
  assert.equal(partition('aws-cn')?.dnsSuffix, 'amazonaws.com.cn')
  assert.equal(partition('aws-moon'), undefined)
})

test('a Region that the catalog does not list is told by the shape of its partition', () => {
  assert.deepEqual(regionInfo('us-gov-central-1'), {
    region: 'us-gov-central-1', partition: 'aws-us-gov', known: false, ec2messages: false, name: undefined, optIn: null,
  })
  assert.equal(regionInfo('eu-central-9')?.partition, 'aws')
})

test('no Region', () => {
  const symbol = internSymbol('<region>', 'region')!.character
  for (const text of ['', 'us-east', 'us-east-1a', 'US-EAST-1', 'aws-global', '<region>', symbol, 'my-us-east-1', 's3']) {
    assert.equal(partitionOf(text), undefined, text)
    assert.equal(regionInfo(text), undefined, text)
    assert.equal(isRegionName(text), false, text)
  }
})

test('what is shaped like a Region of no known partition is a Region name', () => {
  assert.equal(isRegionName('nz-south-1'), true)
  assert.equal(partitionOf('nz-south-1'), undefined)
})

test('the message delivery service exists in Regions launched before 2024', () => {
  const without = allRegions().filter((region) => !regionInfo(region)!.ec2messages)
  assert.deepEqual(without.toSorted(), [
    'ap-east-2', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'eusc-de-east-1', 'me-west-1', 'mx-central-1', 'sa-west-1',
  ])
  assert.equal(regionInfo('ca-west-1')?.ec2messages, true)
})

test('34 Regions have documented buckets', () => {
  assert.equal(new Set(documentedRegions()).size, 34)
  for (const region of documentedRegions()) assert.equal(regionInfo(region)?.partition, 'aws', region)
  assert.ok(!documentedRegions().includes('me-west-1'))
})

test('a Region inside a name', () => {
  const cases: [text: string, region: string | undefined][] = [
    ['aws-ssm-us-east-1', 'us-east-1'],
    ['us-east-1-birdwatcher-prod', 'us-east-1'],
    ['repo.eu-west-1.emr.amazonaws.com', 'eu-west-1'],
    ['logs-us-gov-west-1-archive', 'us-gov-west-1'],
    ['us-west-2', 'us-west-2'],
    ['logs-us-east-11', undefined],
    ['logs-us-east-1a', undefined],
    ['bus-east-1', undefined],
    ['logs-useast1', undefined],
    ['logs-us-foo-1', undefined],
    ['', undefined],
  ]
  for (const [text, region] of cases) assert.equal(regionInText(text), region, text)
})
