import { awsOwnedBucket, documentedRegions, patchBuckets, REGION_SHAPE } from '../../src/catalog/catalog.js'
import { hasSymbol } from '../../src/policy/symbol.js'

export interface RightName {
  /** What AWS uses in the Region of the name. */
  readonly name: string
  /** Of an `SsmBucket` or an `AccessPattern`. */
  readonly id: string
  readonly region: string
}

const REGION = `(?<region>${REGION_SHAPE}|[\\ue000-\\uf8ff])`

// "aws-patch-managerer" is a slip of https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html
const PATCHING = new RegExp(
  `^(?<stem>aws-patch-manager(?<slip>er)?|aws-patchmanager-macos|patch-baseline-snapshot)-${REGION}(?:-(?<suffix>[a-z0-9]{8,9}))?$`,
)

/** Names that lack a part, or have one too many, and what makes them right. */
const OTHERS: readonly { readonly shape: RegExp; readonly mend: (name: string, region: string) => string }[] = [
  { shape: new RegExp(`^aws-ec2-enclave-certificate-${REGION}$`), mend: (name) => `${name}-prod` },
  { shape: new RegExp(`^amazonlinux\\.${REGION}$`), mend: (name) => `${name}.amazonaws.com` },
  {
    shape: new RegExp(`^cloudformation-custom-resource-response-(?<region>${REGION_SHAPE})$`),
    mend: (name, region) => name.replace(region, region.replaceAll('-', '')),
  },
]

/** The bucket that was meant, for names that are known mistakes; `undefined` for all others. */
export function rightNameOf(bucket: string): RightName | undefined {
  const patching = PATCHING.exec(bucket)?.groups
  if (patching !== undefined) return rightPatchBucket(bucket, patching)
  for (const { shape, mend } of OTHERS) {
    const region = shape.exec(bucket)?.groups?.['region']
    if (region === undefined) continue
    const name = mend(bucket, region)
    const owned = awsOwnedBucket(name)
    if (owned !== undefined) return { name, id: owned.id, region }
  }
  return undefined
}

const KINDS = {
  'aws-patch-manager': 'patchManager',
  'aws-patchmanager-macos': 'patchManagerMacos',
  'patch-baseline-snapshot': 'snapshot',
} as const

function rightPatchBucket(bucket: string, groups: Readonly<Record<string, string | undefined>>): RightName | undefined {
  const { stem = '', slip = '', region = '', suffix } = groups
  const id = stem.slice(0, stem.length - slip.length) as keyof typeof KINDS
  // A suffix that AWS lists nowhere may be newer than the catalog.
  if (slip === '' && suffix !== undefined && !isSuffixSomewhere(suffix)) return undefined
  if (hasSymbol(region)) {
    // In most Regions the snapshot bucket has no suffix; the others have one everywhere.
    if (id === 'patch-baseline-snapshot' || (slip === '' && suffix !== undefined)) return undefined
    return { name: `${id}-${region}-${suffix ?? '?'.repeat(9)}`, id, region }
  }
  const name = patchBuckets(region)?.[KINDS[id]]
  return name === undefined || name === bucket ? undefined : { name, id, region }
}

function isSuffixSomewhere(suffix: string): boolean {
  return documentedRegions().some((region) => {
    const row = patchBuckets(region)?.row
    return row?.suffix === suffix || row?.snapshotSuffix === suffix
  })
}
