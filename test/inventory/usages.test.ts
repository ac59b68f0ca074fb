import assert from 'node:assert/strict'
import test from 'node:test'
import type { Declarations } from '../../src/inventory/declarations.js'
import type { Usage } from '../../src/inventory/inventory.js'
import { endpoints, instances, inventoryOf, subnets, vpcs } from '../support/inventory-of.js'

const NODES = instances({
  'i-a': ['vpc-1', 'subnet-1', { patch: 'weekly', team: 'tills' }],
  'i-b': ['vpc-2', 'subnet-2', { patch: 'daily' }],
})

function show(usage: Usage | undefined): string | undefined {
  return usage && `${usage.evidence}: ${usage.note}`
}

function session(target: string): object {
  return { Sessions: [{ SessionId: 'mira-1', Target: target }] }
}

function association(Name: string, ...Targets: { Key: string; Values: string[] }[]): object {
  return { Associations: [{ AssociationId: 'a-1', AssociationName: 'care', Name, Targets }] }
}

const patchingIn = (answers: readonly object[], vpc: string, declarations?: Partial<Declarations>) =>
  show(inventoryOf(answers, declarations).usageIn(vpc, 'patch-manager'))

test('a session is strong evidence in the VPC of its node, and no evidence in others', () => {
  const view = inventoryOf([NODES, session('i-a')])
  assert.equal(show(view.usageIn('vpc-1', 'session-manager')), 'strong: session "mira-1" ran on i-a')
  assert.equal(view.usageIn('vpc-2', 'session-manager'), undefined)
  assert.equal(view.usageIn('vpc-1', 'patch-manager'), undefined)
})

test('a session on a node that the run does not know is weak evidence in every VPC', () => {
  const view = inventoryOf([NODES, session('i-gone')])
  assert.equal(show(view.usageIn('vpc-2', 'session-manager')), 'weak: session "mira-1" ran on i-gone')
  assert.equal(show(view.usageAnywhere('session-manager')), 'strong: session "mira-1" ran on i-gone')
})

test('unplaced evidence of another account is none', () => {
  const owned = { Sessions: [{ SessionId: 'mira-1', Target: 'i-gone', Owner: 'arn:aws:iam::654321098765:user/mira' }] }
  assert.equal(inventoryOf([vpcs('vpc-1'), owned]).usageIn('vpc-1', 'session-manager'), undefined)
})

test('associations find their nodes by id, by all of their tags, and by *', () => {
  const patchedVpcs = (...targets: { Key: string; Values: string[] }[]) => {
    const answers = [NODES, { InstanceInformationList: [{ InstanceId: 'i-b' }] }, association('AWS-RunPatchBaseline', ...targets)]
    return ['vpc-1', 'vpc-2'].filter((vpc) => patchingIn(answers, vpc) === 'strong: association "care" runs AWS-RunPatchBaseline')
  }
  assert.deepEqual(patchedVpcs({ Key: 'InstanceIds', Values: ['i-a'] }), ['vpc-1'])
  assert.deepEqual(patchedVpcs({ Key: 'tag:patch', Values: ['weekly', 'daily'] }), ['vpc-1', 'vpc-2'])
  assert.deepEqual(patchedVpcs({ Key: 'tag:patch', Values: ['weekly', 'daily'] }, { Key: 'tag:team', Values: ['tills'] }), ['vpc-1'])
  assert.deepEqual(patchedVpcs({ Key: 'tag:team', Values: ['tills'] }, { Key: 'tag:patch', Values: ['daily'] }), [])
  assert.deepEqual(patchedVpcs({ Key: 'tag-key', Values: ['team'] }), ['vpc-1'])
  assert.deepEqual(patchedVpcs({ Key: 'InstanceIds', Values: ['*'] }), ['vpc-2'])
})

test('targets that only the account can resolve are unplaced', () => {
  const weak = 'weak: association "care" runs AWS-RunPatchBaseline'
  for (const target of [{ Key: 'resource-groups:Name', Values: ['x'] }, { Key: 'tag:patch', Values: ['never'] }]) {
    assert.equal(patchingIn([NODES, association('AWS-RunPatchBaseline', target)], 'vpc-1'), weak)
  }
  const two = [NODES, instances({ 'i-c': ['vpc-3', 'subnet-3', { patch: 'weekly' }] }, '654321098765')]
  assert.equal(patchingIn([...two, association('AWS-RunPatchBaseline', { Key: 'tag:patch', Values: ['weekly'] })], 'vpc-1'), weak)
})

test('a document of the user counts for what it does, through the documents that it runs', () => {
  const document = (Name: string, content: object) => ({ Name, DocumentFormat: 'JSON', Content: JSON.stringify(content) })
  const outer = document('care', { schemaVersion: '2.2', mainSteps: [{ action: 'aws:runDocument', inputs: { documentPath: 'inner' } }] })
  const inner = document('inner', {
    schemaVersion: '2.2',
    mainSteps: [{ action: 'aws:domainJoin' }, { action: 'aws:runDocument', inputs: { documentPath: 'care' } }],
  })
  const view = inventoryOf([NODES, outer, inner, association('care', { Key: 'InstanceIds', Values: ['i-a'] })])
  assert.equal(show(view.usageIn('vpc-1', 'domain-join')), 'strong: association "care" runs "care"')
  assert.equal(show(view.usageIn('vpc-2', 'domain-join')), 'weak: document "inner" is for domain-join')
})

test('registered nodes are managed nodes of their VPC; mi- nodes are hybrid and stand in none', () => {
  const view = inventoryOf([NODES, { InstanceInformationList: [{ InstanceId: 'i-a' }, { InstanceId: 'mi-1' }] }])
  assert.equal(show(view.usageIn('vpc-1', 'managed-nodes')), 'strong: i-a is a managed node')
  assert.equal(show(view.usageIn('vpc-2', 'managed-nodes')), 'weak: mi-1 is a managed node')
  assert.equal(show(view.usageIn('vpc-1', 'hybrid-nodes')), 'weak: mi-1 is a managed node')
  assert.deepEqual(view.nodesIn('vpc-1').map(({ id }) => id), ['i-a'])
})

test('a VPC entry with features stands in place of the run-wide list', () => {
  const declarations = { features: ['patch-manager'], vpcs: [{ tags: { tier: 'iso*' }, features: ['session-manager'] }] }
  const tagged = { Vpcs: [{ VpcId: 'vpc-1', Tags: [{ Key: 'tier', Value: 'isolated' }] }, { VpcId: 'vpc-2' }] }
  const view = inventoryOf([tagged], declarations)
  assert.equal(show(view.usageIn('vpc-1', 'session-manager')), 'strong: the configuration declares session-manager for vpc-1')
  assert.equal(view.usageIn('vpc-1', 'patch-manager'), undefined)
  assert.equal(show(view.usageIn('vpc-2', 'patch-manager')), 'strong: the configuration declares patch-manager for vpc-2')
  assert.equal(show(view.usageAnywhere('session-manager')), 'strong: the configuration declares session-manager')
})

test('a policy takes the best evidence of its VPCs; a raw one that of the whole run', () => {
  const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }
  const row = (vpc: string) => ({ service: 'ssm', vpc, policy: { Statement: [statement] } })
  const raw = { Version: '2012-10-17', Statement: [statement] }
  const view = inventoryOf([NODES, session('i-b'), endpoints(row('vpc-1'), row('vpc-2')), raw])
  const [shared, document] = view.policies
  assert.equal(shared!.endpoints.length, 2)
  for (const policy of [shared!, document!]) {
    assert.equal(show(view.usageFor(policy, 'session-manager')), 'strong: session "mira-1" ran on i-b')
  }
  const elsewhere = inventoryOf([NODES, session('i-b'), endpoints(row('vpc-1'))])
  assert.equal(elsewhere.usageFor(elsewhere.policies[0]!, 'session-manager'), undefined)
})

test('platforms of a policy are those seen in or declared for its VPCs', () => {
  const windows = { InstanceId: 'i-w', VpcId: 'vpc-1', Platform: 'windows' }
  const both = { Reservations: [{ Instances: [windows, { InstanceId: 'i-x', VpcId: 'vpc-2', InstanceType: 'm7g.large' }] }] }
  const policy = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }
  const declarations: Partial<Declarations> = { vpcs: [{ id: 'vpc-1', operatingSystems: ['macos'] }] }
  const view = inventoryOf([both, endpoints({ service: 's3', vpc: 'vpc-1', policy })], declarations)
  assert.deepEqual([...view.platformsFor(view.policies[0]!)].toSorted(), ['macos', 'windows'])
  const raw = inventoryOf([both, { ...policy, Version: '2012-10-17' }])
  assert.deepEqual([...raw.platformsFor(raw.policies[0]!)].toSorted(), ['linux', 'windows'])
  const none = inventoryOf([subnets({}), endpoints({ service: 's3', vpc: 'vpc-1', policy })])
  assert.equal(none.platformsFor(none.policies[0]!).size, 0)
})
