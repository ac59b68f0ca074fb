import type { Targets, Usage } from '../../inventory/inventory.js'
import { memberOf, spanOf } from '../../syntax/node.js'
import type { Located, Span } from '../../text/source-text.js'
import { parseInside } from '../parse-inside.js'
import { showDocument } from '../show-document.js'
import { gatherDocument } from '../ssm-document.js'
import { readPlannedTargets } from './targets.js'
import type { Deployment } from './deployment.js'
import { INSTANCE, SUBNET, WINDOW_TARGET } from './kinds.js'
import type { Network } from './network.js'
import type { Resource } from './resource.js'

/** Adds what runs on nodes, and what the resources show of features in use. */
export function gatherSystemsManager(deployment: Deployment, network: Network): void {
  for (const association of deployment.managed('aws_ssm_association')) gatherAssociation(association, deployment)
  for (const task of deployment.managed('aws_ssm_maintenance_window_task')) gatherTask(task, deployment)
  for (const document of deployment.managed('aws_ssm_document')) gatherOwnDocument(document, deployment)
  for (const service of deployment.managed('aws_ecs_service')) gatherService(service, deployment, network)
  for (const baseline of deployment.managed('aws_ssm_patch_baseline', 'aws_ssm_patch_group')) {
    addWeak('patch-manager', baseline.at, `${baseline.address} is for patching`, baseline, deployment)
  }
  for (const activation of deployment.managed('aws_ssm_activation')) {
    addWeak('hybrid-nodes', activation.at, `${activation.address} registers hybrid nodes`, activation, deployment)
  }
}

function gatherAssociation(resource: Resource, deployment: Deployment): void {
  const { values } = resource
  const shown = values.string('association_name')
  const named = values.isUnknown('instance_id') ? deployment.linksOf(resource, 'instance_id', INSTANCE) : undefined
  const instances = named?.map(({ id }) => id) ?? [values.string('instance_id')].flatMap((id) => id ?? [])
  const targets = readPlannedTargets(resource, instances, deployment)
  const name = shown === undefined ? resource.address : `association "${shown}"`
  addRun(values.text('name'), name, named !== undefined && named.length > 1 ? { ...targets, elsewhere: true } : targets, resource, deployment)
}

/** https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/ssm_maintenance_window_task */
function gatherTask(resource: Resource, deployment: Deployment): void {
  const { values } = resource
  const type = values.string('task_type')
  const document = values.text('task_arn')
  if (type !== 'RUN_COMMAND' && type !== 'AUTOMATION') return
  const windowTargets = values.blocks('targets').filter((target) => target.string('key') === 'WindowTargetIds')
  const links = windowTargets.length === 0 ? [] : deployment.linker.linksOf(resource, ['targets', 'values'], WINDOW_TARGET)
  const known = windowTargets.flatMap((target) => target.strings('values') ?? []).map((id) => deployment.byId(id))
  const unknown = (links ?? []).map(({ id }) => deployment.byId(id))
  const found = [...known, ...unknown].filter((target) => target !== undefined)
  const targets = found.length === 0 ? [readPlannedTargets(resource, [], deployment)] : found.map((one) => readPlannedTargets(one, [], deployment))
  for (const one of targets) addRun(document, `maintenance window task "${values.string('name') ?? resource.address}"`, one, resource, deployment)
}

function addRun(document: Located<string> | undefined, name: string, targets: Targets, resource: Resource, { gathering, owners }: Deployment): void {
  if (document === undefined) return
  const { value, at } = document
  gathering.facts.runs.push({ document: value, at, note: `${name} runs ${showDocument(value)}`, targets, ...owners.of(resource) })
}

function gatherOwnDocument(resource: Resource, { gathering, owners }: Deployment): void {
  const { values, address } = resource
  const content = values.textNode('content')
  const format = values.string('document_format') ?? 'JSON'
  if (content === undefined || values.isUnknown('content') || format === 'TEXT') return
  const root = parseInside(content, gathering, `document ${address}`, format === 'YAML' ? 'YAML' : 'JSON')
  if (root === undefined) return
  const name = values.text('name')
  const before = gathering.facts.documents.length
  gatherDocument(root, name?.value, name?.at ?? spanOf(root), gathering)
  const [document] = gathering.facts.documents.splice(before)
  if (document !== undefined) gathering.facts.documents.push({ ...document, ...owners.of(resource) })
}

/** https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html */
function gatherService(resource: Resource, deployment: Deployment, network: Network): void {
  const { values, address, at } = resource
  if (values.boolean('enable_execute_command') !== true) return
  const [configuration] = values.blocks('network_configuration')
  const known = configuration?.strings('subnets')?.map((id) => ({ id, knownId: id, type: '' })) ?? []
  const isUnknown = configuration?.isUnknown('subnets') ?? false
  const unknown = isUnknown ? deployment.linker.linksOf(resource, ['network_configuration', 'subnets'], SUBNET) : []
  const vpc = unknown && network.vpcOfSubnets([...known, ...unknown])
  const member = memberOf(values.node, 'enable_execute_command')
  const place = member === undefined ? at : spanOf(member)
  const usage: Usage = { feature: 'ecs-exec', evidence: 'strong', at: place, note: `${address} enables ECS Exec`, ...deployment.owners.of(resource) }
  deployment.gathering.facts.usages.push(vpc === undefined ? usage : { ...usage, vpc })
}

/** A sign that the feature is meant to be used; nothing says where. */
export function addWeak(feature: string, at: Span, note: string, resource: Resource, { gathering, owners }: Deployment): void {
  gathering.facts.usages.push({ feature, evidence: 'weak', at, note, ...owners.of(resource) })
}
