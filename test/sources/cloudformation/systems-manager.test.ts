import assert from 'node:assert/strict'
import test from 'node:test'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../../src/inventory/declarations.js'
import { displayText } from '../../../src/policy/symbol.js'
import type { TemplateOwner } from '../../../src/sources/cloudformation/template.js'
import { network } from '../../support/example-network.js'
import { gatherTemplate, inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

type Resources = Readonly<Record<string, object>>

const vpc = symbolFor('Vpc', '0.json')
const JOIN = { schemaVersion: '2.2', mainSteps: [{ action: 'aws:domainJoin', name: 'join', inputs: {} }] }
const node = (properties: object = {}) => ({ Node: resource('EC2::Instance', { SubnetId: ref('SubnetA'), ...properties }) })

function usage(resources: Resources, feature: string): string | undefined {
  const found = inventoryOfTemplates({ ...network(), ...resources }).usageIn(vpc, feature)
  return found && displayText(`${found.evidence}: ${found.note}`)
}

test('an association uses what its document does, on the nodes that it targets', () => {
  const run = (properties: object) => ({ Weekly: resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', ...properties }) })
  const strong = 'strong: "Weekly" runs AWS-RunPatchBaseline'
  assert.equal(usage({ ...node(), ...run({ InstanceId: ref('Node') }) }, 'patch-manager'), strong)
  assert.equal(usage({ ...node(), ...run({ Targets: [{ Key: 'InstanceIds', Values: [ref('Node')] }] }) }, 'patch-manager'), strong)
  const tagged = run({ Targets: [{ Key: 'tag:Patch', Values: ['yes'] }] })
  assert.equal(usage({ ...node({ Tags: [{ Key: 'Patch', Value: 'yes' }] }), ...tagged }, 'patch-manager'), strong)
  assert.equal(usage({ ...node(), ...tagged }, 'patch-manager'), strong.replace('strong', 'weak'))
  assert.equal(usage({ ...node(), ...run({ Targets: ref('Targets') }) }, 'patch-manager'), strong.replace('strong', 'weak'))
  assert.equal(usage({ ...node(), ...run({ Name: ref('Document'), InstanceId: ref('Node') }) }, 'patch-manager'), undefined)
})

test('instances of a group stand in its subnets', () => {
  const group = resource('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: [ref('SubnetA'), ref('SubnetB')], Tags: [{ Key: 'Patch', Value: 'yes' }] })
  const run = resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', Targets: [{ Key: 'tag:Patch', Values: ['yes'] }] })
  assert.equal(usage({ Group: group, Weekly: run }, 'patch-manager'), 'strong: "Weekly" runs AWS-RunPatchBaseline')
  assert.equal(gatherTemplate({ Resources: { Group: resource('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: ref('Subnets') }) } }).facts.instances.length, 0)
})

test('documents of the template, written as an object, as JSON and as YAML', () => {
  const yaml = 'schemaVersion: "2.2"\nmainSteps:\n  - action: aws:domainJoin\n    name: join\n'
  for (const Content of [JOIN, JSON.stringify(JOIN), yaml]) {
    const document = resource('SSM::Document', { Content, ...(Content === yaml && { DocumentFormat: 'YAML' }) })
    const run = resource('SSM::Association', { Name: ref('Join'), InstanceId: ref('Node') })
    assert.equal(usage({ ...node(), Join: document, Run: run }, 'domain-join'), 'strong: "Run" runs "Join"')
    assert.equal(usage({ ...node({ SsmAssociations: [{ DocumentName: ref('Join') }] }), Join: document }, 'domain-join'), 'strong: "Node" runs "Join"')
  }
})

test('a document that nothing runs is weak evidence in its account and Region', () => {
  const { facts } = gatherTemplate({ Resources: { Join: resource('SSM::Document', { Content: JOIN }) } }, { region: 'eu-west-1' })
  assert.deepEqual(facts.documents.map(({ region, features }) => [region, features[0]?.value]), [['eu-west-1', 'domain-join']])
  assert.match(usage({ ...node(), Join: resource('SSM::Document', { Content: JOIN }) }, 'domain-join')!, /^weak/)
})

test('what of a document cannot be read is told', () => {
  const { notJudged, problems } = gatherTemplate({ Resources: {
    Unknown: resource('SSM::Document', { Content: ref('Content') }), Text: resource('SSM::Document', { Content: 'x', DocumentFormat: 'TEXT' }),
    Broken: resource('SSM::Document', { Content: '{"schemaVersion": ' }),
  } })
  assert.deepEqual(notJudged.map(({ why }) => why), [
    'document "Unknown" is "Content of template.json", which only deployment knows', 'document "Text" is not written in JSON or YAML',
    'document "Broken" is not valid JSON',
  ])
  assert.deepEqual(problems.map(({ id }) => id), ['syntax-error'])
})

test('a task runs on its own targets and on those of its window', () => {
  const task = (properties: object) => ({ Task: resource('SSM::MaintenanceWindowTask', { TaskArn: 'AWS-UpdateSSMAgent', TaskType: 'RUN_COMMAND', ...properties }) })
  const window = { Nodes: resource('SSM::MaintenanceWindowTarget', { ResourceType: 'INSTANCE', Targets: [{ Key: 'InstanceIds', Values: [ref('Node')] }] }) }
  const strong = 'strong: "Task" runs AWS-UpdateSSMAgent'
  assert.equal(usage({ ...node(), ...task({ Targets: [{ Key: 'InstanceIds', Values: [ref('Node')] }] }) }, 'agent-update'), strong)
  const byWindow = task({ Targets: [{ Key: 'WindowTargetIds', Values: [ref('Nodes')] }] })
  assert.equal(usage({ ...node(), ...byWindow, ...window }, 'agent-update'), strong)
  assert.match(usage({ ...node(), ...byWindow }, 'agent-update')!, /^weak/)
  assert.equal(usage({ ...node(), ...task({ TaskType: 'LAMBDA', TaskArn: 'AWS-UpdateSSMAgent' }) }, 'agent-update'), undefined)
})

test('a patch baseline is weak evidence', () => {
  assert.equal(usage({ Baseline: resource('SSM::PatchBaseline', { Name: 'mine' }) }, 'patch-manager'), 'weak: "Baseline" is a patch baseline')
})

test('tags of one template choose no instances of another, unless both are of one account and Region', () => {
  const run = { Resources: { Weekly: resource('SSM::Association', { Name: 'AWS-RunPatchBaseline', Targets: [{ Key: 'tag:Patch', Values: ['yes'] }] }) } }
  const nodes = { Resources: { ...network(), ...node({ Tags: [{ Key: 'Patch', Value: 'yes' }] }) } }
  const evidence = (owner: TemplateOwner) => buildInventory(
    [gatherTemplate(nodes, owner, '0.json').facts, gatherTemplate(run, owner, '1.json').facts], NO_DECLARATIONS,
  ).usageIn(vpc, 'patch-manager')?.evidence
  assert.equal(evidence({}), 'weak')
  assert.equal(evidence({ region: 'eu-west-1' }), 'weak')
  assert.equal(evidence({ region: 'eu-west-1', account: '210987654321' }), 'strong')
})
