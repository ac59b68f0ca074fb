import type { PolicyLanguage, Quotas } from '../src/catalog/endpoint-policies.js'
import type { Documented, Source } from '../src/catalog/sources.js'

/** The parts of data/facts.json that the catalog takes. */
export interface Facts {
  readonly generated: string
  readonly sources: Readonly<Record<string, Source>>
  readonly partitions: readonly {
    id: string; regionRegex: string; dnsSuffix: string; dualStackDnsSuffix: string; implicitGlobalRegion: string
    regions: readonly { region: string; name: string; optIn: boolean | null; inAwsRegionsDocPage: boolean }[]
  }[]
  readonly ec2messagesUnsupportedRegions: readonly string[]
  readonly ssmEndpoints: readonly ({ service: string; type: string; when: string; level: string } & Documented)[]
  readonly privateLinkServices: {
    services: readonly { name: string; prefix: string; port: number; global: boolean }[]
    nonDefaultPrefixByRegion: Readonly<Record<string, readonly string[]>>
  }
  readonly ssmBuckets: readonly ({
    id: string; arn: string; purpose: string; documents: readonly string[]; os: readonly string[]; status: string
  } & Documented)[]
  readonly patchBucketsByRegion: readonly ({
    region: string; awsPatchManager: string; awsPatchManagerMacos: string; patchBaselineSnapshot: string; addedToDocsIn2026: boolean
  } & Documented)[]
  readonly supersededResources: readonly { arn: string; why: string; sources: readonly string[] }[]
  readonly knownGapsOfAwsSample: readonly { gap: string; level: string; sources: readonly string[] }[]
  readonly dataAccessPatterns: readonly ({
    id: string; service: string; resources: readonly string[]; actions: readonly string[]; caller: readonly string[]; endpoint: string
  } & Documented)[]
  readonly eksAddonAccounts: Readonly<Record<string, string>>
  readonly guardDutyEksAgentAccounts: Readonly<Record<string, string>>
  readonly guardDutyFargateAgentAccounts: Readonly<Record<string, string>>
  readonly codeArtifactAssetAccounts: Readonly<Record<string, string>>
  readonly glueStudioTransformAccounts: Readonly<Record<string, string>>
  readonly sagemakerRegistries: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>
  readonly agentActions: readonly ({
    action: string; accessLevel: string; resourceTypes: readonly string[]; conditionKeys: readonly string[]; wildcardResourceOnly: boolean
    inAmazonSSMManagedInstanceCore: boolean; hybridUnsigned: boolean; when: string
  } & Documented)[]
  readonly endpointPolicySupport: readonly ({ service: string; supported: string } & Documented)[]
  readonly endpointPolicyLanguage: PolicyLanguage
  readonly conditionKeys: readonly ({
    key: string; availability: string; anonymous: string; valueType: string; note: string
  } & Documented)[]
  readonly sensitiveKeys: readonly string[]
  readonly unconfirmed: readonly string[]
  readonly crossRegion: { interfaceServices: readonly string[] }
  readonly quotas: Quotas
  readonly features: readonly {
    feature: string; title: string; endpoints: readonly string[]; conditionalEndpoints: readonly string[]
    accessPatterns: readonly string[]; ssmBuckets: readonly string[]
    evidence: { ssmDocuments: readonly string[]; documentPlugins: readonly string[]; other: readonly string[] }
  }[]
}
