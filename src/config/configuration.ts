import { NO_DECLARATIONS, type Declarations, type VpcDeclaration } from '../inventory/declarations.js'
import type { ConfiguredSeverity } from '../linter/severity.js'
import type { Suppression } from '../linter/suppression.js'
import { NO_SETTINGS, type Preset, type RuleOptions, type RuleSettings } from '../linter/settings.js'
import type { Span } from '../text/source-text.js'

/** The configuration as its author writes it: schema/config.json. */
export interface Config {
  readonly $schema?: string
  readonly extends?: Preset
  readonly organization?: { readonly ids?: readonly string[]; readonly accounts?: readonly string[] }
  readonly thirdParties?: readonly string[]
  readonly exclusionTags?: readonly string[]
  readonly vpcs?: readonly VpcDeclaration[]
  readonly features?: readonly string[]
  readonly files?: readonly ({ readonly pattern: string } & FileHint)[]
  readonly buckets?: Readonly<Record<string, string>>
  readonly rules?: RuleEntries
  readonly overrides?: readonly { readonly files: string | readonly string[]; readonly rules: RuleEntries }[]
  readonly suppressions?: readonly SuppressionEntry[]
}

/** By the ids of rules. */
export type RuleEntries = Readonly<Record<string, RuleEntry>>

/** A severity, alone or with the rule's options. */
export type RuleEntry = ConfiguredSeverity | readonly [ConfiguredSeverity, RuleOptions]

export interface SuppressionEntry {
  readonly rule: string
  readonly files?: string | readonly string[]
  readonly endpoint?: string
  readonly statement?: string
  readonly reason: string
  readonly expires?: string
}

/** What a raw policy is for. */
export interface FileHint {
  readonly service?: string
  readonly region?: string
  readonly endpointType?: 'gateway' | 'interface'
}

/** The configuration as the program uses it. */
export interface Configuration extends RuleSettings {
  /** As it is shown. */
  readonly path: string | undefined
  readonly declarations: Declarations
  hintFor(path: string): FileHint
  readonly suppressions: readonly Suppression[]
}

export const NO_CONFIGURATION: Configuration = {
  path: undefined,
  declarations: NO_DECLARATIONS,
  hintFor: () => ({}),
  ...NO_SETTINGS,
  suppressions: [],
}

/** What is wrong with the configuration, and where. */
export interface ConfigurationFault {
  readonly at: Span
  readonly message: string
  readonly help: string
}

/** The configuration cannot be used; every fault is listed. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly faults: readonly ConfigurationFault[]

  constructor(faults: readonly ConfigurationFault[]) {
    super(faults.map(({ at, message }) => `${at.file.path}:${at.file.positionAt(at.start).line}: ${message}`).join('\n'))
    this.faults = faults
  }
}
