import type { Documented } from './sources.js'
import { patchBucketTable, ssmBucketTable, suffixedPayloadTable, supersededTable } from './tables.js'
import { bucketOfTemplate, documentedValues, expandTemplate } from './template.js'

/** A bucket of AWS that Systems Manager downloads from, one a Region. */
export interface SsmBucket extends Documented {
  readonly id: string
  readonly arn: string
  readonly purpose: string
  /** AWS documents that download from it. */
  readonly documents: readonly string[]
  readonly operatingSystems: readonly string[]
  /** AWS still owns it but lists it no longer: granting it is harmless, requiring it is wrong. */
  readonly legacy: boolean
}

/** The irregular parts of a Region's patch bucket names; the snapshot bucket has none in most Regions. */
export interface PatchBucketRow extends Documented {
  readonly region: string
  readonly suffix: string
  readonly snapshotSuffix: string
  readonly addedIn2026: boolean
}

/** The Regions where the patch script takes the suffixed payload bucket, not `aws-ssm-REGION`. */
export interface SuffixedPayload extends Documented {
  readonly regions: readonly string[]
}

/** A name that AWS owns, but that it does not use, or not everywhere. */
export interface SupersededResource extends Documented {
  readonly arn: string
  readonly why: string
}

/**
 * The buckets of Patch Manager in a Region:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
 */
export interface PatchBuckets {
  /** `aws-ssm-REGION`: modules of command documents, patching among them. */
  readonly payload: string
  readonly patchManager: string
  readonly patchManagerMacos: string
  readonly snapshot: string
  readonly row: PatchBucketRow
}

/** What the regular rule gives; nothing that AWS lists. */
export interface RegularPatchBuckets {
  readonly payload: string
  readonly snapshot: string
  readonly documented: false
}

export const ssmBuckets: () => readonly SsmBucket[] = ssmBucketTable

export const supersededResources: () => readonly SupersededResource[] = supersededTable

export const suffixedPayload: () => SuffixedPayload = suffixedPayloadTable

export function ssmBucket(id: string): SsmBucket | undefined {
  return ssmBucketTable().find((row) => row.id === id)
}

/** `undefined` where AWS lists no names: other partitions, Regions younger than the catalog, symbols. */
export function patchBuckets(region: string): PatchBuckets | undefined {
  const row = patchBucketTable().find((candidate) => candidate.region === region)
  return row && {
    payload: `aws-ssm-${region}`,
    patchManager: `aws-patch-manager-${region}-${row.suffix}`,
    patchManagerMacos: `aws-patchmanager-macos-${region}-${row.suffix}`,
    snapshot: `patch-baseline-snapshot-${region}${row.snapshotSuffix === '' ? '' : `-${row.snapshotSuffix}`}`,
    row,
  }
}

/** Names to suggest where `patchBuckets` has none; the suffixed buckets have no regular name. */
export function regularPatchBuckets(region: string): RegularPatchBuckets {
  return { payload: `aws-ssm-${region}`, snapshot: `patch-baseline-snapshot-${region}`, documented: false }
}

/** The name of a bucket of Systems Manager in a Region; `undefined` where it has a part that AWS does not document there. */
export function ssmBucketName(id: string, region: string): string | undefined {
  const template = bucketOfTemplate(ssmBucket(id)?.arn ?? '')
  if (template === undefined) return undefined
  const [name, ...others] = expandTemplate(template, (placeholder) => documentedValues(template, placeholder, region) ?? [])
  return others.length === 0 ? name : undefined
}
