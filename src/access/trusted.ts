import { parseArn } from '../policy/arn.js'
import type { Policy } from '../policy/policy.js'
import { hasSymbol, symbolOf } from '../policy/symbol.js'

const IDENTIFIER = /^(?:\d{12}|o-[a-z0-9-]{10,32})$/

/**
 * Accounts, organizations and unique ids that the policy names: whoever wrote it trusts them, so no outsider is one of them.
 * Whether that trust is declared is a question of its own.
 */
export function trustedBy(policy: Policy): string[] {
  const texts = policy.statements.flatMap(({ principal, conditions }) => [...principal.values, ...conditions.flatMap(({ values }) => values)].map(({ value }) => value))
  return [...new Set(texts.flatMap((text) => {
    if (IDENTIFIER.test(text) || (hasSymbol(text) && text.length === 1 && symbolOf(text)?.sort !== 'any')) return [text]
    const path = /^(o-[a-z0-9]{10,32})\//.exec(text)
    if (path !== null) return [path[1]!]
    const unique = /^(A[A-Z]{3}[A-Z0-9]{12,})(?::.*)?$/.exec(text)
    if (unique !== null) return [unique[1]!]
    const account = parseArn(text)?.account
    return account !== undefined && /^\d{12}$/.test(account) ? [account] : []
  }))]
}
