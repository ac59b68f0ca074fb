import { defineRule, nameOf } from '../../src/linter/rule.js'

// https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
const HELP = 'Add an Allow statement for what may pass: an endpoint policy grants nothing by itself, but what it does not allow is refused.'

export const denyOnlyPolicy = defineRule({
  meta: {
    id: 'deny-only-policy',
    description: 'An endpoint policy allows nothing, so that every request through the endpoint is refused.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: ['D26', 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
  },
  subject: 'policy',
  messages: {
    'no-allow': {
      severity: 'error',
      text: 'the policy has only Deny statements, so that every request through the endpoint is refused',
      help: HELP,
    },
    'refused-allow': {
      severity: 'error',
      text: 'every request through the endpoint is refused: {denying} denies all that the policy allows',
      help: 'Narrow the Deny statement, for example by NotAction, NotResource or a condition, to what it is to refuse.',
    },
  },
  *check(policy, context) {
    const { statements } = policy.policy
    const denying = statements.find(({ effect }) => effect === 'Deny')
    if (denying === undefined || statements.some(({ complete }) => !complete)) return
    if (CALLERS.some((caller) => context.find(policy, { caller, ...EVERYTHING }) !== undefined)) return
    const { denied, deniedBy } = context.ask(policy, { caller: 'organization', ...EVERYTHING })
    const witness = denied === undefined ? {} : { witness: denied }
    const allows = statements.filter(({ effect }) => effect === 'Allow')
    if (allows.length === 0) {
      yield { messageId: 'no-allow', data: {}, at: denying.at, statement: denying, ...witness }
      return
    }
    // An Allow that no request meets is the defect of other rules; here a Deny stops what it would let through.
    const [stopping] = deniedBy
    if (stopping === undefined) return
    const related = allows.slice(0, 5).map((allow) => ({ at: allow.at, note: `${nameOf(allow)} lets nothing through` }))
    yield { messageId: 'refused-allow', data: { denying: nameOf(stopping) }, at: stopping.at, statement: stopping, related, ...witness }
  },
})

const CALLERS = ['organization', 'outsider', 'anonymous', 'service-principal', 'service-account', 'unsigned-node'] as const

const EVERYTHING = { actions: ['*'], resources: ['*'] } as const
