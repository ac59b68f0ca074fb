import { accessPattern, askedCallers, awsOwnedBucket, isRegionName, partitionOf } from '../../src/catalog/catalog.js'
import { defineRule, nameOf, type EndpointPolicy, type RuleContext } from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { displayText } from '../../src/policy/symbol.js'
import { rightNameOf, type RightName } from './right-name.js'

export const misnamedServiceBucket = defineRule({
  meta: {
    id: 'misnamed-service-bucket',
    description: 'An S3 endpoint policy grants a bucket by a name that the AWS service does not use there.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-operations-s3-buckets.html', 'D26', 'DP'],
  },
  subject: 'policy',
  messages: {
    'wrong-name': {
      severity: 'warning',
      text: '{statement} grants "{bucket}", a name that AWS does not use; the bucket is "{right}", which the policy does not grant',
      help: 'Write "{right}" in its place.',
    },
    'stale-name': {
      severity: 'note',
      text: '{statement} grants "{bucket}", a name that AWS does not use, beside the right one, "{right}"',
      help: 'Remove "{bucket}": if it belongs to nobody, anyone may register it.',
    },
  },
  *check(policy, context) {
    if (policy.service !== 's3') return
    const seen = new Set<string>()
    for (const statement of policy.policy.statements) {
      if (statement.effect !== 'Allow' || statement.resource.not) continue
      for (const { value, at } of statement.resource.values) {
        const bucket = bucketOfArn(value) ?? ''
        const right = rightNameOf(bucket)
        // A bucket and its objects are one name.
        if (right === undefined || seen.has(bucket)) continue
        seen.add(bucket)
        const granted = isGranted(right, policy, context)
        if (granted === 'no' && isReportedElsewhere(bucket, right, policy, context)) continue
        const data = { statement: nameOf(statement), bucket: displayText(bucket), right: displayText(right.name.replace(/\?+$/, 'SUFFIX')) }
        const place = { at, statement, resource: bucket }
        if (granted === 'unknown') {
          const text = `"${data.bucket}" is a name that AWS does not use`
          const undecided = `${text}, and whether the policy grants the right one, "${data.right}", is not certain`
          yield { ...place, undecided, help: `Write "${data.right}" in its place.` }
        } else yield { ...place, messageId: granted === 'yes' ? 'stale-name' : 'wrong-name', data }
      }
    }
  },
})

/** Whether some caller that asks for the bucket gets through. */
function isGranted({ name, id, region }: RightName, policy: EndpointPolicy, context: RuleContext): 'yes' | 'no' | 'unknown' {
  const pattern = accessPattern(id) ?? accessPattern(id === 'patch-baseline-snapshot' ? 'ssm-patch-snapshot' : 'ssm-agent-downloads')
  const [action = 's3:GetObject'] = pattern?.actions ?? []
  const resources = [`arn:${partitionOf(region)?.id ?? 'aws'}:s3:::${name}/*`]
  const callers = pattern === undefined ? [] : askedCallers(pattern)
  const exempt = context.withoutExclusionTags(policy)
  const verdicts = callers.map((caller) => context.ask(policy, { caller, actions: [action], resources, context: exempt }).verdict)
  if (verdicts.some((verdict) => verdict === 'always' || verdict === 'conditionally')) return 'yes'
  return verdicts.includes('unknown') ? 'unknown' : 'no'
}

/**
 * Names that AWS used to use are known to cross-region-bucket, where they are another Region's, and to missing-patch-bucket-access,
 * which points at them in the endpoint's Region; it asks about macOS only where such nodes are seen.
 */
function isReportedElsewhere(bucket: string, right: RightName, policy: EndpointPolicy, { inventory }: RuleContext): boolean {
  if (awsOwnedBucket(bucket) === undefined || policy.region === undefined) return false
  if (right.region !== policy.region) return isRegionName(right.region) && isRegionName(policy.region)
  return right.id !== 'aws-patchmanager-macos' || inventory.platformsFor(policy).has('macos')
}
