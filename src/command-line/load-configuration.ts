import { posix } from 'node:path'
import { NO_CONFIGURATION, type Configuration } from '../config/configuration.js'
import { findConfigurations } from '../config/find-configuration.js'
import type { Rule } from '../linter/rule.js'
import { SourceFile } from '../text/source-text.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** The configuration that --config names, or the one that lies nearest; throws UsageError or ConfigurationError. */
export async function loadConfiguration(options: Arguments, host: Host, rules: readonly Rule[]): Promise<Configuration> {
  const named = options.value('config')
  if (options.has('no-config')) {
    if (named !== undefined && host.environment['VPCE_LINT_CONFIG'] !== named)
      throw new UsageError('--config and --no-config contradict each other', 'Give one of them.')
    return NO_CONFIGURATION
  }
  const found = named === undefined ? nearest(host) : resolve(host, named)
  if (found === undefined) return NO_CONFIGURATION
  const shown = named ?? posix.relative(host.workingDirectory, found)
  const text = readConfigurationText(host, found, shown)
  // Loaded only when there is a configuration: its validator and patterns take time.
  const { readConfiguration } = await import('../config/read-configuration.js')
  const directories = { configuration: posix.dirname(found), working: host.workingDirectory }
  return readConfiguration(
    new SourceFile(shown, text),
    rules.map(({ meta }) => meta),
    directories,
  )
}

function nearest(host: Host): string | undefined {
  const [found, other] = findConfigurations(host.workingDirectory, host.exists)
  if (found === undefined || other === undefined) return found
  const names = [found, other].map((path) => `"${posix.relative(host.workingDirectory, path)}"`)
  throw new UsageError(`there are two configurations, ${names.join(' and ')}`, 'Keep one of them, or name one with --config.')
}

function readConfigurationText(host: Host, path: string, shown: string): string {
  try {
    return host.readText(path).replace(/^\ufeff/, '')
  } catch (error) {
    throw new UsageError(`the configuration "${shown}" cannot be read: ${(error as Error).message}`, 'Check the path that --config gives.')
  }
}

function resolve(host: Host, path: string): string {
  const slashed = path.replaceAll('\\', '/')
  return slashed.startsWith('/') || /^[A-Za-z]:\//.test(slashed) ? slashed : posix.join(host.workingDirectory, slashed)
}
