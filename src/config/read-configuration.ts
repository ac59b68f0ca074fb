import type { ErrorObject } from 'ajv'
import { NO_DECLARATIONS, type Declarations } from '../inventory/declarations.js'
import type { Suppression } from '../linter/suppression.js'
import { parseJson } from '../syntax/json.js'
import { plainValueOf, spanOf, type Node } from '../syntax/node.js'
import { nodeAt } from '../syntax/pointer.js'
import type { SourceFile } from '../text/source-text.js'
import { ConfigurationError, type Config, type Configuration, type FileHint } from './configuration.js'
import { fileMatcher, type Directories } from './file-pattern.js'
import { duplicateKeys, nameFaults } from './name-faults.js'
import { faultOf } from './schema-faults.js'
import { validate } from './validate.js'

interface Validator {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}

/** Reads the configuration; throws a ConfigurationError that lists every fault. */
export function readConfiguration(file: SourceFile, ruleIds: readonly string[], directories: Directories): Configuration {
  const { root, faults } = parseJson(file)
  if (root === undefined) throw new ConfigurationError(faults)
  const config = plainValueOf(root)
  const check = validate as unknown as Validator
  const schemaFaults = check(config) ? [] : (check.errors ?? []).map((error) => faultOf(root, error))
  // Names are checked only in what has the right shape.
  const names = schemaFaults.length > 0 ? [] : nameFaults(root, config as Config, ruleIds)
  const all = [...schemaFaults, ...names, ...duplicateKeys(root)]
  if (all.length > 0) throw new ConfigurationError(all.sort((one, other) => one.at.start - other.at.start))
  return configure(root, config as Config, directories)
}

function configure(root: Node, config: Config, directories: Directories): Configuration {
  const hints = (config.files ?? []).map(({ pattern, ...hint }) => ({ matches: fileMatcher([pattern], directories), hint }))
  return {
    declarations: declarationsOf(config),
    hintFor: (path) => hints.reduce<FileHint>((sum, { matches, hint }) => (matches(path) ? { ...sum, ...hint } : sum), {}),
    severities: config.rules ?? {},
    suppressions: (config.suppressions ?? []).map(({ files, ...entry }, index): Suppression => ({
      ...entry,
      ...(files !== undefined && { matchesFile: fileMatcher(typeof files === 'string' ? [files] : files, directories) }),
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
