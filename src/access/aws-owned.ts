import { awsOwnedBucket, supportsEndpointPolicy } from '../catalog/catalog.js'
import { bucketOfArn, parseArn } from '../policy/arn.js'
import type { Policy } from '../policy/policy.js'
import { remembered } from '../policy/remembered.js'
import type { Environment } from './access.js'

/** Resources that AWS owns belong to none of my accounts, whatever the policy says of their owner. */
export const isAwsOwned = remembered(recognise)

function recognise(resource: string): boolean {
  const bucket = bucketOfArn(resource)
  if (bucket !== undefined) return awsOwnedBucket(bucket) !== undefined
  const arn = parseArn(resource)
  return arn !== undefined && (arn.account === 'aws' || (arn.account === '' && arn.service === 'ssm' && /^(?:parameter\/aws\/|document\/AWS)/.test(arn.resource)))
}

/**
 * The policy as the endpoint applies it: services without support for endpoint policies give full access.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function appliedPolicy(policy: Policy, { service, endpointType }: Environment): Policy {
  if (service === undefined || supportsEndpointPolicy(service, endpointType) !== 'no') return policy
  const everything = { not: false, at: policy.at, values: [{ value: '*', at: policy.at }] }
  const principal = { not: false, at: policy.at, values: [{ value: '*', at: policy.at, type: 'AWS' as const }] }
  return { ...policy, statements: [{ index: 0, at: policy.at, sid: undefined, effect: 'Allow', principal, action: everything, resource: everything, conditions: [], complete: true }] }
}
