import type { Context, Decision, Environment, Question, Search, Witness } from '../access/access.js'
import type { Probe } from '../access/probe.js'
import { partitionOf, supportsEndpointPolicy } from '../catalog/catalog.js'
import { isExclusionTag } from '../inventory/exclusion-tag.js'
import type { EndpointPolicy } from '../inventory/inventory.js'
import type { Organization } from '../inventory/organization.js'
import type { InventoryView } from '../inventory/view.js'
import type { Policy } from '../policy/policy.js'
import type { RuleContext } from './rule.js'

/** The part of the reasoning core that rules use. */
export interface Reasoning {
  decide(policy: Policy, question: Question, environment?: Environment): Decision
  find(policy: Policy, search: Search, environment?: Environment): Witness | undefined | 'unknown'
  probe(policy: Policy, probe: Probe, environment?: Environment): Witness | undefined | 'unknown'
}

export function ruleContext(inventory: InventoryView, organization: Organization, { decide, find, probe }: Reasoning): RuleContext {
  const environments = new Map<EndpointPolicy, Environment>()
  const environmentOf = (policy: EndpointPolicy): Environment => {
    const environment = environments.get(policy) ?? environmentFor(policy, organization)
    environments.set(policy, environment)
    return environment
  }
  const tagContexts = new WeakMap<EndpointPolicy, Context>()
  const withoutExclusionTags = (policy: EndpointPolicy): Context => {
    const known = tagContexts.get(policy)
    if (known !== undefined) return known
    const keys = policy.policy.statements.flatMap(({ conditions }) => conditions.map(({ key }) => key.value))
    const context = Object.fromEntries(keys.filter((key) => isExclusionTag(key, organization)).map((key) => [key, null]))
    tagContexts.set(policy, context)
    return context
  }
  return {
    inventory,
    organization,
    environmentOf,
    isIgnored: ({ service, endpointType }) => service !== undefined && supportsEndpointPolicy(service, endpointType) === 'no',
    isExclusionTag: (key) => isExclusionTag(key, organization),
    withoutExclusionTags,
    ask: (policy, question) => decide(policy.policy, question, environmentOf(policy)),
    find: (policy, search) => find(policy.policy, search, environmentOf(policy)),
    probe: (policy, search) => probe(policy.policy, search, environmentOf(policy)),
  }
}

function environmentFor(policy: EndpointPolicy, { ids, accounts, thirdParties }: Organization): Environment {
  const { endpointType, service, region, account, endpoints } = policy
  const partition = region === undefined ? undefined : partitionOf(region)?.id
  const vpcId = only(endpoints.map(({ vpc }) => vpc))
  const endpointId = only(endpoints.map(({ id }) => id))
  return {
    ...(endpointType !== undefined && { endpointType }),
    ...(service !== undefined && { service }),
    ...(region !== undefined && { region }),
    ...(partition !== undefined && { partition }),
    ...(vpcId !== undefined && { vpcId }),
    ...(endpointId !== undefined && { endpointId }),
    organizationIds: ids,
    // A list of accounts is taken as complete, so the endpoint's own joins one but does not make one.
    accounts: account === undefined || accounts.length === 0 ? accounts : [...new Set([...accounts, account])],
    thirdParties,
  }
}

/** The value that all agree on; `undefined` when there is none or several. */
function only<T>(values: readonly (T | undefined)[]): T | undefined {
  return new Set(values).size === 1 ? values[0] : undefined
}
