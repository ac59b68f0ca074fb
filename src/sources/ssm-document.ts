import { featuresOfDocument, featuresOfPlugin } from '../catalog/catalog.js'
import type { SsmDocument } from '../inventory/inventory.js'
import { locate, memberOf, spanOf, type Node, type ObjectNode } from '../syntax/node.js'
import type { Located, Span } from '../text/source-text.js'
import type { Gathering } from './gathering.js'
import { RecordReader, reportType } from './record-reader.js'

/** https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-schemas-features.html */
export function recognises(root: Node): boolean {
  const has = (name: string) => memberOf(root, name) !== undefined
  return has('schemaVersion') && (has('runtimeConfig') || has('mainSteps') || (has('sessionType') && has('inputs')))
}

export function gather(root: Node, gathering: Gathering): void {
  gatherDocument(root, undefined, spanOf(root), gathering)
}

/** `name` is what associations call the document; a document on its own does not say. */
export function gatherDocument(root: Node, name: string | undefined, at: Span, gathering: Gathering, owner: Owner = {}): void {
  if (root.kind !== 'object') {
    reportType(gathering, root, 'the document', 'object')
    return
  }
  const found = new Findings()
  const document = new RecordReader(root, gathering)
  document.string('schemaVersion')
  readRuntimeConfig(document.record('runtimeConfig'), found)
  for (const step of document.records('mainSteps') ?? []) readStep(step, found)
  readSession(document, found)
  gathering.facts.documents.push({ ...owner, name, at, plugins: found.plugins, features: found.features(), references: found.references })
}

type Owner = Pick<SsmDocument, 'account' | 'region'>

class Findings {
  readonly plugins: Located<string>[] = []
  readonly references: Located<string>[] = []
  readonly #features = new Map<string, Span>()

  addPlugin(plugin: Located<string>): void {
    this.plugins.push(plugin)
    for (const feature of featuresOfPlugin(plugin.value)) this.addFeature(feature, plugin.at)
  }

  addReference(document: Located<string> | undefined): void {
    // Only the run knows the value of a parameter.
    if (document === undefined || document.value.includes('{{')) return
    this.references.push(document)
    for (const feature of featuresOfDocument(document.value)) this.addFeature(feature, document.at)
  }

  addFeature(feature: string, at: Span): void {
    if (!this.#features.has(feature)) this.#features.set(feature, at)
  }

  features(): Located<string>[] {
    return [...this.#features].map(([value, at]) => ({ value, at }))
  }
}

/** Schema 1.2: an object by plugin. */
function readRuntimeConfig(config: RecordReader | undefined, found: Findings): void {
  for (const { key } of config?.node.members ?? ([] as ObjectNode['members'])) found.addPlugin(locate(key, key.value))
}

/**
 * Schema 2.x for nodes and 0.3 for Automation:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html
 */
function readStep(step: RecordReader, found: Findings): void {
  const action = step.text('action')
  const inputs = step.record('inputs')
  if (action === undefined) return
  found.addPlugin(action)
  if (inputs === undefined) return
  if (action.value === 'aws:runDocument') {
    const path = inputs.text('documentPath')
    if (inputs.string('documentType') !== 'LocalPath') found.addReference(path)
  }
  if (action.value === 'aws:runCommand' || action.value === 'aws:executeAutomation') found.addReference(inputs.text('DocumentName'))
  if (action.value === 'aws:executeAwsApi' && runsDocument(inputs)) found.addReference(inputs.text('DocumentName') ?? inputs.text('Name'))
  // https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-action-loop.html
  if (action.value === 'aws:loop') for (const inner of inputs.records('Steps') ?? []) readStep(inner, found)
  if (action.value === 'aws:configurePackage') {
    const name = inputs.text('name')
    if (name?.value === 'AmazonCloudWatchAgent') found.addFeature('cloudwatch-agent', name.at)
  }
}

/** Automation takes the names of API actions in the spellings of boto3 and of the API. */
function runsDocument(inputs: RecordReader): boolean {
  const api = inputs.string('Api')?.replaceAll('_', '').toLowerCase()
  return inputs.string('Service')?.toLowerCase() === 'ssm' && api !== undefined && RUNNING_APIS.has(api)
}

const RUNNING_APIS: ReadonlySet<string> = new Set(['sendcommand', 'startautomationexecution', 'createassociation'])

/** Schema 1.0: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html */
function readSession(document: RecordReader, found: Findings): void {
  const type = document.text('sessionType')
  if (type === undefined) return
  found.addFeature('session-manager', type.at)
  const logGroup = document.record('inputs')?.text('cloudWatchLogGroupName')
  if (logGroup !== undefined && logGroup.value !== '') found.addFeature('cloudwatch-logs', logGroup.at)
}
