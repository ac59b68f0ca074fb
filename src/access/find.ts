import type { Policy } from '../policy/policy.js'
import type { Environment, Search, Witness } from './access.js'
import { circumstancesOf, engineFor, isWitness } from './decide.js'
import { trustedBy } from './trusted.js'

/**
 * A request by such callers that is surely allowed, on the resources asked for and outside `except`; `undefined` when there is
 * none; `unknown` when there may be one.
 */
export function find(policy: Policy, search: Search, environment: Environment = {}): Witness | undefined | 'unknown' {
  const trusted = [...(environment.thirdParties ?? []), ...(search.caller === 'outsider' || search.resourceOwner === 'foreign' ? trustedBy(policy) : [])]
  const engine = engineFor(policy, environment)
  const ask = engine.prepare({
    actions: search.actions, resources: search.resources, except: search.except ?? [], statement: search.statement,
    circumstances: circumstancesOf(search.caller, search, environment, search.resourceOwner ?? 'any', trusted),
  })
  const possible = engine.search(ask, { outcome: 'allowed', certain: false })
  if (possible === 'none') return undefined
  const certain = isWitness(possible) ? possible : engine.search(ask, { outcome: 'allowed', certain: true })
  return isWitness(certain) ? certain : 'unknown'
}
