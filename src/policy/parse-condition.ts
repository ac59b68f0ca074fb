import { spanOf, type Node, type ObjectNode, type StringNode } from '../syntax/node.js'
import { nearest } from '../text/nearest.js'
import type { Located } from '../text/source-text.js'
import { checkVariables } from './check-value.js'
import { operatorKind, operatorNamed, takesVariables } from './operator.js'
import { describe, type PolicyReader } from './parse-policy.js'
import { OPERATOR_NAMES, type Condition, type ConditionOperator, type OperatorName } from './policy.js'
import { displayText, hasSymbol } from './symbol.js'
import { parseAddressRange, parseDate, parseNumber } from './value.js'

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html */
export function parseConditions(reader: PolicyReader, node: Node | undefined): Condition[] {
  if (node === undefined) return []
  if (reader.isOpen(node)) return []
  if (node.kind !== 'object') {
    reader.lose('wrong-type', spanOf(node), `"Condition" is ${describe(node)}, not an object`, 'Write it as {"operator": {"key": "value"}}.')
    return []
  }
  reportRepeats(reader, node, 'the operator')
  return node.members.flatMap(({ key, value }) => {
    const operator = readOperator(reader, key)
    if (reader.isOpen(value)) return []
    if (value.kind !== 'object') {
      reader.lose('wrong-type', spanOf(value), `the condition "${key.value}" is ${describe(value)}, not an object`, 'Write it as {"key": "value"}.')
      return []
    }
    reportRepeats(reader, value, 'the condition key')
    if (operator === undefined) return []
    return value.members.map((member) => readCondition(reader, operator, member.key, member.value))
  })
}

function readCondition(reader: PolicyReader, operator: ConditionOperator, key: StringNode, node: Node): Condition {
  const at = { ...spanOf(key), end: spanOf(node).end }
  if (!/^[^\s:]+:\S+/.test(key.value) && !reader.isOpen(key)) {
    reader.report('invalid-condition-key', spanOf(key), `"${key.value}" is not a condition key`, 'Write "aws:Key" or "service:Key".')
  }
  const items = node.kind === 'array' ? node.items : [node]
  if (items.length === 0) {
    // The documentation contradicts itself on what an empty list means, so the statement may mean anything.
    reader.complete = false
  }
  const values = items.flatMap((item) => readValue(reader, operator.value, item, /tag\//i.test(key.value)))
  if ((operator.value === 'Bool' || operator.value === 'Null') && values.length > 1) {
    reader.report('invalid-condition-value', spanOf(node), `"${operator.value}" takes one value, not ${values.length}`, 'Keep "true" or "false".')
  }
  return { at, operator, key: reader.text(key, true), values }
}

/** Strings, and numbers and booleans without quotes. */
function readValue(reader: PolicyReader, operator: OperatorName, node: Node, marked: boolean): Located<string>[] {
  if (node.kind === 'number' || node.kind === 'boolean') {
    const located = { value: node.source.text.slice(node.start, node.end), at: spanOf(node) }
    checkValue(reader, operator, located)
    return [located]
  }
  if (node.kind !== 'string') {
    reader.lose('wrong-type', spanOf(node), `a condition value is ${describe(node)}, not a string`, 'Write the value as a string, or several as a list of strings.')
    return []
  }
  const located = reader.text(node, marked)
  checkValue(reader, operator, located)
  return [located]
}

function checkValue(reader: PolicyReader, operator: OperatorName, located: Located<string>): void {
  const { value, at } = located
  if (takesVariables(operator)) return checkVariables(reader, located)
  if (hasSymbol(value)) return
  const { comparison } = operatorKind(operator)
  const expected =
    comparison === 'number' && parseNumber(value) === undefined ? 'a number'
    : comparison === 'date' && parseDate(value) === undefined ? 'a date in ISO 8601 or in epoch seconds'
    : comparison === 'ip' && parseAddressRange(value) === undefined ? 'an IP address or CIDR block'
    : (comparison === 'bool' || comparison === 'null') && !/^(?:true|false)$/i.test(value) ? '"true" or "false"'
    : comparison === 'binary' && !/^[A-Za-z0-9+/]*={0,2}$/.test(value) ? 'base64'
    : undefined
  if (expected !== undefined) {
    reader.report('invalid-condition-value', at, `"${displayText(value)}" is no value for "${operator}"`, `The operator compares with ${expected}.`)
  }
}

/** Every operator with every qualifier and suffix. */
const SPELLINGS = ['', 'ForAllValues:', 'ForAnyValue:'].flatMap((prefix) => ['', 'IfExists'].flatMap((suffix) => OPERATOR_NAMES.map((name) => prefix + name + suffix)))

function readOperator(reader: PolicyReader, key: StringNode): ConditionOperator | undefined {
  const match = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/s.exec(key.value)!
  const [, qualifier, name = '', ifExists] = match
  const value = operatorNamed(name)
  const operator = { value: value ?? 'Null', at: spanOf(key), qualifier: qualifier as ConditionOperator['qualifier'], ifExists: ifExists !== undefined } as const
  if (value === undefined && reader.isOpen(key)) return undefined
  if (value === undefined) {
    const near = nearest(key.value, SPELLINGS)
    reader.lose('invalid-operator', spanOf(key), `"${key.value}" is not a condition operator`, near === undefined
      ? 'See the list of condition operators in the IAM user guide.' : `Did you mean "${near}"?`)
    return undefined
  }
  if (value === 'Null' && ifExists !== undefined) {
    reader.lose('invalid-operator', spanOf(key), '"NullIfExists" is not a condition operator', 'Use "Null": it asks whether the key exists.')
    return undefined
  }
  return operator
}

function reportRepeats(reader: PolicyReader, node: ObjectNode, what: string): void {
  const seen = new Set<string>()
  for (const { key } of node.members) {
    // Condition keys that differ only by case are the same key, so AWS refuses them too.
    const folded = key.value.toLowerCase()
    if (seen.has(folded)) {
      reader.lose('duplicate-key', spanOf(key), `${what} "${key.value}" stands twice`, 'Merge the two: several values of one key go into a list.')
    }
    seen.add(folded)
  }
}
