import type { Rule } from './rule.js'
import type { ConfiguredSeverity } from './severity.js'

export type Preset = 'recommended' | 'strict'

export type Severities = Readonly<Record<string, ConfiguredSeverity>>

/** Of one rule, valid by its own schema. */
export type RuleOptions = Readonly<Record<string, unknown>>

/** What the configuration says of rules: by their ids, with the preset for what it does not name. */
export interface RuleSettings {
  readonly preset: Preset
  readonly severities: Severities
  readonly options: Readonly<Record<string, RuleOptions>>
  /** Later ones win. */
  readonly overrides: readonly SettingsOverride[]
}

export interface SettingsOverride {
  /** Takes a path as reports show it. */
  matchesFile(path: string): boolean
  readonly severities: Severities
  readonly options: Readonly<Record<string, RuleOptions>>
}

export const NO_SETTINGS: RuleSettings = { preset: 'recommended', severities: {}, options: {}, overrides: [] }

/** What is configured for findings in a file; `undefined` when only the preset speaks. */
export function severityFor(id: string, path: string, { severities, overrides }: RuleSettings): ConfiguredSeverity | undefined {
  const override = overrides.findLast((candidate) => candidate.severities[id] !== undefined && candidate.matchesFile(path))
  return override?.severities[id] ?? severities[id]
}

/** The options of a rule for a subject of a file, or for the whole inventory. */
export function optionsFor(id: string, path: string | undefined, { options, overrides }: RuleSettings): RuleOptions {
  if (overrides.length === 0) return options[id] ?? NO_OPTIONS
  const isMeant = (override: SettingsOverride) => override.options[id] !== undefined && path !== undefined && override.matchesFile(path)
  return overrides.findLast(isMeant)?.options[id] ?? options[id] ?? NO_OPTIONS
}

const NO_OPTIONS: RuleOptions = {}

/** Whether findings of the rule in a file are wanted. */
export function isEnabledIn({ meta }: Rule, path: string, settings: RuleSettings): boolean {
  const configured = severityFor(meta.id, path, settings)
  return configured === undefined ? meta.presets.includes(settings.preset) : configured !== 'off'
}

/** Whether the rule has to run: rules of the preset, unless configured off, and those that the configuration names for some file. */
export function isEnabled({ meta }: Rule, { preset, severities, overrides }: RuleSettings): boolean {
  const configured = severities[meta.id]
  if (configured === undefined ? meta.presets.includes(preset) : configured !== 'off') return true
  return overrides.some((override) => (override.severities[meta.id] ?? 'off') !== 'off')
}
