import { awsOwnedBucket, isRegionName } from '../../src/catalog/catalog.js'
import type { Policy, Span, Statement } from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'

type RegionOfBucket = (bucket: string) => string | undefined

interface Naming {
  readonly bucket: string
  readonly at: Span
  readonly statement: Statement
}

/** A bucket that lies in `home`; `right` is AWS's bucket for the same use in the endpoint's Region. */
export interface Stray extends Naming {
  readonly home: string
  readonly right: string | undefined
}

/** The Regions of the buckets that the policy names. */
export function homesOf(policy: Policy, regionOf: RegionOfBucket): string[] {
  return [...new Set(namingsIn(policy).flatMap(({ bucket }) => regionOf(bucket) ?? []))]
}

/** The named buckets that an endpoint for the Region does not reach; those with the same counterpart, or name, together. */
export function straysFrom(region: string, policy: Policy, regionOf: RegionOfBucket, isGranted: (bucket: string) => boolean): [Stray, ...Stray[]][] {
  // A placeholder may stand for any Region.
  if (!isRegionName(region)) return []
  const groups = new Map<string, [Stray, ...Stray[]]>()
  const namings = namingsIn(policy)
  for (const naming of namings) {
    const { bucket } = naming
    const home = regionOf(bucket)
    if (home === undefined || home === region) continue
    const right = awsOwnedBucket(bucket)?.canonicalName(region)
    if (right === undefined ? hasVariant(bucket, region, namings) : isGranted(right)) continue
    const group = groups.get(right ?? bucket)
    if (group === undefined) groups.set(right ?? bucket, [{ ...naming, home, right }])
    else group.push({ ...naming, home, right })
  }
  return [...groups.values()]
}

/** Buckets in Allow statements. What has a wildcard or a variable is nobody's name, so that its Region is not known. */
function namingsIn({ statements }: Policy): Naming[] {
  const lists = statements.filter(({ effect, resource }) => effect === 'Allow' && !resource.not)
  return lists.flatMap((statement) => statement.resource.values.flatMap(({ value, at }) => {
    const bucket = bucketOfArn(value)
    return bucket === undefined ? [] : [{ bucket, at, statement }]
  }))
}

/** A bucket for the same use is named whose Region is this one or known only to deployment, where AWS documents no name for the Region. */
function hasVariant(bucket: string, region: string, namings: readonly Naming[]): boolean {
  const id = awsOwnedBucket(bucket)?.id
  return id !== undefined && namings.some((naming) => {
    const other = awsOwnedBucket(naming.bucket)
    return other?.id === id && other.region !== undefined && (other.region === region || !isRegionName(other.region))
  })
}
