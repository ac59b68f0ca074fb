import type { Fact, Targets } from '../../inventory/inventory.js'
import { displayText, hasSymbol } from '../../policy/symbol.js'
import type { Node } from '../../syntax/node.js'
import type { Located } from '../../text/source-text.js'
import { parseInside } from '../parse-inside.js'
import { readTargets } from '../read-targets.js'
import { showDocument } from '../show-document.js'
import { gatherDocument } from '../ssm-document.js'
import { Properties } from './properties.js'
import type { ResourceReaders, TemplateScope } from './template-scope.js'
import type { TemplateResource } from './template.js'

const DOCUMENT = 'AWS::SSM::Document'
const WINDOW_TARGET = 'AWS::SSM::MaintenanceWindowTarget'

export const SYSTEMS_MANAGER: ResourceReaders = {
  [DOCUMENT]: (resource, properties, scope) => {
    const content = contentOf(resource, properties, scope)
    const name = properties.text('Name')
    if (content !== undefined) gatherDocument(content, resource.ref, name?.at ?? resource.at, scope.gathering, scope.owner)
  },
  'AWS::SSM::Association': ({ logicalId }, properties, scope) => {
    run(logicalId, properties.text('Name'), [targetsOf(properties, properties.string('InstanceId'))], scope)
  },
  'AWS::SSM::MaintenanceWindowTask': ({ logicalId }, properties, scope) => {
    const type = properties.string('TaskType')
    if (type === 'RUN_COMMAND' || type === 'AUTOMATION') run(logicalId, properties.text('TaskArn'), targetsOfTask(properties, scope), scope)
  },
  // Nothing says that it is ever applied.
  'AWS::SSM::PatchBaseline': ({ logicalId, at }, _properties, scope) => {
    const note = `"${logicalId}" is a patch baseline`
    scope.gathering.facts.usages.push({ ...scope.fact(at), feature: 'patch-manager', evidence: 'weak', note })
  },
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-ec2-instance-ssmassociation.html */
export function gatherAssociations(logicalId: string, instance: string, properties: Properties, scope: TemplateScope): void {
  const targets: Targets = { instances: [instance], everyNode: false, tags: [], elsewhere: false }
  for (const association of properties.records('SsmAssociations') ?? []) run(logicalId, association.text('DocumentName'), [targets], scope)
}

function run(logicalId: string, document: Located<string> | undefined, targets: readonly Targets[], scope: TemplateScope): void {
  if (document === undefined) return
  const own = scope.resourceAt(DOCUMENT, document.value)
  const fact: Fact = scope.fact(document.at)
  const note = `"${logicalId}" runs ${showDocument(own?.logicalId ?? document.value)}`
  for (const some of targets) scope.gathering.facts.runs.push({ ...fact, document: own?.ref ?? document.value, note, targets: some })
}

function targetsOf(properties: Properties, named: string | undefined): Targets {
  const targets = readTargets(properties, named)
  return properties.isListOpen('Targets') ? { ...targets, elsewhere: true } : targets
}

/** A task runs on what it targets itself, and on what each target of its window does. */
function targetsOfTask(task: Properties, scope: TemplateScope): Targets[] {
  const quiet = new Properties(task.node)
  const windowTargets = (quiet.records('Targets') ?? []).filter((target) => target.string('Key') === 'WindowTargetIds')
  const ids = windowTargets.flatMap((target) => target.strings('Values') ?? [])
  const own = targetsOf(task, undefined)
  const registered = ids.map((id) => scope.propertiesAt(WINDOW_TARGET, id))
  if (registered.length === 0 || registered.includes(undefined)) return [own]
  return registered.flatMap((target) => (target === undefined ? [] : [targetsOf(target, undefined)]))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-document.html */
function contentOf({ logicalId }: TemplateResource, properties: Properties, scope: TemplateScope): Node | undefined {
  const { gathering } = scope
  const content = properties.value('Content')
  const format = properties.string('DocumentFormat')
  if (content === undefined || content.kind !== 'string') return content
  const what = `document "${logicalId}"`
  if (format === 'TEXT') gathering.leaveOut(content, `${what} is not written in JSON or YAML`)
  else if (hasSymbol(content.value) && !content.value.includes('schemaVersion')) {
    gathering.leaveOut(content, `${what} is "${displayText(content.value)}", which only deployment knows`)
  } else return parseInside(content, gathering, what, format === 'YAML' || !/^\s*\{/.test(content.value) ? 'YAML' : 'JSON')
  return undefined
}
