import { gather, type Gathered } from '../../src/sources/gather.js'
import { Parsers } from '../../src/sources/parsers.js'
import { SourceFile } from '../../src/text/source-text.js'

type References = Readonly<Record<string, readonly string[]>>

/** A resource of a plan, with what a test wants to say of it. */
export interface PlannedResource {
  readonly address: string
  readonly values?: object
  /** Attributes that are known only after apply; `id` is unless it has a value. */
  readonly unknown?: readonly string[]
  /** The same of parts of attributes, as `after_unknown` has it. */
  readonly unknownParts?: object
  readonly before?: object
  /** References by attribute. */
  readonly references?: References
  readonly actions?: readonly string[]
  readonly mode?: 'data' | 'managed'
}

const parsers = new Parsers()
await parsers.loadYaml()

export function gatherText(text: string, path = 'plan.json', explicit = true): Gathered {
  return gather(new SourceFile(path, text), { explicit }, parsers)
}

export function gatherPlan(resources: readonly PlannedResource[], more: object = {}, calls: object = {}): Gathered {
  return gatherText(JSON.stringify({ ...planOf(resources, calls), ...more }))
}

/** A plan of these resources; those of modules need their configuration in `calls`. */
export function planOf(resources: readonly PlannedResource[], calls: object = {}): object {
  const inModule = (module: string) => resources.filter((resource) => moduleOf(resource) === module).map(valuesOf)
  const children = [...new Set(resources.map(moduleOf))].filter((module) => module !== '')
  return {
    format_version: '1.2',
    planned_values: { root_module: { resources: inModule(''), child_modules: children.map((address) => ({ address, resources: inModule(address) })) } },
    resource_changes: resources.map(changeOf),
    configuration: {
      provider_config: { aws: { name: 'aws', expressions: { region: { constant_value: 'eu-west-1' } } } },
      root_module: { resources: configurationOf(resources.filter((resource) => moduleOf(resource) === '')), module_calls: calls },
    },
  }
}

/** What `module_calls` holds of a module: its resources without the module's address. */
export function call(
  resources: readonly PlannedResource[], variables: References = {}, outputs: References = {}, forEach?: object,
): object {
  return {
    expressions: referencesOf(variables),
    ...(forEach !== undefined && { for_each_expression: forEach }),
    module: {
      resources: configurationOf(resources),
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, references]) => [name, { expression: { references } }])),
    },
  }
}

function partsOf(address: string): { module: string; type: string; name: string } {
  const match = /^((?:module\.[\w-]+(?:\[[^\]]*\])?\.)*)(?:data\.)?(\w+)\.([\w-]+)/.exec(address)!
  return { module: match[1]!.replace(/\.$/, ''), type: match[2]!, name: match[3]! }
}

function moduleOf({ address }: PlannedResource): string {
  return partsOf(address).module
}

function valuesOf({ address, values = {}, mode = 'managed' }: PlannedResource): object {
  const { type, name } = partsOf(address)
  return { address, mode, type, name, values }
}

function changeOf({ address, values = {}, unknown = [], unknownParts, before, actions = ['create'] }: PlannedResource): object {
  const { type, name } = partsOf(address)
  const all = 'id' in values ? unknown : ['id', ...unknown]
  const after_unknown = { ...Object.fromEntries(all.map((attribute) => [attribute, true])), ...unknownParts }
  return { address, type, name, change: { actions, before, after: values, after_unknown } }
}

function configurationOf(resources: readonly PlannedResource[]): object[] {
  const blocks = new Map(resources.map(({ address, references = {}, mode }) => {
    const { type, name } = partsOf(address)
    const block = `${mode === 'data' ? 'data.' : ''}${type}.${name}`
    return [block, { address: block, mode: mode ?? 'managed', type, name, provider_config_key: 'aws', expressions: referencesOf(references) }]
  }))
  return [...blocks.values()]
}

function referencesOf(references: References): object {
  return Object.fromEntries(Object.entries(references).map(([attribute, list]) => [attribute, { references: list }]))
}
