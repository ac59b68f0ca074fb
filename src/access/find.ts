import type { Policy } from '../policy/policy.js'
import { withConstants } from '../policy/symbol.js'
import type { Context, Environment, Search, Witness } from './access.js'
import type { Circumstances } from './callers.js'
import { engineFor, isCandidate } from './decide.js'
import { POLICIES_KEPT, Recent } from './recent.js'
import { trustedBy } from './trusted.js'

/**
 * A request by such callers that is surely allowed, on the resources asked for and outside `except`; `undefined` when there is
 * none; `unknown` when there may be one.
 */
export function find(policy: Policy, search: Search, environment: Environment = {}): Witness | undefined | 'unknown' {
  const { actions, resources, except = [], statement } = search
  const circumstances = circumstancesOfSearch(policy, search, resources, environment)
  const known = circumstances.environment
  const inTermsOf = (witness: Witness | undefined) => (known === environment ? witness : witnessFor(environment, witness))
  const engine = engineFor(policy, known)
  if (!engine.mayAllow(circumstances, statement)) return undefined
  const ask = engine.prepare({ actions, resources, except, statement, circumstances })
  const possible = engine.search(ask, { outcome: 'allowed', certain: false })
  if (possible === 'none') return undefined
  const witness = isCandidate(possible) ? inTermsOf(engine.witness(ask, 'allowed', possible)) : undefined
  if (witness !== undefined) return witness
  const certain = engine.search(ask, { outcome: 'allowed', certain: true })
  return (isCandidate(certain) ? inTermsOf(engine.witness(ask, 'allowed', certain)) : undefined) ?? 'unknown'
}

/** False when no Allow statement lets any such caller pass, whatever is asked for: the cheapest question of all. */
export function mayPass(policy: Policy, search: Callers & Pick<Search, 'statement'>, environment: Environment): boolean {
  const circumstances = circumstancesOfSearch(policy, search, [], environment)
  return engineFor(policy, circumstances.environment).mayAllowAnything(circumstances, search.statement)
}

type Callers = Pick<Search, 'caller' | 'context' | 'resourceOwner'>

function circumstancesOfSearch(policy: Policy, { caller, context = NO_CONTEXT, resourceOwner = 'any' }: Callers, resources: readonly string[], environment: Environment): Circumstances {
  if (caller !== 'outsider' && resourceOwner !== 'foreign') return { caller, context, environment, resources, resourceOwner, trusted: environment.thirdParties ?? NOBODY }
  const { trusted, known } = estrange(policy, environment)
  return { caller, context, environment: known, resources, resourceOwner, trusted }
}

const NO_CONTEXT: Context = {}
const NOBODY: readonly string[] = []

interface Strangers {
  readonly trusted: readonly string[]
  readonly known: Environment
}

const strangersOf = new Recent<Policy, { readonly environment: Environment; readonly strangers: Strangers }>(POLICIES_KEPT)

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

/** The request of a caller of mine names the organization as the environment does, so that it can be replayed there. */
function witnessFor({ organizationIds = [] }: Environment, witness: Witness | undefined): Witness | undefined {
  const constants = organizationIds.map((id) => [withConstants(id), id] as const).filter(([constant, id]) => constant !== id)
  if (witness === undefined || constants.length === 0) return witness
  const named = (text: string) => constants.reduce((result, [constant, id]) => result.replaceAll(constant, id), text)
  const context = Object.fromEntries(Object.entries(witness.request.context).map(([key, values]) => [key, values?.map(named) ?? null]))
  return { ...witness, request: { ...witness.request, context } }
}
