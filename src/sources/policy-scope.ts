import { awsOwnedBucket, endpointServicesOf, isRegionName } from '../catalog/catalog.js'
import { bucketOfArn, parseArn } from '../policy/arn.js'
import type { Policy } from '../policy/policy.js'
import { symbolOf } from '../policy/symbol.js'

/** These take nearly all actions of their prefix; the other endpoint of each takes a handful. */
const MAIN_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb', 'logs'])

/** The endpoint service whose actions the policy names, when all its actions have one prefix and one endpoint takes them. */
export function serviceInPolicy(policy: Policy): string | undefined {
  const prefixes = new Set<string>()
  for (const { action } of policy.statements) {
    for (const { value } of action.not ? [] : action.values) {
      if (value.includes(':')) prefixes.add(value.slice(0, value.indexOf(':')).toLowerCase())
    }
  }
  const [prefix, ...others] = prefixes
  if (prefix === undefined || others.length > 0) return undefined
  if (MAIN_SERVICES.has(prefix)) return prefix
  const services = endpointServicesOf(prefix).filter((service) => !service.endsWith('-fips'))
  return services.length === 1 ? services[0] : undefined
}

/** The Region, or the symbol for one, that all regional resources of the policy agree on. */
export function regionInPolicy(policy: Policy): string | undefined {
  const regions = new Set<string>()
  for (const { resource } of policy.statements) {
    for (const { value } of resource.not ? [] : resource.values) {
      const region = regionOfResource(value)
      if (region !== undefined) regions.add(region)
    }
  }
  return regions.size === 1 ? [...regions][0] : undefined
}

function regionOfResource(resource: string): string | undefined {
  const bucket = bucketOfArn(resource)
  const region = bucket === undefined ? parseArn(resource)?.region : awsOwnedBucket(bucket)?.region
  if (region === undefined) return undefined
  return symbolOf(region)?.sort === 'region' || isRegionName(region) ? region : undefined
}
