import { defineRule, type Policy, type Span, type Statement } from '../../src/linter/rule.js'

// The reader of policies words each fault itself, since only it knows what it met and what it expected.
const FAULT = { severity: 'error', text: '{fault}', help: '{help}' } as const

export const malformedPolicy = defineRule({
  meta: {
    id: 'malformed-policy',
    description: 'A policy document that AWS refuses, or of which it ignores a part.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    ],
  },
  subject: 'policy',
  messages: {
    'duplicate-key': FAULT,
    'duplicate-sid': FAULT,
    'empty-element': FAULT,
    'exclusive-elements': FAULT,
    'invalid-action': FAULT,
    'invalid-condition-key': FAULT,
    'invalid-condition-value': FAULT,
    'invalid-effect': FAULT,
    'invalid-operator': FAULT,
    'invalid-principal': FAULT,
    'invalid-resource': FAULT,
    'invalid-variable': FAULT,
    'invalid-version': FAULT,
    'missing-element': FAULT,
    'unknown-element': FAULT,
    'wrong-type': FAULT,
  },
  *check({ policy }) {
    for (const { id, at, message, help } of policy.faults) {
      const statement = statementAround(policy, at)
      yield { messageId: id, data: { fault: message, help }, at, ...(statement && { statement }) }
    }
  },
})

function statementAround({ statements }: Policy, { start, end }: Span): Statement | undefined {
  return statements.find(({ at }) => at.start <= start && end <= at.end)
}
