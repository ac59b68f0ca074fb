import type { EndpointPolicy } from '../inventory/inventory.js'
import { compareDrafts, endpointLabel, type Draft } from './draft.js'
import type { RelatedPlace } from './finding.js'

/** One draft, in order, for all that say the same of one place, and for all that say the same of policies that say the same. */
export function mergeDrafts(drafts: readonly Draft[]): Draft[] {
  const places = merge(drafts.toSorted(compareDrafts), placeKey)
  const keys = policyKeys(places)
  const shared = repeated(keys)
  // Hashing costs more than all else here, and few policies look alike.
  return merge(places, (draft, index) => {
    const key = keys[index]
    return key !== undefined && shared.has(key) ? `${key} ${draft.policies[0]!.policy.hash}` : key
  })
}

/** Drafts of one key become the first of them, which takes over the endpoints and policies of the others. */
function merge(drafts: readonly Draft[], keyOf: (draft: Draft, index: number) => string | undefined): Draft[] {
  const groups = new Map<string | Draft, Draft[]>()
  for (const [index, draft] of drafts.entries()) {
    const key = keyOf(draft, index) ?? draft
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [draft])
    else group.push(draft)
  }
  return Array.from(groups.values(), (group) => (group.length === 1 ? group[0]! : union(group)))
}

function repeated(keys: readonly (string | undefined)[]): ReadonlySet<string> {
  const met = new Set<string>()
  const again = new Set<string>()
  for (const key of keys) {
    if (key === undefined) continue
    if (met.has(key)) again.add(key)
    met.add(key)
  }
  return again
}

function union(group: readonly Draft[]): Draft {
  return {
    ...group[0]!,
    endpoints: [...new Set(group.flatMap(({ endpoints }) => endpoints))],
    policies: [...new Set(group.flatMap(({ policies }) => policies))],
    related: [...group[0]!.related, ...group.slice(1).flatMap((draft) => elsewhere(group[0]!, draft))],
  }
}

/** The place of a draft whose policy no endpoint carries; the others are shown by their endpoints. */
function elsewhere(first: Draft, other: Draft): RelatedPlace[] {
  const same = first.at.file === other.at.file && first.at.start === other.at.start
  return same || other.endpoints.length > 0 ? [] : [{ at: other.at, note: 'the same policy stands here' }]
}

function placeKey({ ruleId, messageId, message, at, suppressed }: Draft): string {
  return JSON.stringify([ruleId, messageId, message, at.file.path, at.start, at.end, suppressed])
}

/**
 * What the drafts of like policies may have in common, places and the policies themselves apart. Two drafts of one policy are never
 * merged: the second of them is only the same as the second of another.
 */
function policyKeys(drafts: readonly Draft[]): (string | undefined)[] {
  const seen = new Map<EndpointPolicy, Map<string, number>>()
  return drafts.map((draft) => {
    const [policy] = draft.policies
    if (policy === undefined) return undefined
    const { ruleId, messageId, severity, message, help, statement, resource, suppressed } = draft
    const base = JSON.stringify([policy.policy.sketch, ruleId, messageId, severity, message, help, statement?.index, resource, suppressed])
    const counts = seen.get(policy) ?? new Map<string, number>()
    seen.set(policy, counts)
    const count = counts.get(base) ?? 0
    counts.set(base, count + 1)
    return `${count} ${base}`
  })
}

/** Endpoints after the first, which is the subject, as related places. */
export function otherEndpoints({ endpoints }: Draft): RelatedPlace[] {
  return endpoints.slice(1).map((endpoint) => ({ at: endpoint.at, note: `the same holds for endpoint "${endpointLabel(endpoint)}"` }))
}
