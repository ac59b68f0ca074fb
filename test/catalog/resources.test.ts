import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  accessPattern, accessPatterns, awsOwnedBucket, awsOwnedResources, documentedRegions, resourcesOf,
} from '../../src/catalog/catalog.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { internSymbol } from '../../src/policy/symbol.js'

const of = (id: string, region: string, partition = 'aws') => resourcesOf(accessPattern(id)!, region, partition)

test('resources of an access pattern in a Region', () => {
  assert.deepEqual(of('cfn-waitcondition', 'us-west-2'), ['arn:aws:s3:::cloudformation-waitcondition-us-west-2/*'])
  assert.deepEqual(of('cfn-custom-resource', 'us-west-2'), ['arn:aws:s3:::cloudformation-custom-resource-response-uswest2/*'])
  assert.deepEqual(of('ecr-layers', 'cn-north-1', 'aws-cn'), ['arn:aws-cn:s3:::prod-cn-north-1-starport-layer-bucket/*'])
  assert.deepEqual(of('ssm-hybrid-registration', 'us-west-2'), ['*'])
  assert.deepEqual(of('codeartifact', 'eu-west-1'), ['arn:aws:s3:::assets-438097961670-eu-west-1/*'])
  assert.deepEqual(of('eks-addons', 'us-gov-west-1', 'aws-us-gov'), ['arn:aws-us-gov:ecr:us-gov-west-1:013241004608:repository/*'])
  assert.deepEqual(of('guardduty-agent', 'us-east-1'), [
    'arn:aws:ecr:us-east-1:031903291036:repository/*', 'arn:aws:ecr:us-east-1:593207742271:repository/*',
  ])
  assert.ok(of('sagemaker-images', 'us-east-1').includes('arn:aws:ecr:us-east-1:683313688378:repository/*'))
})

test('the agent downloads from the current buckets of the Region', () => {
  assert.deepEqual(of('ssm-agent-downloads', 'me-south-1'), [
    'arn:aws:s3:::aws-windows-downloads-me-south-1/*',
    'arn:aws:s3:::amazon-ssm-me-south-1/*',
    'arn:aws:s3:::aws-ssm-me-south-1/*',
    'arn:aws:s3:::aws-patch-manager-me-south-1-a53fc9dce/*',
    'arn:aws:s3:::aws-patchmanager-macos-me-south-1-a53fc9dce/*',
    'arn:aws:s3:::me-south-1-birdwatcher-prod/*',
    'arn:aws:s3:::ssm-document-categories-me-south-1/*',
  ])
  assert.deepEqual(of('ssm-patch-snapshot', 'me-south-1'), ['arn:aws:s3:::patch-baseline-snapshot-me-south-1-uduvl7q8/*'])
  assert.deepEqual(of('ssm-patch-snapshot', 'us-east-1'), ['arn:aws:s3:::patch-baseline-snapshot-us-east-1/*'])
})

test('what AWS does not document in a Region is a wildcard', () => {
  assert.deepEqual(of('codeartifact', 'us-west-1'), ['arn:aws:s3:::assets-*-us-west-1/*'])
  assert.deepEqual(of('ssm-patch-snapshot', 'me-west-1'), ['arn:aws:s3:::patch-baseline-snapshot-me-west-1/*'])
  assert.ok(of('ssm-agent-downloads', 'me-west-1').includes('arn:aws:s3:::aws-patch-manager-me-west-1-*/*'))
  assert.deepEqual(of('q-developer', 'us-east-1').slice(0, 3), [
    'arn:aws:s3:::amazonq-code-scan-us-east-1-29121b44f7b/*',
    'arn:aws:s3:::amazonq-code-transformation-us-east-1-c6160f047e0/*',
    'arn:aws:s3:::amazonq-feature-development-us-east-1-*/*',
  ])
})

test('a placeholder for the Region stays in the resources', () => {
  const region = internSymbol('<Region>', 'region')!.character
  const flat = internSymbol('<region>', 'region-without-dashes')!.character
  assert.deepEqual(of('cfn-waitcondition', region), [`arn:aws:s3:::cloudformation-waitcondition-${region}/*`])
  assert.deepEqual(of('cfn-custom-resource', region), [`arn:aws:s3:::cloudformation-custom-resource-response-${flat}/*`])
  assert.deepEqual(of('ssm-patch-snapshot', region), [`arn:aws:s3:::patch-baseline-snapshot-${region}/*`])
})

test('irregular names, as the notes of the rows have them', () => {
  const cases: [id: string, region: string, bucket: string][] = [
    ['emr-instance-data', 'ap-southeast-2', 'aws157-instance-data-bucket-0-prod-ap-southeast-2'],
    ['emr-logs', 'us-east-1', 'aws157-logs-prod'],
    ['emr-logs', 'us-east-2', 'aws157-logs-prod-us-east-2'],
    ['beanstalk', 'cn-north-1', 'elasticbeanstalk-platform-assets-public-beta-cn-north-1'],
    ['beanstalk', 'me-central-1', 'elasticbeanstalk-env-resources-me-central-1-f08b818c'],
    ['glue-studio-transforms', 'us-gov-west-1', 'aws-glue-studio-transforms-227493901923-prod-us-gov-west-1-2604'],
    ['glue-studio-transforms', 'eusc-de-east-1', 'aws-glue-studio-transforms-780995497573-prod-eusc-de-east-1-555'],
  ]
  const facts = JSON.parse(readFileSync('data/facts.json', 'utf8')) as { dataAccessPatterns: { id: string; note: string }[] }
  const notes = new Map(facts.dataAccessPatterns.map((row) => [row.id, row.note]))
  for (const [id, region, bucket] of cases) {
    assert.ok(of(id, region).includes(`arn:aws:s3:::${bucket}/*`), bucket)
    if (region !== 'us-east-2') assert.ok(notes.get(id)?.includes(region), `the note of ${id} no longer speaks of ${region}`)
  }
  assert.deepEqual(of('nitro-enclaves-acm', 'ca-west-1'), [])
  assert.deepEqual(of('codedeploy-agent', 'ca-west-1'), [])
})

test('every S3 resource of every pattern is an AWS-owned bucket, where its name is documented', () => {
  for (const region of documentedRegions()) {
    for (const pattern of accessPatterns()) {
      for (const resource of resourcesOf(pattern, region, 'aws')) {
        const bucket = bucketOfArn(resource)
        if (bucket !== undefined && !bucket.includes('*')) assert.ok(awsOwnedBucket(bucket) !== undefined, bucket)
      }
    }
  }
})

test('everything that AWS owns', () => {
  const owned = awsOwnedResources('af-south-1', 'aws')
  for (const resource of [
    'arn:aws:s3:::aws-ssm-af-south-1/*', 'arn:aws:s3:::patch-baseline-snapshot-af-south-1/*', 'arn:aws:s3:::ssm-document-categories/*',
    'arn:aws:s3:::patch-baseline-snapshot-af-south-1-tbxdb5b9/*', 'arn:aws:s3:::aws-mgn-clients-af-south-1/*', 'arn:aws:ec2:*::image/*',
    'arn:aws:ec2:*:aws:prefix-list/*', 'arn:aws:iot:*:*:jobtemplate/*', 'arn:aws:ssm:*::document/*', 'arn:aws:ssm:*::parameter/aws/*',
    'arn:aws:ssm:*::automation-definition/*', 'arn:aws:iam::aws:policy/*', 'arn:aws:imagebuilder:*:aws:component/*',
    'arn:aws:cloudformation:*:aws:transform/*', 'arn:aws:ecr:af-south-1:877085696533:repository/*',
  ]) assert.ok(owned.includes(resource), resource)
  assert.equal(new Set(owned).size, owned.length)
})

test('nothing that AWS does not own', () => {
  const region = internSymbol('<region>', 'region')!.character
  for (const resource of [...awsOwnedResources('mx-central-1', 'aws'), ...awsOwnedResources(region, 'aws')]) {
    assert.notEqual(resource, '*')
    assert.doesNotMatch(resource, /[{}[\]]/)
    assert.doesNotMatch(resource, /^arn:aws:(?:ecr|lambda):[^:]*:\*/)
  }
})
