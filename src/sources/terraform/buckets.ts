import type { Deployment } from './deployment.js'

/** Adds the buckets of which both name and Region are known. */
export function gatherBuckets(deployment: Deployment): void {
  for (const bucket of deployment.managed('aws_s3_bucket')) {
    const name = bucket.values.isUnknown('bucket') ? undefined : bucket.values.text('bucket')
    const owner = deployment.owners.of(bucket)
    if (name === undefined || owner.region === undefined) continue
    deployment.gathering.facts.buckets.push({ at: name.at, ...owner, name: name.value })
  }
}
