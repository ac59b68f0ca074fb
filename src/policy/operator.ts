import { OPERATOR_NAMES, type OperatorName } from './policy.js'

/** How an operator compares one value of the request with one of the policy. */
export type Comparison =
  | 'string' | 'string-ignore-case' | 'string-like' | 'arn' | 'bool' | 'binary' | 'ip' | 'null'
  | 'number' | 'date'

export interface OperatorKind {
  readonly comparison: Comparison
  /** Negated operators match when no value matches, and when the key is absent. */
  readonly negated: boolean
  /** For numbers and dates. */
  readonly order: '=' | '<' | '<=' | '>' | '>=' | undefined
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
export function operatorKind(name: OperatorName): OperatorKind {
  return KINDS[name]
}

/** Variables are allowed in string and ARN operators only. */
export function takesVariables(name: OperatorName): boolean {
  return name.startsWith('String') || name.startsWith('Arn')
}

export function operatorNamed(name: string): OperatorName | undefined {
  const folded = name.toLowerCase()
  return OPERATOR_NAMES.find((candidate) => candidate.toLowerCase() === folded)
}

const kind = (comparison: Comparison, negated = false, order: OperatorKind['order'] = undefined): OperatorKind => ({ comparison, negated, order })

const KINDS: Readonly<Record<OperatorName, OperatorKind>> = {
  StringEquals: kind('string'),
  StringNotEquals: kind('string', true),
  StringEqualsIgnoreCase: kind('string-ignore-case'),
  StringNotEqualsIgnoreCase: kind('string-ignore-case', true),
  StringLike: kind('string-like'),
  StringNotLike: kind('string-like', true),
  NumericEquals: kind('number', false, '='),
  NumericNotEquals: kind('number', true, '='),
  NumericLessThan: kind('number', false, '<'),
  NumericLessThanEquals: kind('number', false, '<='),
  NumericGreaterThan: kind('number', false, '>'),
  NumericGreaterThanEquals: kind('number', false, '>='),
  DateEquals: kind('date', false, '='),
  DateNotEquals: kind('date', true, '='),
  DateLessThan: kind('date', false, '<'),
  DateLessThanEquals: kind('date', false, '<='),
  DateGreaterThan: kind('date', false, '>'),
  DateGreaterThanEquals: kind('date', false, '>='),
  Bool: kind('bool'),
  BinaryEquals: kind('binary'),
  IpAddress: kind('ip'),
  NotIpAddress: kind('ip', true),
  ArnEquals: kind('arn'),
  ArnNotEquals: kind('arn', true),
  ArnLike: kind('arn'),
  ArnNotLike: kind('arn', true),
  Null: kind('null'),
}
