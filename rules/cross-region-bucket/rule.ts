import { partitionOf } from '../../src/catalog/catalog.js'
import { defineRule, type Endpoint, type EndpointPolicy, type InventoryView, type RuleContext } from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'
import { homesOf, straysFrom } from './stray-buckets.js'

const REACH = 'Endpoints carry no requests to buckets of other Regions: those take the route that they have without the endpoint, or fail.'

export const crossRegionBucket = defineRule({
  meta: {
    id: 'cross-region-bucket',
    description: 'An S3 endpoint policy grants a bucket of another Region than the endpoint serves.',
    category: 'region',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: [
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-s3.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html',
    ],
  },
  subject: 'policy',
  messages: {
    'wrong-variant': {
      severity: 'error',
      text: 'bucket "{bucket}" lies in {home}, but the endpoint serves {region}, whose bucket "{right}" the policy does not grant',
      help: `Grant "{right}" in its place. ${REACH}`,
    },
    'other-region': {
      severity: 'error',
      text: 'bucket "{bucket}" lies in {home}, but the endpoint serves {region}',
      help: `Use a bucket of {region}, or give the VPC an interface endpoint for S3 in {home} and name the bucket there. ${REACH}`,
    },
  },
  *check(policy, context) {
    const { inventory } = context
    if (policy.service !== 's3') return
    const regionOf = (bucket: string) => inventory.regionOfBucket(bucket)
    const isGranted = (bucket: string) => grants(bucket, policy, context)
    for (const [region, endpoints] of servedRegions(policy)) {
      if (region === undefined) yield* undecided(policy, regionOf, isGranted)
      else for (const [first, ...others] of straysFrom(region, policy.policy, regionOf, isGranted)) {
        const { bucket, home, right, at, statement } = first
        const affected = endpoints.filter(({ vpc }) => vpc === undefined || !isServed(vpc, home, inventory))
        if (affected.length === 0 && endpoints.length > 0) continue
        if (right === undefined && hasTwin(policy, home, inventory)) continue
        const related = [
          ...others.map((other) => ({ at: other.at, note: `bucket "${displayText(other.bucket)}" of ${other.home} stands here` })),
          ...affected.slice(0, 1).map((endpoint) => ({ at: endpoint.at, note: `endpoint "${endpoint.name}" serves ${region}` })),
        ]
        const report = { at, statement, related, endpoints: affected, resource: bucket }
        const data = { bucket: displayText(bucket), home, region }
        if (right === undefined) yield { ...report, messageId: 'other-region', data }
        else yield { ...report, messageId: 'wrong-variant', data: { ...data, right } }
      }
    }
  },
})

/** An interface endpoint may serve another Region than that of its VPC. */
function servedRegions({ region, endpoints }: EndpointPolicy): Map<string | undefined, Endpoint[]> {
  const served = new Map<string | undefined, Endpoint[]>(endpoints.length === 0 ? [[region, []]] : [])
  for (const endpoint of endpoints) {
    const own = endpoint.serviceRegion ?? endpoint.region
    const others = served.get(own)
    if (others === undefined) served.set(own, [endpoint])
    else others.push(endpoint)
  }
  return served
}

/** Some caller who needs no exclusion tag can read the bucket. */
function grants(bucket: string, policy: EndpointPolicy, context: RuleContext): boolean {
  const partition = partitionOf(policy.region ?? '')?.id ?? 'aws'
  const question = { actions: ['s3:GetObject'], resources: [`arn:${partition}:s3:::${bucket}/*`], context: context.withoutExclusionTags(policy) }
  return (['anonymous', 'service-account', 'service-principal', 'organization'] as const).some((caller) => context.ask(policy, { caller, ...question }).verdict !== 'never')
}

/** The VPC has an interface endpoint to S3 in that Region. */
function isServed(vpc: string, region: string, inventory: InventoryView): boolean {
  return inventory.endpointsFor(vpc, 's3').some(({ serviceRegion }) => serviceRegion === region)
}

/** The same policy stands on an endpoint of that Region, for which it names the bucket. */
function hasTwin(policy: EndpointPolicy, region: string, { policies }: InventoryView): boolean {
  const { sketch } = policy.policy
  return policies.some((other) => (
    other.service === 's3' && other.policy.sketch === sketch && other.policy.hash === policy.policy.hash && servedRegions(other).has(region)
  ))
}

/** Without a Region the named buckets must agree on one. */
function* undecided({ policy }: EndpointPolicy, regionOf: (bucket: string) => string | undefined, isGranted: (bucket: string) => boolean) {
  const homes = homesOf(policy, regionOf)
  const [stray] = homes.flatMap((home) => straysFrom(home, policy, regionOf, isGranted)[0] ?? [])
  if (stray === undefined) return
  const text = `the policy names buckets of ${homes.join(' and ')}, but nothing says which Region its endpoint serves`
  yield { at: stray.at, statement: stray.statement, undecided: text, help: 'Give --region, or "region" for the file in the configuration.' }
}
