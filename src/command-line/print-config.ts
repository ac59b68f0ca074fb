import { posix } from 'node:path'
import type { Configuration } from '../config/configuration.js'
import { sanitiseAll } from '../linter/publish.js'
import { RESERVED_FINDINGS } from '../linter/reserved.js'
import type { Rule } from '../linter/rule.js'
import { isEnabled, isEnabledIn, optionsFor, severityFor } from '../linter/settings.js'
import { gravestOf } from '../linter/severity.js'
import { readAssumed } from './assume.js'
import type { Host } from './host.js'
import { loadConfiguration } from './load-configuration.js'
import type { Arguments } from './parse-arguments.js'
import { readHint } from './read-hint.js'
import { UsageError } from './usage-error.js'

/** Prints what holds for a file, or for a run as a whole, as JSON. */
export async function printConfig(options: Arguments, host: Host, rules: readonly Rule[]): Promise<void> {
  const [operand, ...more] = options.operands
  if (more.length > 0) throw new UsageError('"print-config" takes one file', 'Name one, or none for what holds everywhere.')
  const hint = readHint(options, host)
  const configuration = readAssumed(options, await loadConfiguration(options, host, rules))
  const file = operand === undefined ? undefined : posix.relative(host.workingDirectory, host.resolve(operand).replaceAll('\\', '/'))
  const { assumed = [], ...declarations } = configuration.declarations
  const effective = {
    configuration: configuration.path ?? null,
    ...(file !== undefined && { file: { path: file, ...configuration.hintFor(file), ...hint } }),
    extends: configuration.preset,
    ...declarations,
    assumed,
    rules: Object.fromEntries([...rules.map((rule) => ruleEntry(rule, file, configuration)), ...reservedEntries(file, configuration)]),
    suppressions: configuration.suppressions
      .filter(({ matchesFile }) => file === undefined || matchesFile === undefined || matchesFile(file))
      .map(({ rule, endpoint, statement, reason, expires }) => ({ rule, endpoint, statement, reason, expires })),
  }
  host.print(`${JSON.stringify(sanitiseAll(effective), null, 2)}\n`)
}

function ruleEntry(rule: Rule, file: string | undefined, configuration: Configuration): [id: string, entry: unknown] {
  const { id } = rule.meta
  const isOn = file === undefined ? isEnabled(rule, configuration) : isEnabledIn(rule, file, configuration)
  const configured = file === undefined ? configuration.severities[id] : severityFor(id, file, configuration)
  // A rule that is on for some files only has its own severity there, which depends on the file.
  const severity = !isOn ? 'off' : configured === undefined || configured === 'off' ? gravestOf(rule.messages) : configured
  const options = optionsFor(id, file, configuration)
  return [id, Object.keys(options).length === 0 ? severity : [severity, options]]
}

function reservedEntries(file: string | undefined, configuration: Configuration): [id: string, entry: unknown][] {
  return Object.keys(RESERVED_FINDINGS).map((id) => {
    const configured = file === undefined ? configuration.severities[id] : severityFor(id, file, configuration)
    return [id, configured ?? (id === 'undecided' ? 'note' : 'warning')]
  })
}
