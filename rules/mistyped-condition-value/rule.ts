import { isSensitiveKey } from '../../src/catalog/catalog.js'
import {
  defineRule, emptyBindings, intendedBuckets, nameOf, type Condition, type EndpointPolicy, type RuleContext,
} from '../../src/linter/rule.js'
import { parseArn } from '../../src/policy/arn.js'
import { operatorKind } from '../../src/policy/operator.js'
import { hasSymbol } from '../../src/policy/symbol.js'
import { shapeOf, whatItIs, type ValueShape } from './value-shapes.js'

export const mistypedConditionValue = defineRule({
  meta: {
    id: 'mistyped-condition-value',
    description: 'A condition compares a key with a value that the key can never have, or in a way that endpoint policies do not take.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    ],
  },
  subject: 'policy',
  messages: {
    'impossible-value': {
      severity: 'error',
      text: '"{key}" of {statement} can never be "{value}"{guess}: its values are {kind}',
      help: 'Write a value such as "{example}".',
    },
    'literal-wildcard': {
      severity: 'error',
      text: '"{key}" of {statement} can never be "{value}": {operator} takes "*" and "?" as they are',
      help: 'Use StringLike or ArnLike, or their negated forms, for patterns.',
    },
    'wildcard-identifier': {
      severity: 'error',
      text: '"{key}" of {statement} is compared with "{value}", but endpoint policies take no wildcards in ids that AWS issues',
      help: 'List the ids in full, such as "{example}".',
    },
    'numeric-identifier': {
      severity: 'error',
      text: '"{key}" of {statement} is compared by {operator}, but endpoint policies take no numeric operators for ids that AWS issues',
      help: 'Use StringEquals or StringNotEquals.',
    },
  },
  *check(policy, context) {
    for (const statement of policy.policy.statements) {
      for (const condition of statement.conditions) {
        const { key, operator, values } = condition
        const shape = shapeOf(key.value)
        if (shape === undefined) continue
        const { comparison } = operatorKind(operator.value)
        const sensitive = isSensitiveKey(key.value)
        const subject = { key: key.value, statement: nameOf(statement) }
        if (comparison === 'number' && sensitive) {
          const data = { ...subject, operator: operator.value }
          yield { messageId: 'numeric-identifier', data, statement, at: condition.at, resource: key.value }
        }
        // Values that an operator for addresses or dates cannot take are malformed.
        if (!comparison.startsWith('string') && comparison !== 'arn') continue
        for (const { value, at } of values) {
          // What deployment fills in, or the request does, cannot be judged.
          if (hasSymbol(value) || value.includes('${')) continue
          const fault = faultOf(value, condition, shape, sensitive)
          if (fault === undefined || (fault === 'wildcard-identifier' && isEmpty(condition, policy, context))) continue
          const data = { ...subject, value }
          const place = { statement, at, resource: `${key.value} ${value}` }
          const { kind, example } = shape
          if (fault === 'impossible-value') yield { ...place, messageId: fault, data: { ...data, kind, example, guess: guessOf(value) } }
          else if (fault === 'literal-wildcard') yield { ...place, messageId: fault, data: { ...data, operator: operator.value } }
          else yield { ...place, messageId: fault, data: { ...data, example } }
        }
      }
    }
  },
})

function guessOf(value: string): string {
  const actual = whatItIs(value)
  return actual === undefined ? '' : `, ${actual}`
}

type Fault = 'impossible-value' | 'literal-wildcard' | 'wildcard-identifier'

function faultOf(value: string, { operator }: Condition, shape: ValueShape, sensitive: boolean): Fault | undefined {
  const { comparison } = operatorKind(operator.value)
  const folds = comparison === 'string-ignore-case'
  const fits = (test: (text: string) => boolean) => test(value) || (folds && test(value.toLowerCase()))
  const start = value.search(/[*?]/)
  if (start < 0) return fits(shape.matches) ? undefined : 'impossible-value'
  const possible = fits((text) => shape.begins(text.slice(0, start)))
  if (possible && sensitive) return 'wildcard-identifier'
  if (!possible) return 'impossible-value'
  if (comparison === 'string' || folds) return 'literal-wildcard'
  return comparison === 'arn' && value !== '*' && parseArn(value) === undefined ? 'impossible-value' : undefined
}

/** Strangers pass the condition: ineffective-organization-condition tells what comes of it. */
function isEmpty(condition: Condition, policy: EndpointPolicy, context: RuleContext): boolean {
  const environment = context.environmentOf(policy)
  const tags = context.withoutExclusionTags(policy)
  const { statements } = policy.policy
  return statements.some((statement) => statement.effect === 'Allow' && statement.complete && SIDES.some((side) => {
    const search = { statement, side, context: tags, except: intendedBuckets(statement) }
    return emptyBindings(policy.policy, search, environment).some((binding) => binding.condition === condition)
  }))
}

const SIDES = ['identity', 'resource'] as const
