import type { AccessPattern } from './access-patterns.js'
import { accessPatternTable, ssmBucketTable, supersededTable } from './tables.js'
import { bucketOfTemplate, bucketTemplateIn, documentedValues, expandTemplate } from './template.js'

/**
 * Regions that lack what a pattern downloads; the notes of the rows say so.
 * https://docs.aws.amazon.com/enclaves/latest/user/nitro-enclave-refapp.html,
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/resource-kit.html
 */
const UNAVAILABLE: Readonly<Record<string, readonly string[]>> = {
  'nitro-enclaves-acm': [
    'ap-south-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5', 'ap-southeast-6', 'ap-southeast-7', 'ap-northeast-3',
    'ap-east-2', 'ca-west-1', 'eu-south-2', 'eu-central-2', 'il-central-1', 'mx-central-1',
  ],
  'codedeploy-agent': ['ca-west-1'],
}

/** False where AWS says that a Region lacks what the pattern serves. */
export function isAvailableIn(pattern: AccessPattern, region: string): boolean {
  return UNAVAILABLE[pattern.id]?.includes(region) !== true
}

/**
 * The ARNs (and ARN patterns) of a pattern's resources in a Region. What AWS does not document there is `*`, but for the
 * suffix of the snapshot bucket, which most Regions lack. Empty where the Region lacks what the pattern serves.
 */
export function resourcesOf(pattern: AccessPattern, region: string, partition: string): string[] {
  if (!isAvailableIn(pattern, region)) return []
  return pattern.resources.flatMap((resource) => (
    resource === 'ssm-buckets' ? agentDownloads() : [resource]
  )).flatMap((template) => expandArn(template, region, partition, (optional) => (optional ? [''] : ['*'])))
}

/** The snapshot bucket is a pattern of its own, with another caller; operators, not nodes, download the session plugin. */
function agentDownloads(): string[] {
  return ssmBucketTable().filter((row) => !row.legacy && row.id !== 'patch-baseline-snapshot' && row.id !== 'session-manager-downloads')
    .map((row) => row.arn)
}

function expandArn(template: string, region: string, partition: string, unknown: (optional: boolean) => readonly string[]): string[] {
  const bucket = bucketOfTemplate(template)
  const named = bucket === undefined ? template : template.replace(bucket, bucketTemplateIn(bucket, region))
  return expandTemplate(named, (placeholder, optional) => (
    placeholder === 'partition' ? [partition] : documentedValues(bucket ?? '', placeholder, region) ?? unknown(optional)
  ))
}

/**
 * Everything that AWS owns and documents for its users, for a bucket of the given Region and for the other services of any
 * Region: `arn:aws:ec2:*::image/*`. Superseded names are among it. Of what is named by an account, only that of documented ones.
 */
export function awsOwnedResources(region: string, partition: string): string[] {
  const templates = [
    ...ssmBucketTable().map((row) => row.arn),
    // Hybrid registration takes every resource, which says nothing of whose it is.
    ...accessPatternTable().flatMap((row) => row.resources.filter((resource) => resource !== '*' && resource !== 'ssm-buckets')),
    ...supersededTable().map((row) => row.arn),
  ]
  return [...new Set(templates.flatMap((template) => (
    bucketOfTemplate(template) === undefined
      ? expandArn(hasAccount(template) ? template : template.replace('{region}', '*'), region, partition, () => [])
      : expandArn(template, region, partition, (optional) => (optional ? ['', '*'] : ['*']))
  )))]
}

/** Accounts are documented by Region, so that such templates keep theirs. */
function hasAccount(template: string): boolean {
  return /\{\w+Account\}/.test(template)
}
