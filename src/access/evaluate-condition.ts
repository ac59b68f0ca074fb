import { operatorKind, takesVariables, type OperatorKind } from '../policy/operator.js'
import { readPattern } from '../policy/pattern.js'
import type { Condition } from '../policy/policy.js'
import { hasSymbol } from '../policy/symbol.js'
import { parseAddressRange, parseDate, parseNumber } from '../policy/value.js'
import { matchesPattern, opposite, type Reading } from '../policy/wildcard.js'
import { matchesByField, substitute, type Situation } from './evaluate.js'

/**
 * Does the request meet the condition? https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 * and https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-logic-multiple-context-keys-or-values.html
 */
export function conditionMatches(condition: Condition, situation: Situation, reading: Reading): boolean {
  const { operator } = condition
  const kind = operatorKind(operator.value)
  const values = situation.keys.get(condition.key.value.toLowerCase())
  if (kind.comparison === 'null') {
    if (operator.qualifier !== undefined) return operator.qualifier === 'ForAllValues'
    const wantsAbsent = condition.values.some(({ value }) => value.toLowerCase() === 'true')
    return (values === undefined) === wantsAbsent
  }
  const passes = (value: string) => meets(condition, kind, value, situation, reading)
  if (operator.qualifier === 'ForAllValues') return values === undefined || values.every(passes)
  if (operator.qualifier === 'ForAnyValue') {
    // The documentation says both: IfExists makes it true, ForAnyValue false.
    return values === undefined ? operator.ifExists && reading === 'wide' : values.some(passes)
  }
  if (values === undefined) return kind.negated || operator.ifExists
  // Without a qualifier several values are not supported; what AWS answers is not documented.
  return values.length === 1 ? passes(values[0]!) : reading === 'wide'
}

/** One value of the request against the values of the condition: any of them, or none for negated operators. */
function meets(condition: Condition, kind: OperatorKind, value: string, situation: Situation, reading: Reading): boolean {
  const bound = kind.negated ? opposite(reading) : reading
  const any = condition.values.some((expected) => {
    if (!takesVariables(condition.operator.value)) return compares(kind, expected.value, value, bound)
    const tokens = substitute(readPattern(expected.value, { variables: situation.variables, wildcards: globs(kind) }), situation.keys)
    // A variable without a value is never equal; that this makes a negated operator match is disputed by the same page.
    if (tokens === undefined) return kind.negated && bound === 'wide'
    return kind.comparison === 'arn' ? matchesByField(tokens, value, bound) : matchesPattern(tokens, value, bound, kind.comparison === 'string-ignore-case')
  })
  return any !== kind.negated
}

function globs(kind: OperatorKind): boolean {
  return kind.comparison === 'string-like' || kind.comparison === 'arn'
}

function compares(kind: OperatorKind, expected: string, value: string, reading: Reading): boolean {
  if (hasSymbol(expected) || hasSymbol(value)) return expected === value || reading === 'wide'
  switch (kind.comparison) {
    case 'bool': return expected.toLowerCase() === value.toLowerCase()
    case 'number': return ordered(kind, parseNumber(value), parseNumber(expected))
    case 'date': return ordered(kind, parseDate(value), parseDate(expected))
    case 'ip': {
      const range = parseAddressRange(expected)
      const address = parseAddressRange(value)
      return range !== undefined && address !== undefined && range.version === address.version && range.first <= address.first && address.last <= range.last
    }
    default: return expected === value
  }
}

function ordered({ order }: OperatorKind, value: number | undefined, expected: number | undefined): boolean {
  if (value === undefined || expected === undefined) return false
  return order === '<' ? value < expected : order === '<=' ? value <= expected : order === '>' ? value > expected : order === '>=' ? value >= expected : value === expected
}
