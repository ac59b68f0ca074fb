import { awsOwnedResources, perimeterProbes } from '../catalog/catalog.js'
import type { Policy, Statement } from '../policy/policy.js'
import { hasSymbol } from '../policy/symbol.js'
import type { Caller, Context, Environment, Search, Witness } from './access.js'
import { appliedPolicy } from './aws-owned.js'
import { speaksOf } from './field-overlap.js'
import { find, mayPass } from './find.js'

/** A search over the actions of the endpoint's service that can carry data, on the resources they take. */
export interface Probe {
  readonly caller: Caller
  readonly statement?: number
  readonly context?: Context
  readonly resourceOwner?: NonNullable<Search['resourceOwner']>
  /** Resource patterns to leave out, beside those that AWS owns. */
  readonly except?: readonly string[]
}

/** No identity of mine: where a resource names its account, it is this stranger's. */
const STRANGER = '999988887777'

/**
 * Does a caller get through to resources other than those that AWS owns? Writes are tried before reads. Without a known
 * service, S3 stands for it: nothing carries data out more easily.
 */
export function probe(policy: Policy, search: Probe, environment: Environment = {}): Witness | undefined | 'unknown' {
  if (!mayPass(policy, search, environment)) return undefined
  const { statement, resourceOwner, except = [] } = search
  const { service = 's3', region = '*', partition = 'aws', accounts = [] } = environment
  const owned = ownedResources(region, partition)
  const allows = policy.statements.filter(({ effect, index, complete }) => !complete || (effect === 'Allow' && (statement ?? index) === index))
  if (allows.every((allow) => isLeftOut(allow, owned, except)) && appliedPolicy(policy, environment) === policy) return undefined
  const leftOut = except.length === 0 ? owned.resources : [...owned.resources, ...except]
  const ask = (actions: readonly string[], asked: readonly string[]) => {
    const resources = asked.filter((resource) => allows.some((allow) => speaksOf(allow, resource)))
    return resources.length === 0 ? undefined : find(policy, { ...search, actions, resources, except: leftOut }, environment)
  }
  const account = resourceOwner === 'mine' && accounts.length > 0 ? accounts[0]! : STRANGER
  // Resources that read like real ones first, then any.
  const places = [
    probesOf(service, { partition, region: region === '*' ? 'us-east-1' : region, account }),
    probesOf(service, { partition, region, account: resourceOwner === 'foreign' ? STRANGER : '*' }),
  ] as const
  // Most statements let nobody of the kind through, whatever the action: one question tells.
  const [, { actions, resources }] = places
  if (ask(actions, resources) === undefined) return undefined
  let unknown = false
  for (const { probes } of places) {
    for (const { action, resources } of probes) {
      const found = ask([action], resources)
      if (found === 'unknown') unknown = true
      else if (found !== undefined) return found
    }
  }
  return unknown ? 'unknown' : undefined
}

interface Probes {
  readonly probes: ReturnType<typeof perimeterProbes>
  /** Of all probes. */
  readonly actions: readonly string[]
  readonly resources: readonly string[]
}

const probesByPlace = new Map<string, Probes>()

function probesOf(service: string, place: { partition: string; region: string; account: string }): Probes {
  const key = `${service} ${place.partition} ${place.region} ${place.account}`
  let known = probesByPlace.get(key)
  if (known === undefined) {
    const probes = perimeterProbes(service, place)
    known = { probes, actions: probes.map(({ action }) => action), resources: [...new Set(probes.flatMap(({ resources }) => resources))] }
    probesByPlace.set(key, known)
  }
  return known
}

interface Owned {
  readonly resources: readonly string[]
  readonly set: ReadonlySet<string>
}

const ownedByPlace = new Map<string, Owned>()

function ownedResources(region: string, partition: string): Owned {
  const place = `${partition} ${region}`
  let owned = ownedByPlace.get(place)
  if (owned === undefined) {
    const resources = awsOwnedResources(region, partition)
    ownedByPlace.set(place, (owned = { resources, set: new Set(resources) }))
  }
  return owned
}

/** Whether every resource of the statement is left out of the search, word for word: there is nothing to search for. */
function isLeftOut({ complete, resource }: Statement, owned: Owned, except: readonly string[]): boolean {
  return complete && !resource.not && resource.values.every(({ value }) => !value.includes('${') && !hasSymbol(value) && (owned.set.has(value) || except.includes(value)))
}

/** Everything to everyone, as the default policy of an endpoint. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export function isFullAccess({ statements }: Policy): boolean {
  const star = ({ not, values }: { readonly not: boolean; readonly values: readonly { readonly value: string }[] }) => !not && values.some(({ value }) => value === '*')
  return (
    statements.every(({ effect, complete }) => effect === 'Allow' && complete)
    && statements.some(({ principal, action, resource, conditions }) => star(principal) && star(action) && star(resource) && conditions.length === 0)
  )
}
