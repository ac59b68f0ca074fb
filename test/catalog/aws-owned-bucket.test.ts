import assert from 'node:assert/strict'
import { test } from 'node:test'
import { awsOwnedBucket } from '../../src/catalog/catalog.js'
import { internSymbol } from '../../src/policy/symbol.js'

/** The buckets of https://github.com/aws-samples/data-perimeter-policy-examples, its sample for S3: REGION, FLAT and ACCOUNT to fill in. */
const SAMPLE: Record<string, string> = {
  'packages.REGION.amazonaws.com': 'al2-repos',
  'repo.REGION.amazonaws.com': 'al2-repos',
  'amazonlinux.REGION.amazonaws.com': 'al2-repos',
  'amazonlinux-2-repos-REGION': 'al2-repos',
  'al2023-repos-REGION-de612dc2': 'al2023-repos',
  'al2023-REGION': 'al2023-repos',
  'repo.REGION.emr.amazonaws.com': 'emr-repos',
  'prod.REGION.appinfo.src': 'emr-appinfo',
  'aws-ssm-REGION': 'aws-ssm',
  'aws-windows-downloads-REGION': 'ssm-windows-downloads',
  'amazon-ssm-REGION': 'amazon-ssm',
  'amazon-ssm-packages-REGION': 'amazon-ssm-packages superseded',
  'REGION-birdwatcher-prod': 'birdwatcher',
  'aws-ssm-distributor-file-REGION': 'aws-ssm-distributor-file superseded',
  'aws-ssm-document-attachments-REGION': 'aws-ssm-document-attachments superseded',
  'patch-baseline-snapshot-REGION': 'patch-baseline-snapshot',
  'aws-patchmanager-macos-REGION': 'aws-patchmanager-macos superseded',
  'amazoncloudwatch-agent-REGION': 'cloudwatch-agent',
  'amazoncloudwatch-agent': 'cloudwatch-agent',
  'aws-codedeploy-REGION': 'codedeploy-agent',
  'ec2imagebuilder-toe-REGION-prod': 'imagebuilder-s3',
  'ec2imagebuilder-managed-resources-REGION-prod': 'imagebuilder-s3',
  'prod-REGION-starport-layer-bucket': 'ecr-layers',
  'aws-mgn-clients-REGION': 'mgn superseded',
  'aws-mgn-clients-hashes-REGION': 'mgn superseded',
  'aws-mgn-internal-REGION': 'mgn',
  'aws-mgn-internal-hashes-REGION': 'mgn',
  'aws-application-migration-service-REGION': 'mgn',
  'aws-application-migration-service-hashes-REGION': 'mgn',
  'aws-drs-clients-REGION': 'drs',
  'aws-drs-clients-hashes-REGION': 'drs',
  'aws-drs-internal-REGION': 'drs',
  'aws-drs-internal-hashes-REGION': 'drs',
  'aws-elastic-disaster-recovery-REGION': 'drs',
  'aws-elastic-disaster-recovery-hashes-REGION': 'drs',
  'cloudformation-waitcondition-REGION': 'cfn-waitcondition',
  'cloudformation-custom-resource-response-FLAT': 'cfn-custom-resource',
  'aws-ec2-enclave-certificate-REGION-prod': 'nitro-enclaves-acm',
  'assets-ACCOUNT-REGION': 'codeartifact',
  'elasticbeanstalk-samples-REGION': 'beanstalk',
  'elasticbeanstalk-platform-assets-REGION': 'beanstalk',
  'elasticbeanstalk-env-resources-REGION': 'beanstalk',
  'elasticbeanstalk-REGION': 'beanstalk',
  'jumpstart-cache-prod-REGION': 'sagemaker-jumpstart',
  'static-REGION-prod-static-2m4x8c': 'cloud9',
  'aws-neptune-notebook': 'neptune-notebook',
  'aws-neptune-notebook-REGION': 'neptune-notebook',
  'athena-examples-REGION': 'athena-examples',
  'cloudformation-examples': 'cfn-examples',
  'awssupportdatasvcs.com': 'sct-drivers',
  'redshift-downloads': 'sct-drivers',
  'session-manager-downloads': 'session-manager-downloads',
  'ssm-document-categories': 'ssm-document-categories superseded',
  'aws-sap-data-provider': 'sap',
  'aws-sap-dataprovider-REGION': 'sap',
  'awssap-backint-agent': 'sap',
  'aws-cli': 'aws-cli',
}

const symbol = (text: string, sort: 'region' | 'region-without-dashes' | 'account') => internSymbol(text, sort)!.character

const PLACES = {
  'us-east-1': { region: 'us-east-1', flat: 'useast1', account: '193858265520', other: 'us-west-2' },
  'eu-south-1': { region: 'eu-south-1', flat: 'eusouth1', account: '484130244270', other: 'us-west-2' },
  'a placeholder': {
    region: symbol('<region>', 'region'), flat: symbol('<region>', 'region-without-dashes'), account: symbol('<account>', 'account'),
    other: 'us-west-2',
  },
}

for (const [place, { region, flat, account, other }] of Object.entries(PLACES)) {
  const fill = (name: string, to = region, toFlat = flat) => name.replace('REGION', to).replace('FLAT', toFlat).replace('ACCOUNT', account)
  test(`the buckets of the sample are AWS's own in ${place}`, () => {
    for (const [name, expected] of Object.entries(SAMPLE)) {
      const owned = awsOwnedBucket(fill(name))
      assert.equal(owned && `${owned.id}${owned.superseded ? ' superseded' : ''}`, expected, name)
      const regional = /REGION|FLAT/.test(name)
      assert.equal(owned?.region, regional ? (name.includes('FLAT') ? (flat.length === 1 ? flat : region) : region) : undefined, name)
      if (!expected.endsWith('superseded') && !name.includes('ACCOUNT') && !name.startsWith('static-')) {
        assert.equal(owned?.canonicalName(other), fill(name, other, other.replaceAll('-', '')), name)
      }
    }
  })
}

test('further names of the catalog', () => {
  const cases: [name: string, id: string][] = [
    ['aws-patch-manager-us-east-1-1970c647d', 'aws-patch-manager'],
    ['aws-patch-manager-me-west-1-0123abcde', 'aws-patch-manager'],
    [`aws-patch-manager-${symbol('<region>', 'region')}-${symbol('<account>', 'account')}`, 'aws-patch-manager'],
    ['patch-baseline-snapshot-me-west-1-0123abcd', 'patch-baseline-snapshot'],
    ['ssm-document-categories-us-east-1', 'ssm-document-categories'],
    ['aws-ssm-us-gov-west-1', 'aws-ssm'],
    ['amazon-ssm-nz-south-1', 'amazon-ssm'],
    ['aws157-logs-prod', 'emr-logs'],
    ['aws157-logs-prod-us-west-2', 'emr-logs'],
    ['aws157-instance-data-bucket-1-prod-ap-southeast-2', 'emr-instance-data'],
    ['elasticbeanstalk-platform-assets-public-beta-cn-north-1', 'beanstalk'],
    ['elasticbeanstalk-env-resources-me-central-1-f08b818c', 'beanstalk'],
    ['aws-glue-studio-transforms-510798373988-prod-us-east-1', 'glue-studio-transforms'],
    ['aws-glue-studio-transforms-227493901923-prod-us-gov-west-1-2604', 'glue-studio-transforms'],
    ['aws-glue-studio-transforms-123456789012-prod-mx-central-1', 'glue-studio-transforms'],
    ['amazonq-code-scan-us-east-1-29121b44f7b', 'q-developer'],
    ['amazonq-test-generation-us-east-1-0123456789a', 'q-developer'],
    ['aws-synthetics-library-us-east-1', 'synthetics'],
    ['awslambda-us-east-1-tasks', 'lambda-code'],
    ['sc-prod-abcdefghijklm-us-east-1', 'service-catalog'],
  ]
  for (const [name, id] of cases) assert.equal(awsOwnedBucket(name)?.id, id, name)
})

test('names for the same use elsewhere', () => {
  assert.equal(awsOwnedBucket('aws157-logs-prod')?.canonicalName('eu-west-1'), 'aws157-logs-prod-eu-west-1')
  assert.equal(awsOwnedBucket('aws157-logs-prod-eu-west-1')?.canonicalName('us-east-1'), 'aws157-logs-prod')
  assert.equal(awsOwnedBucket('aws157-logs-prod')?.region, undefined)
  assert.equal(awsOwnedBucket('aws-patchmanager-macos-us-east-1')?.canonicalName('us-east-1'), 'aws-patchmanager-macos-us-east-1-1970c647d')
  assert.equal(awsOwnedBucket('ssm-document-categories')?.canonicalName('us-east-1'), 'ssm-document-categories-us-east-1')
  assert.equal(awsOwnedBucket('assets-193858265520-us-east-1')?.canonicalName('eu-south-1'), 'assets-484130244270-eu-south-1')
  assert.equal(awsOwnedBucket('assets-193858265520-us-east-1')?.canonicalName('us-west-1'), undefined)
  assert.equal(awsOwnedBucket('aws-patch-manager-us-east-1-1970c647d')?.canonicalName('us-gov-west-1'), undefined)
  assert.equal(awsOwnedBucket('static-us-east-1-prod-static-2m4x8c')?.canonicalName('us-east-1'), undefined)
  assert.equal(awsOwnedBucket('aws-synthetics-library-us-east-1')?.canonicalName('us-east-1'), undefined)
})

test('everybody else\'s names', () => {
  const names = [
    '', '*', 'my-aws-ssm-us-east-1', 'aws-ssm-us-east-1-copy', 'aws-ssm-*', 'aws-ssm-us-east-?', 'aws-ssm-', 'aws-ssm',
    'aws-ssm-logs-prod-1', 'aws-ssm-us-backup-1', 'AWS-SSM-us-east-1', 'aws-ssm-us-east-1a', '*-birdwatcher-prod',
    'us-east-1-birdwatcher', 'my-aws-data-exchange-files', 'elasticbeanstalk-us-east-1-111122223333', 'assets-111122223333-us-east-1',
    'assets-193858265520-eu-west-1', 'assets-111122223333-us-west-1', 'sc-mycompany-us-east-1', 'sc-logs-us-east-1',
    'repo.us-east-1.example.com', 'packagesXus-east-1Xamazonaws.com', 'aws-cli-mirror',
    'cloudformation-custom-resource-response-us-east-1', 'cloudformation-custom-resource-response-logs1', 'amazonlinux.us-east-1',
    'aws-ec2-enclave-certificate-us-east-1', 'aws-patch-manager-us-east-1', 'aws-patch-manager-us-east-1-552881074',
    'aws-patch-manager-us-east-1-*', 'aws-patch-managerer-us-east-2-552881074', 'patch-baseline-snapshot-us-east-1-tbxdb5b9',
    'aws157-logs-prod-us-east-1', 'elasticbeanstalk-env-resources-me-central-1', 'amazonq-code-scan-us-east-1-00000000000',
    symbol('<bucket>', 'account'),
  ]
  for (const name of names) assert.equal(awsOwnedBucket(name), undefined, name)
})
