import { partitionOf, regionWildcard, type RegionWildcard } from '../../src/catalog/catalog.js'
import { defineRule, nameOf, type EndpointPolicy, type Located, type RuleContext, type Statement, type Witness } from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'

export const regionWildcardBucket = defineRule({
  meta: {
    id: 'region-wildcard-bucket',
    description: 'A bucket of an AWS service is granted with a wildcard for the Region, which also matches names that anyone may register.',
    category: 'region',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 5.3,
    sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html', 'DP'],
  },
  subject: 'policy',
  messages: {
    'anyone-may-register': {
      severity: 'warning',
      text:
        '{statement} grants {patterns} for every Region, which also lets requests through to names that anyone may register, '
        + 'such as "{stranger}"',
      help: 'Name the Region in full, as in "{owned}", one resource for each Region in use.',
    },
  },
  *check(policy, context) {
    if (policy.service !== 's3') return
    for (const statement of policy.policy.statements) {
      if (statement.effect !== 'Allow' || statement.resource.not) continue
      const open = statement.resource.values.flatMap((value) => wildcardBucket(value) ?? [])
      const reached = open.flatMap((bucket) => {
        const witness = reach(bucket.stranger, policy, context, statement)
        return witness === undefined ? [] : [{ bucket, witness }]
      })
      const [first, ...others] = reached
      if (first === undefined) continue
      const { bucket, witness } = first
      if (witness === 'unknown') {
        const text = `${nameOf(statement)} grants ${listed([bucket])} for every Region`
        const undecided = `${text}, and whether that reaches names that anyone may register is not certain`
        yield { at: bucket.at, statement, resource: bucket.pattern, undecided, help: 'Name the Region in full.' }
        continue
      }
      const region = policy.region === undefined || /[\ue000-\uf8ff]/.test(policy.region) ? 'REGION' : policy.region
      yield {
        messageId: 'anyone-may-register', at: bucket.at, statement, witness, resource: reached.map((one) => one.bucket.pattern).join(' '),
        related: others.map((other) => ({ at: other.bucket.at, note: `"${displayText(other.bucket.pattern)}" stands here` })),
        data: {
          statement: nameOf(statement), patterns: listed(reached.map((one) => one.bucket)), stranger: displayText(bucket.stranger),
          owned: bucket.owned.replace('REGION', region),
        },
      }
    }
  },
})

type WildcardBucket = RegionWildcard & Located<string>

function wildcardBucket({ value, at }: Located<string>): WildcardBucket | undefined {
  const open = regionWildcard(value)
  return open && { ...open, value, at }
}

/** A request to a bucket of somebody else that gets through by this statement, where none to just any bucket does; writes first. */
function reach(bucket: string, policy: EndpointPolicy, context: RuleContext, { index }: Statement): Witness | 'unknown' | undefined {
  const arn = `arn:${partitionOf(policy.region ?? '')?.id ?? 'aws'}:s3:::`
  const exempt = context.withoutExclusionTags(policy)
  let unknown = false
  for (const action of ['s3:PutObject', 's3:GetObject']) {
    for (const caller of ['anonymous', 'organization', 'service-account', 'service-principal'] as const) {
      const search = { caller, actions: [action], resourceOwner: 'foreign', context: exempt } as const
      const found = context.find(policy, { ...search, resources: [`${arn}${bucket}/*`], statement: index })
      if (found === undefined || context.find(policy, { ...search, resources: [`${arn}example/example`] }) !== undefined) continue
      if (found !== 'unknown') return found
      unknown = true
    }
  }
  return unknown ? 'unknown' : undefined
}

function listed(buckets: readonly WildcardBucket[]): string {
  const shown = buckets.slice(0, 3).map(({ pattern }) => `"${displayText(pattern)}"`)
  if (buckets.length > 3) shown.push(`${buckets.length - 3} more`)
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`
}
