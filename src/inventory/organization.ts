/** Whose organization, accounts and partners: from the configuration, else what the run's policies agree on. */
export interface Organization {
  readonly ids: readonly string[]
  readonly accounts: readonly string[]
  /** Accounts and organization ids that are trusted without being mine. */
  readonly thirdParties: readonly string[]
  /** Globs of tag keys that exempt from the perimeter: `dp:exclude:*`. */
  readonly exclusionTags: readonly string[]
  readonly source: 'configured' | 'inferred' | 'none'
  /** An organization is configured, or some policy of the run uses an identity or resource perimeter key. */
  readonly perimeterIntent: boolean
}
