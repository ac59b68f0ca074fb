import { rules } from '../rules/index.js'
import { catalogDate } from './catalog/catalog.js'
import { NO_CONFIGURATION, type Config } from './config/configuration.js'
import { publish, type PublishedReport } from './linter/publish.js'
import { readPolicy } from './policy/parse-policy.js'
import type { Policy } from './policy/policy.js'
import { run } from './run.js'
import { parseJson } from './syntax/json.js'
import type { Problem } from './text/problem.js'
import { SourceFile } from './text/source-text.js'
import { version } from './version.js'

export { decide } from './access/decide.js'
export { evaluate } from './access/evaluate.js'
export { find } from './access/find.js'
export type {
  Caller,
  Context,
  Decision,
  Doubt,
  Environment,
  NearMiss,
  Outcome,
  Question,
  Request,
  Search,
  Verdict,
  Witness,
} from './access/access.js'
export { ConfigurationError, type Config, type ConfigurationFault } from './config/configuration.js'
export type {
  Location,
  PublishedFinding as Finding,
  PublishedFix as Fix,
  PublishedProblem,
  PublishedReport as Report,
  PublishedWitness,
} from './linter/publish.js'
export type { Severity, Subject } from './linter/finding.js'
export type { Summary } from './linter/report.js'
export type { Condition, Policy, PolicyFault, Statement } from './policy/policy.js'
export type { Problem } from './text/problem.js'
export type { Located, Position, SourceFile, Span } from './text/source-text.js'

export interface InputFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/**
 * Reads a policy document from JSON text; one inside a JSON string is taken too. There is no policy when the text is not
 * JSON; what AWS would refuse of one is in its `faults`. Placeholders such as `<region>` stand for unknown text.
 */
export function parsePolicy(text: string, name = '<policy>'): { policy?: Policy; problems: Problem[] } {
  const file = new SourceFile(name, text.replace(/^\ufeff/, ''))
  const outer = parseJson(file)
  const { root, faults } = outer.root?.kind === 'string' ? parseJson(outer.root.inside()) : outer
  const problems = faults.map(({ id, at, message, help }): Problem => ({ id, message, help, path: name, at }))
  return root === undefined ? { problems } : { policy: readPolicy(root, { deployed: false }), problems }
}

/**
 * Judges files with the built-in rules: what `vpce-lint --format json` prints. Every file counts as named explicitly.
 * Patterns of the configuration are relative to the same directory as the paths. Throws a ConfigurationError when the
 * configuration has faults.
 */
export async function lint(files: readonly InputFile[], config?: Config): Promise<PublishedReport> {
  const inputs = files.map(({ path, content }) => ({ path, content, explicit: true }))
  const today = new Date().toISOString().slice(0, 10)
  const report = await run(inputs, { rules, configuration: await configurationFrom(config), hint: {}, skipUnknown: false, today })
  return publish(report, { name: 'vpce-lint', version, catalogDate })
}

async function configurationFrom(config: Config | undefined): Promise<typeof NO_CONFIGURATION> {
  if (config === undefined) return NO_CONFIGURATION
  const { readConfiguration } = await import('./config/read-configuration.js')
  const file = new SourceFile('<configuration>', JSON.stringify(config, null, 2))
  return readConfiguration(
    file,
    rules.map(({ meta }) => meta),
    { configuration: '/', working: '/' },
  )
}
