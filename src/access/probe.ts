import { awsOwnedResources, perimeterProbes } from '../catalog/catalog.js'
import type { Policy } from '../policy/policy.js'
import type { Caller, Context, Environment, Search, Witness } from './access.js'
import { speaksOf } from './field-overlap.js'
import { find } from './find.js'

/** A search over the actions of the endpoint's service that can carry data, on the resources they take. */
export interface Probe {
  readonly caller: Caller
  readonly statement?: number
  readonly context?: Context
  readonly resourceOwner?: Search['resourceOwner']
  /** Resource patterns to leave out, beside those that AWS owns. */
  readonly except?: readonly string[]
}

/** No identity of mine: where a resource names its account, it is this stranger's. */
const STRANGER = '999988887777'

/**
 * Does a caller get through to resources other than those that AWS owns? Writes are tried before reads. Without a known
 * service, S3 stands for it: nothing carries data out more easily.
 */
export function probe(policy: Policy, { caller, statement, context, resourceOwner, except = [] }: Probe, environment: Environment = {}): Witness | undefined | 'unknown' {
  const { service = 's3', region = '*', partition = 'aws', accounts = [] } = environment
  const account = resourceOwner === 'mine' && accounts.length > 0 ? accounts[0]! : STRANGER
  // Resources that read like real ones first, then any.
  const places = [{ partition, region: region === '*' ? 'us-east-1' : region, account }, { partition, region, account: resourceOwner === 'foreign' ? STRANGER : '*' }]
  const owned = ownedResources(region, partition)
  const allows = policy.statements.filter(({ effect, index, complete }) => !complete || (effect === 'Allow' && (statement ?? index) === index))
  const search = (actions: readonly string[], asked: readonly string[]) => {
    const resources = asked.filter((resource) => allows.some((allow) => speaksOf(allow, resource)))
    if (resources.length === 0) return undefined
    const rest = { ...(statement !== undefined && { statement }), ...(context !== undefined && { context }), ...(resourceOwner !== undefined && { resourceOwner }) }
    return find(policy, { caller, actions, resources, except: except.length === 0 ? owned : [...owned, ...except], ...rest }, environment)
  }
  // Most statements let nobody of the kind through, whatever the action: one question tells.
  const all = probesOf(service, places[1]!)
  if (search(all.map(({ action }) => action), [...new Set(all.flatMap(({ resources }) => resources))]) === undefined) return undefined
  let unknown = false
  for (const place of places) {
    for (const { action, resources } of probesOf(service, place)) {
      const found = search([action], resources)
      if (found === 'unknown') unknown = true
      else if (found !== undefined) return found
    }
  }
  return unknown ? 'unknown' : undefined
}

const probesByPlace = new Map<string, ReturnType<typeof perimeterProbes>>()

function probesOf(service: string, place: { partition: string; region: string; account: string }): ReturnType<typeof perimeterProbes> {
  const key = `${service} ${place.partition} ${place.region} ${place.account}`
  let probes = probesByPlace.get(key)
  if (probes === undefined) probesByPlace.set(key, (probes = perimeterProbes(service, place)))
  return probes
}

const ownedByPlace = new Map<string, readonly string[]>()

function ownedResources(region: string, partition: string): readonly string[] {
  const place = `${partition} ${region}`
  let owned = ownedByPlace.get(place)
  if (owned === undefined) ownedByPlace.set(place, (owned = awsOwnedResources(region, partition)))
  return owned
}

/** Everything to everyone, as the default policy of an endpoint. https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export function isFullAccess({ statements }: Policy): boolean {
  const star = ({ not, values }: { readonly not: boolean; readonly values: readonly { readonly value: string }[] }) => !not && values.some(({ value }) => value === '*')
  return (
    statements.every(({ effect, complete }) => effect === 'Allow' && complete)
    && statements.some(({ principal, action, resource, conditions }) => star(principal) && star(action) && star(resource) && conditions.length === 0)
  )
}
