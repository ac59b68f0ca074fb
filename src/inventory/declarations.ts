/** What the user's configuration says of the world; see `Configuration` in the README. */
export interface Declarations {
  readonly organization: { readonly ids: readonly string[]; readonly accounts: readonly string[] }
  readonly thirdParties: readonly string[]
  readonly exclusionTags: readonly string[]
  readonly vpcs: readonly VpcDeclaration[]
  /** Used wherever no VPC entry says otherwise; raw policies included. */
  readonly features: readonly string[]
  /** Used wherever raw policies are, besides; from the command line. */
  readonly assumed?: readonly string[]
  /** Bucket name to Region. */
  readonly buckets: Readonly<Record<string, string>>
}

export interface VpcDeclaration {
  /** Glob. */
  readonly id?: string
  /** Tag key to glob; all must match. */
  readonly tags?: Readonly<Record<string, string>>
  readonly region?: string
  readonly features?: readonly string[]
  readonly agentVersion?: string
  readonly operatingSystems?: readonly ('linux' | 'windows' | 'macos')[]
  readonly publicEgress?: boolean
  readonly ownDns?: boolean
}

export const NO_DECLARATIONS: Declarations = {
  organization: { ids: [], accounts: [] },
  thirdParties: [],
  exclusionTags: ['dp:exclude:*'],
  vpcs: [],
  features: [],
  buckets: {},
}
