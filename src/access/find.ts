import type { Policy } from '../policy/policy.js'
import { withConstants } from '../policy/symbol.js'
import type { Environment, Search, Witness } from './access.js'
import { circumstancesOf, engineFor, isCandidate } from './decide.js'
import { trustedBy } from './trusted.js'

/**
 * A request by such callers that is surely allowed, on the resources asked for and outside `except`; `undefined` when there is
 * none; `unknown` when there may be one.
 */
export function find(policy: Policy, search: Search, environment: Environment = {}): Witness | undefined | 'unknown' {
  const strangers = search.caller === 'outsider' || search.resourceOwner === 'foreign'
  const { trusted, known } = strangers ? estrange(policy, environment) : { trusted: environment.thirdParties ?? [], known: environment }
  const engine = engineFor(policy, known)
  const ask = engine.prepare({
    actions: search.actions, resources: search.resources, except: search.except ?? [], statement: search.statement,
    circumstances: circumstancesOf(search.caller, search, known, search.resourceOwner ?? 'any', trusted),
  })
  const possible = engine.search(ask, { outcome: 'allowed', certain: false })
  if (possible === 'none') return undefined
  const witness = isCandidate(possible) ? engine.witness(ask, 'allowed', possible) : undefined
  if (witness !== undefined) return witness
  const certain = engine.search(ask, { outcome: 'allowed', certain: true })
  return (isCandidate(certain) ? engine.witness(ask, 'allowed', certain) : undefined) ?? 'unknown'
}

interface Strangers {
  readonly trusted: readonly string[]
  readonly known: Environment
}

const strangersOf = new WeakMap<Policy, { readonly environment: Environment; readonly strangers: Strangers }>()

/** Whom a policy trusts, ids still to be filled in included: whatever they will be, strangers and their resources are others. */
function estrange(policy: Policy, environment: Environment): Strangers {
  const latest = strangersOf.get(policy)
  if (latest?.environment === environment) return latest.strangers
  const trusted = [...(environment.thirdParties ?? []), ...trustedBy(policy)]
  const known = { ...environment, generic: true, organizationIds: (environment.organizationIds ?? []).map(withConstants) }
  const strangers = { trusted: trusted.map(withConstants), known }
  strangersOf.set(policy, { environment, strangers })
  return strangers
}
