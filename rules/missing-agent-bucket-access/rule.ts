import { partitionOf } from '../../src/catalog/catalog.js'
import { defineRule, refusalOf, type Decision, type EndpointPolicy, type RuleContext } from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'
import { downloadsOf } from './downloads.js'

const GIVE_REGION = 'Pass --region, or give the file a Region under "files" in the configuration.'
const HELP = 'Allow s3:GetObject on {resources} in a statement without conditions on the caller.'

export const missingAgentBucketAccess = defineRule({
  meta: {
    id: 'missing-agent-bucket-access',
    description: 'The policy of an S3 endpoint keeps agents of Systems Manager from the AWS-owned buckets that they download from.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html', 'D26', 'AGENT', 'DP'],
  },
  subject: 'policy',
  messages: {
    'download-missing': {
      severity: 'warning',
      text: '{usage}, but agents can read {buckets} neither with signed nor with unsigned requests{because}',
      help: HELP,
    },
    'categories-missing': {
      severity: 'note',
      text:
        '{usage}, but neither signed nor unsigned requests can read {buckets}, from which the categories of documents are shown{because}',
      help: `${HELP} AWS lists the bucket with and without the Region.`,
    },
  },
  *check(policy, context) {
    const { region } = policy
    if (policy.service !== 's3') return
    for (const download of downloadsOf(policy, region ?? 'REGION', context.inventory)) {
      const { place, related, because: usage, buckets, alternatives } = download
      const undecided = (text: string, help: string, resource = download.feature) =>
        ({ at: place, related, resource, undecided: `${usage}, but ${text}`, help })
      if (region === undefined) {
        yield undecided('the names of the buckets depend on the Region of the endpoint, which is not known', GIVE_REGION)
        continue
      }
      const partition = partitionOf(region)?.id ?? 'aws'
      // https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html lists no others for China and ISO.
      if (partition !== 'aws' && !(partition === 'aws-us-gov' && download.feature === 'agent-update')) {
        const text = `for "${region}" AWS lists no such buckets; by the usual names they would be ${listed(buckets)}`
        yield undecided(text, 'Compare the policy with the buckets that agents of the Region ask for.')
        continue
      }
      const answers = buckets.map((bucket) => ask(bucket, policy, context))
      for (const { bucket } of answers.filter(({ state }) => state === 'unknown')) {
        const help = 'Name the bucket in a statement of its own, with nothing left open.'
        yield undecided(`whether "${displayText(bucket)}" can be read is not certain`, help, bucket)
      }
      const signed = answers.filter(({ state }) => state === 'signed')
      if (signed.length > 0) {
        const text = `only signed requests can read ${listed(signed.map(({ bucket }) => bucket))}`
        const open = `${text}, and whether the roles of the nodes allow that is not known`
        yield undecided(open, 'Allow s3:GetObject on the buckets for unsigned requests, or in the roles of all nodes.')
      }
      const missing = answers.filter(({ state }) => state === 'refused')
      if (missing.length > 0) {
        yield { ...report(missing, usage, policy, place), messageId: 'download-missing', related }
      }
      const categories = alternatives.map((bucket) => ask(bucket, policy, context))
      if (categories.length > 0 && categories.every(({ state }) => state === 'refused')) {
        yield { ...report(categories.slice(0, 1), usage, policy, place), messageId: 'categories-missing', related }
      }
    }
  },
})

interface Answer {
  readonly bucket: string
  readonly state: 'readable' | 'signed' | 'refused' | 'unknown'
  readonly decision: Decision
}

/** The agent signs with the role of the node and, on any error, asks again without a signature. */
function ask(bucket: string, policy: EndpointPolicy, context: RuleContext): Answer {
  const question = { actions: ['s3:GetObject'], resources: [arnOf(bucket, policy)] }
  const decision = context.ask(policy, { caller: 'anonymous', ...question })
  const answer = { bucket, decision }
  if (decision.verdict !== 'never') return { ...answer, state: decision.verdict === 'unknown' ? 'unknown' : 'readable' }
  const { verdict } = context.ask(policy, { caller: 'organization', ...question, context: context.withoutExclusionTags(policy) })
  if (verdict !== 'never') return { ...answer, state: verdict === 'unknown' ? 'unknown' : 'signed' }
  return { ...answer, state: 'refused' }
}

/** The first bucket speaks for all: to explain a refusal costs more than to find it. */
function report(answers: readonly Answer[], usage: string, policy: EndpointPolicy, place: EndpointPolicy['at']) {
  const names = answers.map(({ bucket }) => bucket)
  const { decision } = answers[0]!
  const { clause, at = place } = refusalOf(decision)
  const witness = decision.denied
  const data = { usage, buckets: listed(names), resources: listed(names.map((name) => arnOf(name, policy))), because: clause }
  return { at, data, resource: names.join(' '), ...(witness !== undefined && { witness }) }
}

function arnOf(bucket: string, { region }: EndpointPolicy): string {
  return `arn:${partitionOf(region ?? '')?.id ?? 'aws'}:s3:::${bucket}/*`
}

function listed(texts: readonly string[]): string {
  return texts.map((text) => `"${displayText(text)}"`).join(' and ')
}
