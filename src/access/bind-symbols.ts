import type { Policy, Statement } from '../policy/policy.js'
import { hasSymbol, symbolOf, withConstants, type PolicySymbol } from '../policy/symbol.js'
import type { Environment } from './access.js'

/** The policy with the symbols that the environment knows filled in: the Region, the one organization, the one account. */
export function bindSymbols(policy: Policy, environment: Environment): Policy {
  if (!policy.hasSymbols) return policy
  if (latest?.policy !== policy || latest.environment !== environment) latest = { policy, environment, bound: bindAll(policy, environment) }
  return latest.bound
}

/** Witnesses are replayed in a row on one policy. */
let latest: { readonly policy: Policy; readonly environment: Environment; readonly bound: Policy } | undefined

function bindAll(policy: Policy, environment: Environment): Policy {
  const bind = <T extends { readonly value: string }>(located: T): T => ({ ...located, value: bindText(located.value, environment) })
  const statements = policy.statements.map((statement): Statement => ({
    ...statement,
    principal: { ...statement.principal, values: statement.principal.values.map(bind) },
    action: { ...statement.action, values: statement.action.values.map(bind) },
    resource: { ...statement.resource, values: statement.resource.values.map(bind) },
    conditions: statement.conditions.map((condition) => ({ ...condition, key: bind(condition.key), values: condition.values.map(bind) })),
  }))
  return { ...policy, statements }
}

export function bindText(text: string, environment: Environment): string {
  if (!hasSymbol(text)) return text
  const bound = text.replace(/[\ue000-\uf8ff]/g, (character) => {
    const symbol = symbolOf(character)
    return (symbol === undefined ? undefined : valueOf(symbol, environment)) ?? character
  })
  return environment.generic === true ? withConstants(bound) : bound
}

function valueOf({ sort, text }: PolicySymbol, { region, organizationIds, accounts }: Environment): string | undefined {
  if (region !== undefined && !hasSymbol(region)) {
    if (sort === 'region') return region
    if (sort === 'region-without-dashes') return region.replaceAll('-', '')
  }
  if (sort === 'organization' && organizationIds?.length === 1) return organizationIds[0]
  // Only names that say nothing of another owner: <account-id>, not <third-party-account-a>.
  if (sort === 'account' && accounts?.length === 1 && /^(?:aws|my|your)*account(?:id|number)?$/.test(text.toLowerCase().replace(/[^a-z]/g, ''))) return accounts[0]
  return undefined
}
