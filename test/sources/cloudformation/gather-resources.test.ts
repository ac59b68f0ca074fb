import assert from 'node:assert/strict'
import test from 'node:test'
import { rules } from '../../../rules/index.js'
import { decide } from '../../../src/access/decide.js'
import { find } from '../../../src/access/find.js'
import { probe } from '../../../src/access/probe.js'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS, type Declarations } from '../../../src/inventory/declarations.js'
import { organizationOf } from '../../../src/inventory/organization.js'
import { displayText } from '../../../src/policy/symbol.js'
import type { Draft } from '../../../src/linter/draft.js'
import { NO_OBSERVER } from '../../../src/linter/observer.js'
import { ruleContext } from '../../../src/linter/rule-context.js'
import { walk } from '../../../src/linter/walk.js'
import { interfaces, network, tableOf } from '../../support/example-network.js'
import { gatherTemplate, ref, resource } from '../../support/template-of.js'

type Resources = Readonly<Record<string, object>>

function draftsOf(id: string, resources: Resources, declared: Partial<Declarations> = {}) {
  const gathering = gatherTemplate({ Resources: resources })
  assert.deepEqual(gathering.problems, [])
  const inventory = buildInventory([gathering.facts], { ...NO_DECLARATIONS, ...declared })
  const context = ruleContext(inventory, organizationOf(inventory), { decide, find, probe })
  const settings = { preset: 'recommended', severities: {}, options: {}, overrides: [] } as const
  const drafts: Draft[] = []
  walk([rules.find(({ meta }) => meta.id === id)!], context, settings, NO_OBSERVER, (draft) => drafts.push(draft))
  return drafts
}

/** `"place": severity message`, a line each. */
function findings(id: string, resources: Resources, declared: Partial<Declarations> = {}): string[] {
  return draftsOf(id, resources, declared).map(({ at, severity, message }) =>
    displayText(`${at.file.text.slice(at.start, at.end)}: ${severity} ${message}`).replaceAll(' of template.json', ''))
}

const SERVICE = resource('ECS::Service', {
  EnableExecuteCommand: true, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA'), ref('SubnetB')] } },
})
const NODE = { Node: resource('EC2::Instance', { SubnetId: ref('SubnetA') }) }
const NAT = { Nat: resource('EC2::NatGateway') }
const OUT = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') }
const ORGANIZATION = { organization: { ids: ['o-acme123456'], accounts: [] } }
const S3 = { VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.${AWS::Region}.s3' }

test('ECS Exec without an endpoint for ssmmessages', () => {
  const rule = 'missing-session-manager-endpoint'
  const [found, ...others] = findings(rule, { ...network(), App: SERVICE, ...interfaces('ssm', 'ec2messages') })
  assert.equal(found, '"App": error "App" has ECS Exec enabled, but "Vpc" has no working endpoint for ssmmessages, and '
    + 'the route tables of its subnets hold only local and gateway-endpoint routes')
  assert.deepEqual(others, [])
  assert.deepEqual(findings(rule, { ...network(), App: SERVICE, ...interfaces('ssm', 'ssmmessages') }), [])
  assert.deepEqual(findings(rule, { ...network(), ...tableOf('SubnetA', OUT), ...tableOf('SubnetB', OUT), ...NAT, App: SERVICE }), [])
  const { Vpc, ...elsewhere } = network()
  assert.match(findings(rule, { ...elsewhere, App: SERVICE, ...interfaces('ssm') })[0]!, /note .*no whole list of the endpoints/)
  assert(Vpc !== undefined)
})

test('endpoints for two of the three services of Session Manager', () => {
  const [found] = draftsOf('missing-session-manager-endpoint', { ...network(NODE), ...interfaces('ssm', 'ec2messages') })
  assert.equal(found?.messageId, 'unproven-use')
  assert.equal(displayText(found.help).split('"')[1], 'com.amazonaws.${AWS::Region}.ssmmessages')
})

test('patching in a VPC that its template isolates', () => {
  const weekly = { Weekly: resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', InstanceId: ref('Node') }) }
  const messages = findings('missing-systems-manager-endpoint', { ...network(NODE), ...weekly, ...interfaces('ssm', 'ssmmessages') })
  assert.match(messages.join('\n'), /^"AWS-RunPatchBaseline": error "Weekly" runs AWS-RunPatchBaseline, which downloads from S3, but "Vpc" has no/)
  const gate = { Gate: resource('EC2::VPCEndpoint', S3) }
  assert.deepEqual(findings('missing-systems-manager-endpoint', { ...network(NODE), ...weekly, ...gate, ...interfaces('ssm', 'ssmmessages') }), [])
})

test('a domain join where no endpoint serves Directory Service', () => {
  const joining = resource('EC2::Instance', { SubnetId: ref('SubnetA'), SsmAssociations: [{ DocumentName: 'AWS-JoinDirectoryServiceDomain' }] })
  const messages = findings('unreachable-directory-service', { ...network(), Node: joining })
  assert.match(messages.join('\n'), /^"AWS-JoinDirectoryServiceDomain": error "Node" runs AWS-JoinDirectoryServiceDomain, but "Vpc" has no/)
  assert.deepEqual(findings('unreachable-directory-service', { ...network(), Node: joining, ...interfaces('ds') }), [])
})

test('an endpoint without a policy has the default one', () => {
  const gate = { Type: 'AWS::EC2::VPCEndpoint', Properties: S3, Metadata: { 'aws:cdk:path': 'App/Vpc/S3' } }
  const [found] = draftsOf('default-endpoint-policy', { ...network(), Gate: gate }, ORGANIZATION)
  assert.deepEqual([found?.subject.endpoint, found?.subject.resourceAddress], ['Gate', 'App/Vpc/S3'])
  assert.equal(found?.at.file.text.slice(found.at.start, found.at.end), '"Gate"')
  assert.deepEqual(findings('default-endpoint-policy', { ...network(), Gate: gate }), [])
})

test('the patch buckets of the Region of the template', () => {
  const weekly = { Weekly: resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', InstanceId: ref('Node') }) }
  const buckets = ['aws-ssm', 'patch-baseline-snapshot', 'aws-patch-manager'].map((name) => `arn:aws:s3:::${name}-\${AWS::Region}*/*`)
  const gateWith = (statement: object) =>
    ({ Gate: resource('EC2::VPCEndpoint', { ...S3, PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', ...statement }] } }) })
  const messages = (statement: object) => findings('missing-patch-bucket-access', { ...network(NODE), ...weekly, ...gateWith(statement) })
    .filter((line) => !line.includes(': note '))
  assert.deepEqual(messages({ Resource: buckets }), [])
  assert.notDeepEqual(messages({ Resource: 'arn:aws:s3:::mine/*' }), messages({ Resource: buckets }))
})

test('a policy that names the VPC of its template speaks of its own endpoint', () => {
  const weekly = { Weekly: resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', InstanceId: ref('Node') }) }
  const messages = (vpc: unknown) => {
    const statement = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*', Condition: { StringEquals: { 'aws:SourceVpc': vpc } } }
    const gate = resource('EC2::VPCEndpoint', { ...S3, ServiceName: 'com.amazonaws.eu-west-1.s3', PolicyDocument: { Statement: [statement] } })
    return findings('missing-patch-bucket-access', { ...network(NODE), ...weekly, Gate: gate })
  }
  assert.deepEqual(messages(ref('Vpc')), [])
  assert.match(messages(ref('Parameter'))[0]!, /note it is not certain .*: "Parameter" is not filled in/)
})
