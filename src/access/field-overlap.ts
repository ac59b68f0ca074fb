import { arnFields } from '../policy/arn.js'
import { readPattern } from '../policy/pattern.js'
import type { Statement } from '../policy/policy.js'
import { hasSymbol, symbolOf } from '../policy/symbol.js'
import { matchesPattern } from '../policy/wildcard.js'

/**
 * Whether a statement speaks of resources such as these, taken field by field. `*` crosses colons, so that
 * `arn:aws:ssm:*:210987654321:parameter/*` also fits a parameter of any account with a whole ARN in its name: texts that fit
 * in this way only are no resources that anybody has.
 */
export function speaksOf({ complete, resource }: Statement, asked: string): boolean {
  return !complete || resource.not || resource.values.some(({ value }) => fieldsOverlap(value, asked))
}

function fieldsOverlap(pattern: string, asked: string): boolean {
  const own = arnFields(pattern)
  const other = arnFields(asked)
  // Whoever leaves fields out means `*` to stand for them.
  if (own === undefined || other === undefined || pattern.includes('${') || !isAccount(own[4])) return true
  return own.every((field, index) => overlap(field, other[index]!, index === 4))
}

function isAccount(field: string): boolean {
  return field === '' || field === '*' || /^\d{12}$/.test(field) || (hasSymbol(field) && field.length === 1)
}

/** May give true for patterns that have nothing in common. */
function overlap(a: string, b: string, account: boolean): boolean {
  // An account to be filled in will be a known one.
  if (hasSymbol(a) && !(account && symbolOf(a)?.sort !== 'any')) return true
  const wild = (text: string) => /[*?]/.test(text)
  const tokens = (pattern: string) => readPattern(pattern, { variables: false, wildcards: true })
  const matches = (pattern: string, text: string) => matchesPattern(tokens(pattern), text, 'narrow')
  if (!wild(a)) return matches(b, a)
  if (!wild(b)) return matches(a, b)
  const [start, other] = [a, b].map((text) => text.slice(0, text.search(/[*?]/))) as [string, string]
  return start.startsWith(other) || other.startsWith(start)
}
