import { readPattern } from '../policy/pattern.js'
import type { Condition, Policy, Statement } from '../policy/policy.js'
import type { InventoryView } from './view.js'

/** Whose organization, accounts and partners: from the configuration, else what the run's policies agree on. */
export interface Organization {
  readonly ids: readonly string[]
  readonly accounts: readonly string[]
  /** Accounts and organization ids that are trusted without being mine. */
  readonly thirdParties: readonly string[]
  /** Globs of tag keys that exempt from the perimeter: `dp:exclude:*`. */
  readonly exclusionTags: readonly string[]
  readonly source: 'configured' | 'inferred' | 'none'
  /** An organization is configured, or some policy of the run uses an identity or resource perimeter key. */
  readonly perimeterIntent: boolean
}

const PERIMETER_KEYS: ReadonlySet<string> = new Set([
  'aws:principalorgid', 'aws:principalorgpaths', 'aws:principalaccount',
  'aws:resourceorgid', 'aws:resourceorgpaths', 'aws:resourceaccount', 's3:resourceaccount',
])

/** The organization of the configuration, else the one that all policies of the run name as the callers'. */
export function organizationOf({ declarations, policies }: Pick<InventoryView, 'declarations' | 'policies'>): Organization {
  const { organization, thirdParties, exclusionTags } = declarations
  const configured = organization.ids.length > 0 || organization.accounts.length > 0
  const ids = configured ? organization.ids : agreedIds(policies.map(({ policy }) => policy))
  return {
    ids,
    accounts: organization.accounts,
    thirdParties,
    exclusionTags,
    source: configured ? 'configured' : ids.length > 0 ? 'inferred' : 'none',
    perimeterIntent: configured || policies.some(({ policy }) => policy.statements.some(usesPerimeterKey)),
  }
}

function usesPerimeterKey({ conditions }: Statement): boolean {
  return conditions.some(({ key }) => PERIMETER_KEYS.has(key.value.toLowerCase()))
}

function agreedIds(policies: readonly Policy[]): readonly string[] {
  const sets = new Map<string, string[]>()
  for (const policy of policies) {
    const ids = [...new Set(policy.statements.flatMap(idsTrustedBy))].toSorted()
    if (ids.length > 0) sets.set(ids.join(' '), ids)
  }
  const [only, ...others] = sets.values()
  return only !== undefined && others.length === 0 ? only : []
}

/** What must be the caller's organization: to be allowed, or not to be denied. */
function idsTrustedBy({ effect, conditions }: Statement): string[] {
  return conditions
    .filter((condition) => condition.key.value.toLowerCase() === 'aws:principalorgid' && isEquality(condition, effect === 'Deny'))
    .flatMap(({ values }) => values.map(({ value }) => value).filter(isLiteralId))
}

function isEquality({ operator }: Condition, negated: boolean): boolean {
  return negated
    ? operator.value === 'StringNotEquals' || operator.value === 'StringNotEqualsIgnoreCase' || operator.value === 'StringNotLike'
    : operator.value === 'StringEquals' || operator.value === 'StringEqualsIgnoreCase' || operator.value === 'StringLike'
}

function isLiteralId(value: string): boolean {
  return value !== '' && readPattern(value, { variables: true, wildcards: true }).every(({ kind }) => kind === 'text')
}
