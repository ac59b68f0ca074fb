import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../src/policy/symbol.js'
import { gather, type FileHints, type Gathered } from '../../src/sources/gather.js'
import { Parsers } from '../../src/sources/parsers.js'
import { SourceFile } from '../../src/text/source-text.js'

const WALKED: FileHints = { explicit: false }
const NAMED: FileHints = { explicit: true }
const parsers = new Parsers()
await parsers.loadYaml()

function gatherText(text: string, hints = WALKED, path = 'input.json'): Gathered {
  return gather(new SourceFile(path, text), hints, parsers)
}

function policyText(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

const OPEN = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }
const IDENTITY = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }

test('an identity policy is left out, and a note says so when the file is named', () => {
  const walked = gatherText(policyText(IDENTITY))
  assert.equal(walked.recognised, true)
  assert.deepEqual([walked.facts.policies, walked.notes, walked.notJudged.length], [[], [], 1])
  const named = gatherText(policyText(IDENTITY), NAMED)
  assert.match(named.notes[0]!.text, /^no statement has a Principal, so this is an identity policy/)
})

test('a trust policy is left out; a policy that only lacks its resources is not', () => {
  const trust = { Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole', 'sts:TagSession'] }
  assert.equal(gatherText(policyText(trust)).facts.policies.length, 0)
  assert.equal(gatherText(policyText({ ...trust, Action: ['sts:AssumeRole', 's3:GetObject'] })).facts.policies.length, 1)
  assert.equal(gatherText(policyText({ ...trust, Resource: '*' })).facts.policies.length, 1)
  assert.equal(gatherText(policyText(trust), { ...WALKED, service: 'sts' }).facts.policies.length, 1)
})

test('a document without statements is judged only when named', () => {
  assert.equal(gatherText('{"Statement": []}').notJudged[0]?.why, 'a policy document without statements')
  assert.equal(gatherText('{"Statement": 5}', NAMED).facts.policies.length, 1)
})

test('--service, the configuration and the file name make an endpoint policy of any document', () => {
  assert.equal(gatherText(policyText(IDENTITY), { ...WALKED, service: 's3' }).facts.policies[0]?.service, 's3')
  assert.equal(gatherText(policyText(IDENTITY), WALKED, 'policies/ssm-endpoint-policy.json').facts.policies[0]?.service, 'ssm')
})

test('hints win over the file name, which wins over the policy', () => {
  const text = policyText({ ...OPEN, Action: 'ssm:*', Resource: 'arn:aws:ssm:eu-west-1::parameter/aws/*' })
  const scope = (hints: FileHints, path: string) => {
    const { service, region, endpointType } = gatherText(text, hints, path).facts.policies[0]!
    return [service, region, endpointType]
  }
  const hints: FileHints = { ...WALKED, service: 's3', region: 'sa-east-1', endpointType: 'gateway' }
  assert.deepEqual(scope(hints, 'ssm-endpoint-eu-north-1.json'), ['s3', 'sa-east-1', 'gateway'])
  assert.deepEqual(scope(WALKED, 'kms-interface-endpoint-eu-north-1.json'), ['kms', 'eu-north-1', 'interface'])
  assert.deepEqual(scope(WALKED, 'patching.json'), ['ssm', 'eu-west-1', 'interface'])
})

test('a placeholder for the Region is a Region; two of them are none', () => {
  const regionOf = (...resources: string[]) => {
    const region = gatherText(policyText({ ...OPEN, Resource: resources })).facts.policies[0]?.region
    return region && displayText(region)
  }
  assert.equal(regionOf('arn:aws:s3:::aws-ssm-<region>/*', 'arn:aws:ssm:<region>::parameter/aws/*'), '<region>')
  assert.equal(regionOf('arn:aws:s3:::aws-ssm-<region>/*', 'arn:aws:s3:::aws-ssm-eu-west-1/*'), undefined)
  assert.equal(regionOf('arn:aws:s3:::harbour-eu-west-1/*', 'arn:aws:ec2:*:*:vpc/*'), undefined)
})

test('policies of the same text share one for each service and Region', () => {
  const endpoint = (id: number, service: string, policy: string, region = 'eu-west-1') =>
    ({ VpcEndpointId: `vpce-${id}`, ServiceName: `com.amazonaws.${region}.${service}`, PolicyDocument: policy })
  const [open, closed] = [policyText(OPEN), policyText({ ...OPEN, Effect: 'Deny' })]
  const alike = [endpoint(4, 'ssm', open), endpoint(5, 'ssm', open, 'eu-north-1')]
  const endpoints = [endpoint(1, 'ssm', open), endpoint(2, 'kms', open), endpoint(3, 'ssm', closed), ...alike]
  const { policies } = gatherText(JSON.stringify({ VpcEndpoints: endpoints })).facts
  const groups = policies.map((policy) => policy.endpoints.map(({ id }) => id))
  assert.deepEqual(groups, [['vpce-1', 'vpce-4'], ['vpce-2'], ['vpce-3'], ['vpce-5']])
})

test('places stand inside the string that holds the policy, whatever its escapes', () => {
  const document = '{"Statement": [{"Sid": "Entr\u00e9e\\n\ud83d\ude80", "Principal": "*", "Action": "*", "Resource": "*"}]}'
  const text = `{"VpcEndpoints": [{"ServiceName": "com.amazonaws.eu-west-1.ssm", "PolicyDocument": ${JSON.stringify(document)}}]}`
  const statement = gatherText(text).facts.policies[0]!.policy.statements[0]!
  assert.equal(text.slice(statement.resource.at.start, statement.resource.at.end), '\\"*\\"')
  assert.equal(text.slice(statement.at.start, statement.at.start + 8), '{\\"Sid\\"')
})

test('a broken file is ours when it is named, when its name says so, or when it has words of ours', () => {
  const isOurs = (text: string, hints = WALKED, path = 'input.json') => {
    const { recognised, problems } = gatherText(text, hints, path)
    assert.equal(problems.length > 0, recognised)
    return recognised
  }
  assert.equal(isOurs('{"compilerOptions": {}, // a comment\n}'), false)
  assert.equal(isOurs('{"compilerOptions": {}, // a comment\n}', { ...WALKED, service: 's3' }), false)
  assert.equal(isOurs('{"compilerOptions": {}, // a comment\n}', NAMED), true)
  assert.equal(isOurs('', WALKED, 'kms-endpoint.json'), true)
  assert.equal(isOurs('<<<<<<< HEAD', WALKED, 'kms-endpoint.json'), true)
  assert.equal(isOurs('Resources:\n  "Statement": []', WALKED, 'kms-endpoint.yaml'), false)
  assert.equal(isOurs('Resources:\n  - "Statement": [', WALKED, 'kms-endpoint.yaml'), false)
  assert.equal(isOurs('Resources:\n  - "Statement": [', NAMED, 'kms-endpoint.yaml'), true)
  assert.equal(isOurs('"Statement": [', WALKED, 'kms-endpoint.yaml'), true)
  assert.equal(isOurs('- VpcEndpoints: [', WALKED, '<stdin>'), true)
  assert.equal(isOurs('{"Version": "2012-10-17", "Statement": ['), true)
  assert.equal(isOurs(JSON.stringify('{"Version": "2012-10-17", "Statement": [')), true)
})

test('an empty object is a policy only when named as one', () => {
  assert.equal(gatherText('{}', NAMED).recognised, false)
  assert.equal(gatherText('{}', { ...WALKED, service: 's3' }).recognised, false)
  assert.equal(gatherText('{}', { ...NAMED, service: 's3' }).facts.policies.length, 1)
})

test('a page that is not the last is not the whole list', () => {
  const listsOf = (answer: object) => [...gatherText(JSON.stringify(answer)).facts.lists]
  assert.deepEqual(listsOf({ VpcEndpoints: [] }), ['endpoints'])
  assert.deepEqual(listsOf({ VpcEndpoints: [], NextToken: 'eyJ2' }), [])
  assert.deepEqual(listsOf({ VpcEndpoints: [], NextToken: null }), ['endpoints'])
  assert.deepEqual(listsOf({ VpcEndpoints: ['vpce-1'] }), [])
})

test('what Systems Manager lists belongs to the one account and Region of its file', () => {
  const sessions = { Sessions: [{ SessionId: 'mira-1', Target: 'i-1' }] }
  const ownerIn = (answer: object) => {
    const { account, region } = gatherText(JSON.stringify({ ...sessions, ...answer })).facts.usages[0]!
    return [account, region]
  }
  const subnet = (account: string, zone: string) => ({ SubnetId: `subnet-${account}`, OwnerId: account, AvailabilityZone: zone })
  const [own, other] = [subnet('210987654321', 'eu-west-1a'), subnet('654321098765', 'eu-west-1b')]
  assert.deepEqual(ownerIn({ Subnets: [own] }), ['210987654321', 'eu-west-1'])
  assert.deepEqual(ownerIn({ Subnets: [own, other] }), [undefined, 'eu-west-1'])
})

test('thousands of sessions on one node are one usage', () => {
  const sessions = Array.from({ length: 5000 }, (_, index) => ({ SessionId: `mira-${index}`, Target: `i-${index % 2}` }))
  assert.equal(gatherText(JSON.stringify({ Sessions: sessions })).facts.usages.length, 2)
})

test('a tag called __proto__ is a tag', () => {
  const answer = '{"VpcEndpoints": [{"ServiceName": "com.amazonaws.eu-west-1.ssm", "Tags": [{"Key": "__proto__", "Value": "x"}]}]}'
  assert.deepEqual(Object.entries(gatherText(answer).facts.endpoints[0]!.tags!), [['__proto__', 'x']])
})
