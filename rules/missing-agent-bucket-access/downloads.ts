import { awsOwnedBucket, feature, FIRST_AGENT_WITH_BIRDWATCHER, isOlderAgent, ssmBucket, ssmBucketName } from '../../src/catalog/catalog.js'
import type { EndpointPolicy, InventoryView, RelatedPlace, Span } from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { displayText } from '../../src/policy/symbol.js'

/** Something that agents download, and the sign that they do. */
export interface Download {
  readonly feature: string
  /** A clause: `association "agents" runs AWS-UpdateSSMAgent`. */
  readonly because: string
  readonly related: readonly RelatedPlace[]
  /** Where to report when no part of a statement is to blame. */
  readonly place: Span
  readonly buckets: readonly string[]
  /** Names of which AWS's own sources list now one, now the other; any will do. */
  readonly alternatives: readonly string[]
}

/** Of the features with buckets, those whose downloads missing-patch-bucket-access does not judge. */
const FEATURES = ['agent-update', 'distributor', 'run-command']

/** Judged with patching, where the documents' scripts ask for it. */
const NOT_OF_AGENTS = 'aws-ssm'

/** What agents behind the policy download in the Region, by use that is certain or by buckets that the policy grants. */
export function downloadsOf(policy: EndpointPolicy, region: string, inventory: InventoryView): Download[] {
  const grants = grantsIn(policy)
  const seen = FEATURES.flatMap((id) => {
    const buckets = (feature(id)?.ssmBuckets ?? []).filter((bucket) => bucket !== NOT_OF_AGENTS && isFor(bucket, policy, inventory))
    const usage = inventory.usageFor(policy, id)
    const grant = grants.find((one) => buckets.includes(one.id))
    const strong = usage?.evidence === 'strong' ? usage : undefined
    const because = strong?.note ?? (grant && `the policy grants "${displayText(grant.name)}"`)
    if (because === undefined || buckets.length === 0) return []
    const at = strong === undefined ? grant?.at : strong.at
    const place = (grant ?? grants[0])?.list ?? policy.endpoints[0]?.at ?? policy.policy.statements[0]?.at ?? policy.at
    const related = at === undefined ? [] : [{ at, note: because }]
    const namesOf = (ids: readonly string[]) => ids.flatMap((bucket) => ssmBucketName(bucket, region) ?? [])
    const alternatives = buckets.includes(CATEGORIES) ? [...namesOf([CATEGORIES]), CATEGORIES] : []
    return [{ feature: id, because, related, place, buckets: namesOf(buckets.filter((bucket) => bucket !== CATEGORIES)), alternatives }]
  })
  return [...seen, ...seen.filter((download) => download.feature === 'distributor').flatMap((download) => ofOldAgents(download, policy, region, inventory))]
}

/** Old agents have packages from a bucket of their own, which AWS lists no longer: asked for only where there is such an agent. */
function ofOldAgents(download: Download, policy: EndpointPolicy, region: string, inventory: InventoryView): Download[] {
  const agent = inventory.agentsFor(policy).find(({ version }) => isOlderAgent(version, FIRST_AGENT_WITH_BIRDWATCHER))
  const bucket = ssmBucketName('amazon-ssm-packages', region)
  if (agent === undefined || bucket === undefined) return []
  const note = agent.at === undefined ? [] : [{ at: agent.at, note: agent.note }]
  return [{ ...download, because: `${download.because}, and ${agent.note}`, related: [...download.related, ...note], buckets: [bucket], alternatives: [] }]
}

/** Listed with the Region by one source of AWS and without it by another. */
const CATEGORIES = 'ssm-document-categories'

/** Most of what the bucket for Windows holds is for Windows alone. */
function isFor(bucket: string, policy: EndpointPolicy, inventory: InventoryView): boolean {
  return bucket !== 'ssm-windows-downloads' || inventory.platformsFor(policy).has('windows')
}

function grantsIn({ policy }: EndpointPolicy) {
  return policy.statements.flatMap(({ effect, resource }) => {
    if (effect !== 'Allow' || resource.not) return []
    return resource.values.flatMap(({ value, at }) => {
      const name = bucketOfArn(value) ?? ''
      const id = awsOwnedBucket(name)?.id
      return id === undefined || ssmBucket(id) === undefined ? [] : [{ id, name, at, list: resource.at }]
    })
  })
}
