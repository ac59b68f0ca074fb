import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  endpointPolicySupport, endpointService, endpointServicesOf, isKnownService, parseServiceName, serviceNameOf, supportsCrossRegion,
  supportsEndpointPolicy,
} from '../../src/catalog/catalog.js'
import { internSymbol } from '../../src/policy/symbol.js'

const SYMBOL = internSymbol('<region>', 'region')!.character

test('service names of every form', () => {
  const cases: [name: string, service: string, region: string | undefined, kind: string][] = [
    ['com.amazonaws.us-east-1.ssm', 'ssm', 'us-east-1', 'aws known'],
    ['com.amazonaws.us-east-1.ecr.api', 'ecr.api', 'us-east-1', 'aws known'],
    ['com.amazonaws.us-east-1.kms-fips', 'kms-fips', 'us-east-1', 'aws known'],
    ['com.amazonaws.us-east-1.s3express', 's3express', 'us-east-1', 'aws known'],
    ['com.amazonaws.us-east-1.ssm-sap', 'ssm-sap', 'us-east-1', 'aws known'],
    ['com.amazonaws.us-east-1.git-codecommit-fips', 'git-codecommit-fips', 'us-east-1', 'aws known'],
    ['com.amazonaws.iam', 'iam', undefined, 'aws known global'],
    ['com.amazonaws.route53', 'route53', undefined, 'aws known global'],
    ['com.amazonaws.cloudfront', 'cloudfront', undefined, 'aws known global'],
    ['com.amazonaws.s3-global.accesspoint', 's3-global.accesspoint', undefined, 'aws known global'],
    ['aws.api.us-east-1.bcm-data-exports', 'bcm-data-exports', 'us-east-1', 'aws known'],
    ['aws.api.us-east-1.s3files', 's3files', 'us-east-1', 'aws known'],
    ['api.aws.us-east-1.cassandra-streams', 'cassandra-streams', 'us-east-1', 'aws known'],
    ['aws.sagemaker.eu-west-1.notebook', 'notebook', 'eu-west-1', 'aws known'],
    ['aws.sagemaker.eu-west-1.partner-app', 'partner-app', 'eu-west-1', 'aws known'],
    ['aws.api.global.codecatalyst', 'codecatalyst', undefined, 'aws known global'],
    ['cn.com.amazonaws.cn-north-1.ecr.dkr', 'ecr.dkr', 'cn-north-1', 'aws known'],
    ['cn.com.amazonaws.cn-north-1.transcribe.cn', 'transcribe', 'cn-north-1', 'aws known'],
    ['com.amazonaws.cn-north-1.ssmmessages', 'ssmmessages', 'cn-north-1', 'aws known'],
    ['eu.amazonaws.eusc-de-east-1.ecr.api', 'ecr.api', 'eusc-de-east-1', 'aws known'],
    ['gov.ic.c2s.us-iso-east-1.diode-messaging', 'diode-messaging', 'us-iso-east-1', 'aws known'],
    ['gov.sgov.sc2s.us-isob-east-1.ebs', 'ebs', 'us-isob-east-1', 'aws known'],
    ['gov.ic.hci.csp.us-isof-south-1.execute-api', 'execute-api', 'us-isof-south-1', 'aws known'],
    ['uk.adc-e.cloud.eu-isoe-west-1.ecr.dkr', 'ecr.dkr', 'eu-isoe-west-1', 'aws known'],
    ['com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0', 'vpce-svc-0123456789abcdef0', 'us-east-1', 'other'],
    ['com.amazonaws.us-east-1.not-yet-heard-of', 'not-yet-heard-of', 'us-east-1', 'aws'],
    ['com.amazonaws.not-yet-heard-of', 'not-yet-heard-of', undefined, 'aws global'],
    ['com.amazonaws.ap-central-1.ssm', 'ssm', 'ap-central-1', 'aws known'],
    [`com.amazonaws.${SYMBOL}.ecr.api`, 'ecr.api', SYMBOL, 'aws known'],
    [`com.amazonaws.vpce.${SYMBOL}.vpce-svc-0123456789abcdef0`, 'vpce-svc-0123456789abcdef0', SYMBOL, 'other'],
    ['com.amazonaws.<region>.s3', 's3', '<region>', 'aws known'],
    ['com.amazonaws.REGION.s3', 's3', 'REGION', 'aws known'],
    ['com.amazonaws.ssm', 'ssm', undefined, 'aws'],
    ['com.amazonaws.us-east-1.iam', 'iam', 'us-east-1', 'aws'],
  ]
  for (const [name, service, region, kind] of cases) {
    const parsed = parseServiceName(name)
    assert.ok(parsed !== undefined, name)
    assert.deepEqual([parsed.service, parsed.region], [service, region], name)
    assert.equal([parsed.owner, parsed.known && 'known', parsed.global && 'global'].filter(Boolean).join(' '), kind, name)
  }
})

test('no service name', () => {
  const texts = [
    '', 's3', 'com.amazonaws', 'com.amazonaws.', 'com.amazonaws.us-east-1', 'com.amazonaws.us-east-1.', 'org.example.us-east-1.s3',
    'vpce-svc-0123456789abcdef0', 'com.amazonaws.vpce.us-east-1.s3', 'com.amazonaws.vpce',
  ]
  for (const text of texts) assert.equal(parseServiceName(text), undefined, text)
})

test('names of which only deployment knows a part', () => {
  const read = (name: string) => {
    const { service, region, owner } = parseServiceName(name) ?? {}
    return [service, region, owner]
  }
  assert.deepEqual(read(`com.amazonaws.${SYMBOL}-west-1.ecr.api`), ['ecr.api', `${SYMBOL}-west-1`, 'aws'])
  assert.deepEqual(read(`com.amazonaws.vpce.${SYMBOL}.${SYMBOL}`), [SYMBOL, SYMBOL, 'other'])
  assert.deepEqual(read(SYMBOL), [undefined, undefined, undefined])
})

test('names of services in a Region', () => {
  const cases: [service: string, region: string, name: string][] = [
    ['ssm', 'us-east-1', 'com.amazonaws.us-east-1.ssm'],
    ['iam', 'us-east-1', 'com.amazonaws.iam'],
    ['codecatalyst', 'us-west-2', 'aws.api.global.codecatalyst'],
    ['notebook', 'us-west-2', 'aws.sagemaker.us-west-2.notebook'],
    ['ec2', 'cn-north-1', 'cn.com.amazonaws.cn-north-1.ec2'],
    ['s3', 'cn-north-1', 'cn.com.amazonaws.cn-north-1.s3'],
    ['ssm', 'cn-north-1', 'com.amazonaws.cn-north-1.ssm'],
    ['transcribe', 'cn-northwest-1', 'cn.com.amazonaws.cn-northwest-1.transcribe.cn'],
    ['ecr.dkr', 'eusc-de-east-1', 'eu.amazonaws.eusc-de-east-1.ecr.dkr'],
    ['ssm', 'eusc-de-east-1', 'com.amazonaws.eusc-de-east-1.ssm'],
    ['ecr.api', 'eu-isoe-west-1', 'uk.adc-e.cloud.eu-isoe-west-1.ecr.api'],
    ['ec2', 'us-iso-west-1', 'gov.ic.c2s.us-iso-west-1.ec2'],
    ['ec2', SYMBOL, `com.amazonaws.${SYMBOL}.ec2`],
    ['not-yet-heard-of', 'us-east-1', 'com.amazonaws.us-east-1.not-yet-heard-of'],
  ]
  for (const [service, region, name] of cases) {
    assert.equal(serviceNameOf(service, region), name)
    assert.equal(parseServiceName(name)?.service, service)
  }
  assert.equal(serviceNameOf('s3', 'cn-north-1', 'gateway'), 'com.amazonaws.cn-north-1.s3')
})

test('known services and their ports', () => {
  for (const name of ['ssm', 'ecr.api', 's3-global.accesspoint', 'com.amazonaws.us-east-1.ds-data']) assert.ok(isKnownService(name), name)
  for (const name of ['ssmm', 'com.amazonaws.us-east-1.ssmm', '']) assert.ok(!isKnownService(name), name)
  assert.equal(endpointService('cassandra')?.port, 9142)
  assert.equal(endpointService('ssm')?.port, 443)
  assert.equal(endpointService('ssmm'), undefined)
})

test('services that an endpoint reaches in another Region', () => {
  const supported = ['s3', 'iam', 'ecr.api', 'ecr.dkr', 'kms', 'kms-fips', 'ecs', 'lambda', 'route53']
  for (const service of supported) assert.ok(supportsCrossRegion(service), service)
  const others = ['ssm', 'ssmmessages', 'ec2messages', 'ec2', 'logs', 'sts', 'ds']
  for (const service of others) assert.ok(!supportsCrossRegion(service), service)
})

test('support for endpoint policies', () => {
  const cases: [service: string, support: string][] = [
    ['s3', 'yes'], ['ssm', 'yes'], ['ec2messages', 'yes'], ['ecr.dkr', 'yes'], ['ds-data', 'yes'], ['codeartifact.api', 'yes'],
    ['kms-fips', 'yes'],
    ['email-smtp', 'no'], ['transfer', 'no'], ['transfer.server', 'no'], ['appstream.api', 'no'], ['vpce-svc-0123456789abcdef0', 'no'],
    ['athena', 'undocumented'], ['email', 'undocumented'], ['not-yet-heard-of', 'undocumented'],
  ]
  for (const [service, support] of cases) assert.equal(supportsEndpointPolicy(service), support, service)
  assert.deepEqual(endpointPolicySupport('dynamodb', 'gateway')?.sources, ['D25'])
  assert.deepEqual(endpointPolicySupport('dynamodb', 'interface')?.sources, ['D04'])
  assert.equal(endpointPolicySupport('kms')?.confidence, 'L')
  assert.equal(endpointPolicySupport('ssmmessages')?.confidence, 'M')
})

test('endpoint services of action prefixes', () => {
  const cases: Record<string, string[]> = {
    s3: ['s3', 's3-global.accesspoint'],
    ecr: ['ecr.api', 'ecr.dkr'],
    ssm: ['ssm', 'ssm-fips'],
    ssmmessages: ['ssmmessages'],
    logs: ['logs', 'stream-logs', 'logs-fips'],
    cloudwatch: ['monitoring'],
    kms: ['kms', 'kms-fips'],
    states: ['states', 'sync-states'],
    events: ['events'],
    'execute-api': ['execute-api'],
    elasticloadbalancing: ['elasticloadbalancing'],
    KMS: ['kms', 'kms-fips'],
    'not-yet-heard-of': [],
  }
  for (const [prefix, services] of Object.entries(cases)) assert.deepEqual(endpointServicesOf(prefix), services, prefix)
  assert.ok(endpointServicesOf('sagemaker').includes('notebook'))
  assert.ok(!endpointServicesOf('ds').includes('ds-data'))
})
