import { bucketOfArn } from '../policy/arn.js'
import { accessPatterns } from './access-patterns.js'
import { awsOwnedBucket } from './aws-owned-bucket.js'
import { ssmBuckets } from './buckets.js'
import { lazy } from './lazy.js'
import { allRegions } from './regions.js'

/** A pattern for the bucket of an AWS service in whatever Region. */
export interface RegionWildcard {
  /** The bucket's part of the ARN. */
  readonly pattern: string
  /** Matched by the pattern, and AWS's in no Region. */
  readonly stranger: string
  /** What AWS owns, with REGION in the place of the Region. */
  readonly owned: string
}

/** What an ARN leaves open of the names of AWS's buckets; `undefined` for others. */
export function regionWildcard(arn: string): RegionWildcard | undefined {
  const pattern = bucketOfArn(arn)
  if (pattern === undefined || !/[*?]/.test(pattern) || pattern.includes('$')) return undefined
  const owned = templates().find((template) => isRegionLeftOpen(pattern, template))
  if (owned === undefined) return undefined
  const stranger = pattern.replaceAll(/\*+/g, 'example').replaceAll('?', 'x')
  return awsOwnedBucket(stranger) === undefined ? { pattern, stranger, owned: owned.replace(FLAT, REGION) } : undefined
}

const REGION = 'REGION'
const FLAT = 'FLATREGION'

/** Names of AWS's buckets with a word for the Region and `*` for parts that differ. */
const templates = lazy(() => {
  const arns = [...ssmBuckets().map(({ arn }) => arn), ...accessPatterns().flatMap(({ resources }) => resources)]
  return [...new Set(arns.flatMap((arn) => {
    const bucket = /^arn:[^:]+:s3:::([^/]+)/.exec(arn)?.[1]
    if (bucket === undefined || !/\{region(?:NoDashes)?\}/.test(bucket)) return []
    const named = bucket.replace('{region}', REGION).replace('{regionNoDashes}', FLAT)
    return [named.replaceAll(/\[-\{\w+\}\]|\{\w+\}/g, '*')]
  }))]
})

/** Wildcards stand where the Region stands: the pattern matches the bucket of several Regions and holds what is peculiar to it. */
function isRegionLeftOpen(pattern: string, template: string): boolean {
  const [head = '', tail = ''] = template.split(template.includes(FLAT) ? FLAT : REGION)
  // Accounts before the Region tell buckets of AWS from others.
  if (head.includes('*')) return false
  const words = [...tail.split('*'), head].map((word) => word.replaceAll(/^[-.]+|[-.]+$/g, ''))
  // A short word such as "prod" begins the names of many; a long one is AWS's.
  const isPeculiar = words.every((word) => pattern.includes(word)) || words.at(-1)!.length > 8
  if (!isPeculiar || !pattern.startsWith(words.at(-1)!) || /^[*?]/.test(pattern) !== (head === '')) return false
  const shape = new RegExp(`^${pattern.replaceAll(/[.]/g, '\\.').replaceAll('*', '.*').replaceAll('?', '.')}$`)
  const nameIn = (region: string) => template.replace(FLAT, region.replaceAll('-', '')).replace(REGION, region).replaceAll('*', '0')
  return allRegions().filter((region) => shape.test(nameIn(region))).length > 1
}
