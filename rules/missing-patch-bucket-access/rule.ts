import { partitionOf, regularPatchBuckets, suffixedPayload } from '../../src/catalog/catalog.js'
import { defineRule, refusalOf, type Decision, type EndpointPolicy, type RuleContext, type Statement } from '../../src/linter/rule.js'
import { hasSymbol } from '../../src/policy/symbol.js'
import { bucketsOf, nameOfBucket } from './buckets.js'
import { evidenceOf, otherNameOf } from './evidence.js'

const HELP = 'Allow s3:GetObject on {resources} in a statement without conditions on the caller.'

export const missingPatchBucketAccess = defineRule({
  meta: {
    id: 'missing-patch-bucket-access',
    description: 'The policy of an S3 endpoint keeps nodes from the AWS-owned buckets that Patch Manager downloads from.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: ['D26', 'DP', 'RPB', 'AGENT'],
  },
  subject: 'policy',
  messages: {
    'payload-unreachable': { severity: 'error', text: 'unsigned requests can read none of the buckets from which patching documents download their modules, {buckets}{because}', help: HELP },
    'payload-missing': { severity: 'error', text: 'unsigned requests cannot read {buckets}, from which patching documents download their modules here{because}', help: HELP },
    'second-payload-missing': { severity: 'warning', text: 'unsigned requests cannot read {buckets}, the other bucket that AWS lists for patching documents{because}', help: HELP },
    'macos-payload-missing': { severity: 'error', text: 'unsigned requests cannot read {buckets}, from which patching documents download their modules for macOS{because}', help: HELP },
    'snapshot-missing': { severity: 'error', text: 'patch baseline snapshots cannot be read from {buckets} by URLs that an account of Systems Manager signs{because}', help: HELP },
    'snapshot-by-account': { severity: 'warning', text: 'patch baseline snapshots can be read from {buckets} only by callers that a condition names{because}', help: HELP },
    'unconfirmed-use': { severity: 'warning', text: 'if Patch Manager patches nodes here, they cannot read {buckets}{because}', help: `${HELP} If nodes here are not patched, list under "vpcs" in the configuration what they do use.` },
  },
  *check(policy, context) {
    const evidence = policy.service === 's3' ? evidenceOf(policy, context.inventory) : undefined
    if (evidence === undefined) return
    const { related, place } = evidence
    const { region } = policy
    if (region === undefined) {
      yield { at: place, related, undecided: 'the names of the patch buckets depend on the Region of the endpoint, which is not known', help: 'Pass --region, or give the file a Region under "files" in the configuration.' }
      return
    }
    const buckets = bucketsOf(region)
    if (buckets === undefined) {
      const { payload, snapshot } = regularPatchBuckets(region)
      yield { at: place, related, undecided: `for "${region}" AWS lists no patch buckets; by the usual names they would be "${payload}" and "${snapshot}"`, help: 'Compare the policy with the buckets that nodes of the Region ask for.' }
      return
    }
    const asked = {
      shared: ask(buckets.payload, 'anonymous', policy, context),
      own: ask(buckets.patchManager, 'anonymous', policy, context),
      macos: context.inventory.platformsFor(policy).has('macos') ? ask(buckets.patchManagerMacos, 'anonymous', policy, context) : undefined,
      snapshot: ask(buckets.snapshot, 'service-account', policy, context),
    }
    const all = [asked.shared, asked.own, asked.macos, asked.snapshot].filter((answer) => answer !== undefined)
    for (const { bucket, decision } of all.filter(({ decision }) => decision.verdict === 'unknown')) {
      yield { at: place, related, resource: bucket, undecided: `it is not certain whether "${nameOfBucket(bucket)}" can be read: ${decision.because[0]?.reason ?? 'a limit was reached'}`, help: 'Name the bucket in a statement of its own, with nothing left open.' }
    }
    if (hasSymbol(region) && all.includes(asked.snapshot) && asked.snapshot.decision.verdict !== 'never') {
      yield { at: place, related, undecided: 'the Region is not filled in, and in ten Regions the snapshot bucket has a suffix of its own', help: 'Pass --region to judge the policy for one Region.' }
    }
    const isMissing = (answer: Answer) => answer.decision.verdict === 'never'
    if (!evidence.strong) {
      if (all.some(isMissing)) yield { ...report('unconfirmed-use', all.filter(isMissing)), at: place, related }
      return
    }
    const [needed, second] = suffixedPayload().regions.includes(region) ? [asked.own, asked.shared] : [asked.shared, asked.own]
    if (isMissing(needed) && isMissing(second)) yield { ...report('payload-unreachable', [needed, second]), at: needed.at ?? place, related }
    else if (isMissing(needed)) yield { ...report('payload-missing', [needed]), at: needed.at ?? place, related }
    else if (isMissing(second)) yield { ...report('second-payload-missing', [second]), at: second.at ?? place, related }
    if (asked.macos !== undefined && isMissing(asked.macos)) yield { ...report('macos-payload-missing', [asked.macos]), at: asked.macos.at ?? place, related }
    if (isMissing(asked.snapshot)) yield { ...report('snapshot-missing', [asked.snapshot]), at: asked.snapshot.at ?? place, related }
    const naming = asked.snapshot.decision.conditions.find(({ key }) => /^aws:(?:principal|userid)/i.test(key.value))
    if (naming !== undefined) {
      const because = `: ${naming.key.value} decides, and AWS does not publish the account`
      yield { ...report('snapshot-by-account', [{ ...asked.snapshot, because }]), at: naming.at, related }
    }
  },
})

interface Answer {
  readonly bucket: string
  readonly resource: string
  readonly decision: Decision
  readonly because: string
  readonly at: EndpointPolicy['at'] | undefined
  readonly statement: Statement | undefined
}

function ask(bucket: string, caller: 'anonymous' | 'service-account', policy: EndpointPolicy, context: RuleContext): Answer {
  const partition = partitionOf(policy.region ?? '')?.id ?? 'aws'
  const resource = `arn:${partition}:s3:::${bucket}/*`
  const decision = context.ask(policy, { caller, actions: ['s3:GetObject'], resources: [resource] })
  if (decision.verdict !== 'never') return { bucket, resource, decision, because: '', at: undefined, statement: undefined }
  const other = otherNameOf(bucket, policy)
  if (other !== undefined) return { bucket, resource, decision, because: `: the policy grants "${nameOfBucket(other.name)}", which is not its name in this Region`, at: other.at, statement: undefined }
  const { clause, at, statement } = refusalOf(decision)
  return { bucket, resource, decision, because: clause, at, statement }
}

function report<Id extends string>(messageId: Id, answers: readonly Answer[]) {
  const list = (texts: readonly string[]) => {
    const names = texts.map((text) => `"${nameOfBucket(text)}"`)
    return names.length < 3 ? names.join(' and ') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
  }
  const [first] = answers
  const witness = first?.decision.denied
  return {
    messageId,
    resource: answers.map(({ bucket }) => bucket).join(' '),
    data: { buckets: list(answers.map(({ bucket }) => bucket)), resources: list(answers.map(({ resource }) => resource)), because: first?.because ?? '' },
    ...(witness === undefined ? {} : { witness }),
    ...(first?.statement === undefined ? {} : { statement: first.statement }),
  }
}
