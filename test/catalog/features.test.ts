import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  accessPattern, accessPatterns, agentAction, agentActions, askedCallers, feature, features, featuresOfDocument, featuresOfPlugin,
  isFeature, isKnownService, ssmBucket, ssmBucketsOfDocument,
} from '../../src/catalog/catalog.js'

test('features speak of what the catalog has', () => {
  for (const row of features()) {
    for (const id of row.accessPatterns) assert.ok(accessPattern(id) !== undefined, `${id} of ${row.id}`)
    for (const id of row.ssmBuckets) assert.ok(ssmBucket(id) !== undefined, `${id} of ${row.id}`)
    for (const service of [...row.endpoints, ...row.conditionalEndpoints]) assert.ok(isKnownService(service), `${service} of ${row.id}`)
    const endpoints = [...row.endpoints, ...row.conditionalEndpoints]
    assert.equal(new Set(endpoints).size, endpoints.length, row.id)
  }
  assert.equal(new Set(features().map((row) => row.id)).size, features().length)
  const unused = accessPatterns().filter(({ id }) => !features().some((row) => row.accessPatterns.includes(id)))
  assert.deepEqual(unused, [])
})

test('features by id', () => {
  assert.equal(isFeature('patch-manager'), true)
  assert.equal(isFeature('patchmanager'), false)
  assert.deepEqual(feature('domain-join')?.endpoints, ['ssm', 'ssmmessages', 'ds'])
  assert.deepEqual(feature('guardduty-agent')?.endpoints, ['ecr.api', 'ecr.dkr', 'guardduty-data'])
  assert.deepEqual(feature('cloudwatch-agent')?.conditionalEndpoints, ['ssm', 'ec2', 's3'])
})

test('features of documents', () => {
  const cases: [document: string, ids: string[]][] = [
    ['AWS-RunPatchBaseline', ['patch-manager']],
    ['AWS-RunPatchBaseline:$LATEST', ['patch-manager']],
    ['arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline', ['patch-manager']],
    ['arn:aws-us-gov:ssm:us-gov-west-1::document/AWS-UpdateSSMAgent:2', ['agent-update']],
    ['arn:aws:ssm:us-east-1:111122223333:document/SSM-SessionManagerRunShell', ['session-manager']],
    ['AWS-JoinDirectoryServiceDomain', ['domain-join']],
    ['AWSEC2-CreateVssSnapshot', ['vss-snapshots']],
    ['MyDocument', []],
    ['', []],
  ]
  for (const [document, ids] of cases) assert.deepEqual(featuresOfDocument(document), ids, document)
  assert.deepEqual(ssmBucketsOfDocument('AWS-InstanceRebootWithHooks:1'), ['aws-patch-manager', 'aws-patchmanager-macos'])
})

test('features of plugins', () => {
  assert.deepEqual(featuresOfPlugin('aws:domainJoin'), ['domain-join'])
  assert.deepEqual(featuresOfPlugin('aws:configurePackage'), ['distributor'])
  assert.deepEqual(featuresOfPlugin('aws:runPowerShellScript'), ['run-command'])
  assert.deepEqual(featuresOfPlugin('aws:softwareInventory'), [])
})

test('callers of access patterns, in the words of questions', () => {
  const callers = (id: string) => accessPattern(id)?.callers
  assert.deepEqual(callers('ssm-agent-downloads'), ['organization', 'anonymous'])
  assert.deepEqual(callers('ssm-patch-snapshot'), ['service-account'])
  assert.deepEqual(callers('cfn-waitcondition'), ['service-principal'])
  assert.deepEqual(callers('ssm-hybrid-registration'), ['unsigned-node'])
  for (const id of ['codeartifact', 'service-catalog', 'sap']) assert.deepEqual(askedCallers(accessPattern(id)!), [], id)
  assert.equal(accessPattern('nothing'), undefined)
})

test('calls of the agent', () => {
  assert.equal(agentActions().filter((row) => row.inManagedPolicy).length, 25)
  assert.deepEqual(agentActions().filter((row) => row.unsignedOnHybridNodes).map((row) => row.action), [
    'ssm:RegisterManagedInstance', 'ssm:RequestManagedInstanceRoleToken', 'ssm:UpdateManagedInstancePublicKey',
  ])
  assert.equal(agentAction('SSMMessages:createcontrolchannel')?.wildcardResourceOnly, true)
  assert.deepEqual(agentAction('ssm:GetDocument')?.requiredResourceTypes, ['document'])
  assert.equal(agentAction('s3:GetObject'), undefined)
})
