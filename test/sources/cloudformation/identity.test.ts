import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { network } from '../../support/example-network.js'
import { gatherTemplate, inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

type Resources = Readonly<Record<string, object>>

const CORE = 'arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore'
const ROLE = { Role: resource('IAM::Role', { ManagedPolicyArns: [CORE] }) }
const PROFILE = { Profile: resource('IAM::InstanceProfile', { Roles: [ref('Role')] }) }
const allow = (...Action: string[]) => ({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] })

function usages(resources: Resources): string[] {
  const { facts, problems } = gatherTemplate({ Resources: resources })
  assert.deepEqual([problems, facts.policies], [[], []])
  return facts.usages.map(({ feature, evidence, note, instances }) => displayText(`${evidence} ${feature} ${note} ${instances?.join() ?? '-'}`))
}

test('managed policies are weak evidence, on the instances that have the role', () => {
  const line = 'weak managed-nodes "Role" has the policy AmazonSSMManagedInstanceCore'
  assert.deepEqual(usages(ROLE), [`${line} -`])
  const node = { Node: resource('EC2::Instance', { IamInstanceProfile: ref('Profile') }) }
  assert.deepEqual(usages({ ...ROLE, ...PROFILE, ...node }), [`${line} Node of template.json`])
  const launch = { Launch: resource('EC2::LaunchTemplate', { LaunchTemplateData: { IamInstanceProfile: { Arn: 'arn:aws:iam::210987654321:instance-profile/${Profile}' } } }) }
  const group = { Group: resource('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: ['subnet-1'], LaunchTemplate: { LaunchTemplateId: ref('Launch') } }) }
  assert.deepEqual(usages({ ...ROLE, ...PROFILE, ...launch, ...group }), [`${line} Group of template.json/0`])
  assert.deepEqual(usages({ Role: resource('IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess', ref('Policy')] }) }), [])
})

test('so are actions that policies allow', () => {
  const line = 'weak session-manager "Policy" allows ssm:StartSession -'
  assert.deepEqual(usages({ Policy: resource('IAM::ManagedPolicy', { PolicyDocument: allow('s3:*', 'ssm:StartSession', 'SSM:startsession') }) }), [line])
  const inline = { Role: resource('IAM::Role', { Policies: [{ PolicyName: 'p', PolicyDocument: allow('ssm:SendCommand') }] }) }
  assert.deepEqual(usages(inline), ['weak run-command "Role" allows ssm:SendCommand -'])
  assert.deepEqual(usages({ Policy: resource('IAM::Policy', { PolicyDocument: { Statement: { Effect: 'Deny', Action: 'ssm:StartSession' } } }) }), [])
  assert.deepEqual(usages({ Policy: resource('IAM::Policy', { PolicyDocument: ref('Document') }) }), [])
})

test('the VPC of the instances has it, weakly', () => {
  const node = { Node: resource('EC2::Instance', { SubnetId: ref('SubnetA'), IamInstanceProfile: ref('Profile') }) }
  const view = inventoryOfTemplates({ ...network(), ...ROLE, ...PROFILE, ...node })
  assert.equal(view.usageIn(symbolFor('Vpc', '0.json'), 'managed-nodes')?.evidence, 'weak')
})
