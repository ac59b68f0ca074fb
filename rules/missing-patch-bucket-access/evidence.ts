import { awsOwnedBucket } from '../../src/catalog/catalog.js'
import type { EndpointPolicy, InventoryView, RelatedPlace, Span } from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { displayText } from '../../src/policy/symbol.js'

export interface Evidence {
  readonly strong: boolean
  readonly related: readonly RelatedPlace[]
  /** Where to report when no part of a statement is to blame: where buckets are granted, else the endpoint or the policy. */
  readonly place: Span
}

/** Buckets that only patching documents use; other command documents download from aws-ssm-REGION too. */
const PATCH_ONLY = new Set(['patch-baseline-snapshot', 'aws-patch-manager', 'aws-patchmanager-macos'])

/** Signs that nodes behind the policy are patched: use that was seen or declared, or a patch bucket that the policy grants. */
export function evidenceOf(policy: EndpointPolicy, inventory: InventoryView): Evidence | undefined {
  const granted = grantedBuckets(policy)
  const patching = granted.find(({ id }) => PATCH_ONLY.has(id))
  const shared = granted.find(({ id }) => id === 'aws-ssm')
  const place = (patching ?? shared ?? granted[0])?.list ?? policy.endpoints[0]?.at ?? policy.policy.statements[0]?.at ?? policy.at
  const usage = inventory.usageFor(policy, 'patch-manager')
  const seen = usage === undefined ? [] : usage.at === undefined ? [] : [{ at: usage.at, note: usage.note }]
  if (usage?.evidence === 'strong') return { strong: true, related: seen, place }
  if (patching !== undefined) return { strong: true, related: [grantOf(patching)], place }
  if (shared !== undefined) return { strong: false, related: [grantOf(shared)], place }
  const nodes = inventory.usageFor(policy, 'managed-nodes')
  const weak = usage ?? nodes
  if (weak === undefined) return undefined
  return { strong: false, related: weak.at === undefined ? [] : [{ at: weak.at, note: weak.note }], place }
}

interface Grant {
  readonly id: string
  readonly name: string
  readonly at: Span
  /** The list that it stands in. */
  readonly list: Span
}

function grantedBuckets({ policy }: EndpointPolicy): Grant[] {
  return policy.statements.flatMap(({ effect, resource }) => {
    if (effect !== 'Allow' || resource.not) return []
    return resource.values.flatMap(({ value, at }) => {
      const name = bucketOfArn(value) ?? ''
      const owned = awsOwnedBucket(name)
      return owned === undefined ? [] : [{ id: owned.id, name, at, list: resource.at }]
    })
  })
}

/** A granted bucket for the same use in the same Region that goes by another name: without its suffix, or with a wrong one. */
export function otherNameOf(bucket: string, policy: EndpointPolicy): { name: string; at: Span } | undefined {
  const wanted = awsOwnedBucket(bucket)
  if (wanted === undefined || bucket.includes('?')) return undefined
  return grantedBuckets(policy).find(({ id, name }) => id === wanted.id && name !== bucket && awsOwnedBucket(name)?.region === wanted.region)
}

function grantOf({ name, at }: Grant): RelatedPlace {
  return { at, note: `the policy grants the patch bucket "${displayText(name)}"` }
}
