import type { ErrorObject } from 'ajv'
import type { RuleMeta } from '../linter/rule.js'
import type { RuleOptions, Severities } from '../linter/settings.js'
import type { ConfiguredSeverity } from '../linter/severity.js'
import { spanOf, type Node } from '../syntax/node.js'
import { nodeAt } from '../syntax/pointer.js'
import type { Config, ConfigurationFault, RuleEntries, RuleEntry } from './configuration.js'
import { faultOf } from './schema-faults.js'

export interface SplitEntries {
  readonly severities: Severities
  readonly options: Readonly<Record<string, RuleOptions>>
}

export function splitEntries(entries: RuleEntries = {}): SplitEntries {
  const rows = Object.entries(entries)
  return {
    severities: Object.fromEntries(rows.map(([id, entry]) => [id, severityOf(entry)])),
    options: Object.fromEntries(rows.flatMap(([id, entry]) => (optionsOf(entry) === undefined ? [] : [[id, optionsOf(entry)!]]))),
  }
}

export function severityOf(entry: RuleEntry): ConfiguredSeverity {
  return typeof entry === 'string' ? entry : entry[0]
}

function optionsOf(entry: RuleEntry): RuleOptions | undefined {
  return typeof entry === 'string' ? undefined : entry[1]
}

/** The places of the configuration that have entries of rules. */
export function entryLists({ rules = {}, overrides = [] }: Config): { pointer: string; entries: RuleEntries }[] {
  return [
    { pointer: '/rules', entries: rules },
    ...overrides.map((override, index) => ({ pointer: `/overrides/${index}/rules`, entries: override.rules })),
  ]
}

/** Options that the schema of their rule does not accept, or of a rule that has none. */
export async function optionFaults(root: Node, config: Config, rules: readonly RuleMeta[]): Promise<ConfigurationFault[]> {
  const faults: ConfigurationFault[] = []
  for (const { pointer, entries } of entryLists(config)) {
    for (const [id, entry] of Object.entries(entries)) {
      const options = optionsOf(entry)
      if (options === undefined) continue
      const place = `${pointer}/${id}/1`
      const schema = rules.find((rule) => rule.id === id)?.options
      if (schema === undefined) {
        faults.push({ at: spanOf(nodeAt(root, place)!), message: `"${id}" takes no options`, help: 'Write the severity alone.' })
      } else {
        const errors = await errorsOf(schema, options)
        faults.push(...errors.map((error) => faultOf(root, { ...error, instancePath: `${place}${error.instancePath}` })))
      }
    }
  }
  return faults
}

/** Compiling a schema takes longer than most runs, so that it waits for a configuration that has options. */
async function errorsOf(schema: object, options: RuleOptions): Promise<ErrorObject[]> {
  const { Ajv2020 } = await import('ajv/dist/2020.js')
  const validate = new Ajv2020({ allErrors: true, verbose: true }).compile(schema)
  return validate(options) ? [] : (validate.errors ?? [])
}
