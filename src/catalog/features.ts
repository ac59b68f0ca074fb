import type { Documented } from './sources.js'
import { featureTable, ssmBucketTable } from './tables.js'

/** Something Systems Manager or AWS does for the user; its id is the name in the configuration. */
export interface Feature extends Documented {
  readonly id: string
  readonly title: string
  /** Endpoint services that it always needs, without the Region: `ssm`, `ecr.api`. */
  readonly endpoints: readonly string[]
  /** Those it needs in some setups only: old agents, logging, encryption. */
  readonly conditionalEndpoints: readonly string[]
  readonly accessPatterns: readonly string[]
  readonly ssmBuckets: readonly string[]
  readonly evidence: {
    /** Names of AWS documents that are this feature. */
    readonly documents: readonly string[]
    /** Actions of command documents that are this feature: `aws:domainJoin`. */
    readonly plugins: readonly string[]
    /** In words. */
    readonly other: readonly string[]
  }
}

export const features: () => readonly Feature[] = featureTable

export function feature(id: string): Feature | undefined {
  return featureTable().find((row) => row.id === id)
}

export function isFeature(id: string): boolean {
  return feature(id) !== undefined
}

/** The ids of the features that an AWS document is; its name may be an ARN and may end with a version. */
export function featuresOfDocument(document: string): string[] {
  const name = documentName(document)
  return featureTable().filter((row) => row.evidence.documents.includes(name)).map(({ id }) => id)
}

/** The ids of the AWS-owned buckets that an AWS document downloads from. */
export function ssmBucketsOfDocument(document: string): string[] {
  const name = documentName(document)
  return ssmBucketTable().filter((row) => row.documents.includes(name)).map(({ id }) => id)
}

/** The ids of the features that an action of a command document is: `aws:configurePackage`. */
export function featuresOfPlugin(plugin: string): string[] {
  return featureTable().filter((row) => row.evidence.plugins.includes(plugin)).map(({ id }) => id)
}

/** `arn:aws:ssm:us-east-1::document/AWS-RunPatchBaseline:3` → `AWS-RunPatchBaseline`; names themselves hold no colons or slashes. */
function documentName(document: string): string {
  const name = document.startsWith('arn:') ? document.slice(document.lastIndexOf('/') + 1) : document
  return name.split(':', 1)[0]!
}
