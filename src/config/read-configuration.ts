import type { ErrorObject } from 'ajv'
import { NO_DECLARATIONS, type Declarations } from '../inventory/declarations.js'
import type { RuleMeta } from '../linter/rule.js'
import type { Suppression } from '../linter/suppression.js'
import { plainValueOf, spanOf, type Node } from '../syntax/node.js'
import { nodeAt } from '../syntax/pointer.js'
import type { SourceFile } from '../text/source-text.js'
import { ConfigurationError, type Config, type Configuration, type FileHint } from './configuration.js'
import { fileMatcher, type Directories } from './file-pattern.js'
import { duplicateKeys, nameFaults } from './name-faults.js'
import { parseConfiguration } from './parse-configuration.js'
import { optionFaults, splitEntries } from './rule-entries.js'
import { faultOf } from './schema-faults.js'
import { validate } from './validate.js'

interface Validator {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}

/** Reads the configuration; throws a ConfigurationError that lists every fault. */
export async function readConfiguration(
  file: SourceFile,
  rules: readonly RuleMeta[],
  directories: Directories,
): Promise<Configuration> {
  const root = await parseConfiguration(file)
  const config = plainValueOf(root)
  const check = validate as unknown as Validator
  const schemaFaults = check(config) ? [] : (check.errors ?? []).filter(isOwnError).map((error) => faultOf(root, error))
  // Names are checked only in what has the right shape.
  const isShaped = schemaFaults.length === 0
  const ids = rules.map(({ id }) => id)
  const names = isShaped ? nameFaults(root, config as Config, ids) : []
  const options = isShaped && names.length === 0 ? await optionFaults(root, config as Config, rules) : []
  const all = [...schemaFaults, ...names, ...options, ...duplicateKeys(root)]
  if (all.length > 0) throw new ConfigurationError(all.sort((one, other) => one.at.start - other.at.start))
  return configure(root, config as Config, directories)
}

/** The error of a condition only says that there are errors in its branch. */
function isOwnError({ keyword }: ErrorObject): boolean {
  return keyword !== 'if'
}

function configure(root: Node, config: Config, directories: Directories): Configuration {
  const hints = (config.files ?? []).map(({ pattern, ...hint }) => ({ matches: fileMatcher([pattern], directories), hint }))
  const matcherOf = (files: string | readonly string[]) => fileMatcher(typeof files === 'string' ? [files] : files, directories)
  return {
    path: spanOf(root).file.path,
    declarations: declarationsOf(config),
    hintFor: (path) => hints.reduce<FileHint>((sum, { matches, hint }) => (matches(path) ? { ...sum, ...hint } : sum), {}),
    preset: config.extends ?? 'recommended',
    ...splitEntries(config.rules),
    overrides: (config.overrides ?? []).map(({ files, rules }) => ({ matchesFile: matcherOf(files), ...splitEntries(rules) })),
    suppressions: (config.suppressions ?? []).map(({ files, ...entry }, index): Suppression => ({
      ...entry,
      ...(files !== undefined && { matchesFile: matcherOf(files) }),
      at: spanOf(nodeAt(root, `/suppressions/${index}`)!),
      by: 'configuration',
    })),
  }
}

function declarationsOf({ organization, thirdParties, exclusionTags, vpcs, features, buckets }: Config): Declarations {
  return {
    organization: { ids: organization?.ids ?? [], accounts: organization?.accounts ?? [] },
    thirdParties: thirdParties ?? NO_DECLARATIONS.thirdParties,
    exclusionTags: exclusionTags ?? NO_DECLARATIONS.exclusionTags,
    vpcs: vpcs ?? NO_DECLARATIONS.vpcs,
    features: features ?? NO_DECLARATIONS.features,
    buckets: buckets ?? NO_DECLARATIONS.buckets,
  }
}
