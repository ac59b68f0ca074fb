import type { Located, Span } from '../text/source-text.js'

/**
 * An IAM policy document with the place of every part. Strings are as written except that placeholders of files which
 * are not deployed are symbols (symbol.ts). Grammar: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export interface Policy {
  readonly at: Span
  /** Only `2012-10-17` has variables and `${*}` escapes; `undefined` when the document has none. */
  readonly version: Located<string> | undefined
  readonly statements: readonly Statement[]
  /** What AWS would refuse, in the order of the text. */
  readonly faults: readonly PolicyFault[]
  /** Placeholders found in the text, whether or not they were taken as symbols. */
  readonly placeholders: readonly Located<string>[]
  /** Some text holds symbols: of placeholders, or of what a template leaves to deployment. */
  readonly hasSymbols: boolean
  /** Characters of the document, white space included, which is how AWS measures endpoint policies. */
  readonly length: number
  /** Equal for policies that say the same; now and then for others, but cheap. */
  readonly sketch: number
  /** Equal for policies that say the same, whatever their layout. */
  readonly hash: string
}

export interface Statement {
  readonly index: number
  readonly at: Span
  readonly sid: Located<string> | undefined
  readonly effect: 'Allow' | 'Deny'
  readonly principal: PrincipalElement
  readonly action: ListElement
  readonly resource: ListElement
  readonly conditions: readonly Condition[]
  /** False when a part of the statement could not be read: it may match anything or nothing. */
  readonly complete: boolean
}

/** `Action`, `Resource` (or their `Not…` forms): a union of patterns, or its complement. */
export interface ListElement {
  readonly not: boolean
  readonly at: Span
  readonly values: readonly Located<string>[]
}

export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser'

export interface PrincipalElement {
  readonly not: boolean
  readonly at: Span
  /** `"*"` is `{type: 'AWS', value: '*'}`. */
  readonly values: readonly (Located<string> & { readonly type: PrincipalType })[]
}

export interface Condition {
  readonly at: Span
  readonly operator: ConditionOperator
  readonly key: Located<string>
  readonly values: readonly Located<string>[]
}

/** Operator name without qualifier and `IfExists`, in AWS's spelling. */
export interface ConditionOperator extends Located<OperatorName> {
  readonly qualifier: 'ForAllValues' | 'ForAnyValue' | undefined
  readonly ifExists: boolean
}

export const OPERATOR_NAMES = [
  'StringEquals', 'StringNotEquals', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', 'StringLike', 'StringNotLike',
  'NumericEquals', 'NumericNotEquals', 'NumericLessThan', 'NumericLessThanEquals', 'NumericGreaterThan', 'NumericGreaterThanEquals',
  'DateEquals', 'DateNotEquals', 'DateLessThan', 'DateLessThanEquals', 'DateGreaterThan', 'DateGreaterThanEquals',
  'Bool', 'BinaryEquals', 'IpAddress', 'NotIpAddress', 'ArnEquals', 'ArnNotEquals', 'ArnLike', 'ArnNotLike', 'Null',
] as const

export type OperatorName = (typeof OPERATOR_NAMES)[number]

export type PolicyFaultId =
  | 'wrong-type' | 'unknown-element' | 'missing-element' | 'exclusive-elements' | 'duplicate-key' | 'duplicate-sid' | 'invalid-version'
  | 'invalid-effect' | 'invalid-action' | 'invalid-resource' | 'invalid-principal' | 'invalid-operator' | 'invalid-condition-key' | 'invalid-condition-value'
  | 'invalid-variable' | 'empty-element'

export interface PolicyFault {
  readonly id: PolicyFaultId
  readonly at: Span
  readonly message: string
  readonly help: string
}
