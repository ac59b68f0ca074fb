import { defineRule, nameOf, type Statement } from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'

const HELP = 'Write "Principal": "*" and name the callers in a condition on aws:PrincipalArn or aws:PrincipalAccount.'

export const gatewayPrincipal = defineRule({
  meta: {
    id: 'gateway-principal',
    description: 'A statement of a gateway endpoint names a Principal other than everyone.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: [
      'https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html',
    ],
  },
  subject: 'policy',
  messages: {
    'account-root': {
      severity: 'error',
      text:
        '{statement} of a gateway endpoint has {principals} as its Principal, which there means the root user alone '
        + 'and none of the users and roles of the account',
      help: HELP,
    },
    'not-everyone': {
      severity: 'error',
      text: '{statement} of a gateway endpoint has {principals} as its Principal, where AWS takes nothing but "*"',
      help: HELP,
    },
    'all-but': {
      severity: 'error',
      text: '{statement} of a gateway endpoint has a NotPrincipal, where AWS takes nothing but "Principal": "*"',
      help: HELP,
    },
  },
  *check({ policy, service, endpointType }) {
    // Of the services of gateway endpoints only; others know but interface endpoints.
    if (endpointType === 'interface' || (endpointType === undefined && service !== 's3' && service !== 'dynamodb')) return
    for (const statement of policy.statements) {
      const { principal } = statement
      const { at } = principal
      const place = { at, statement }
      const isFaulty = policy.faults.some((fault) => at.start <= fault.at.start && fault.at.end <= at.end)
      // malformed-policy says what no endpoint takes.
      if (isFaulty || principal.values.length === 0 || (!principal.not && mayBeEveryone(statement))) continue
      const data = { statement: nameOf(statement), principals: principal.values.map(({ value }) => `"${displayText(value)}"`).join(', ') }
      if (endpointType === undefined) {
        const text = `${data.statement} has a Principal other than "*", which is an error on a gateway endpoint`
        const undecided = `${text}, and nothing says of which type the endpoint is`
        yield { ...place, undecided, help: 'Give "endpointType" for the file in the configuration.' }
      } else if (principal.not) yield { ...place, messageId: 'all-but', data: { statement: data.statement } }
      else if (principal.values.every(isAccount)) yield { ...place, messageId: 'account-root', data }
      else yield { ...place, messageId: 'not-everyone', data }
    }
  },
})

/** AWS writes "*" and {"AWS": "*"}; a placeholder alone may be either. */
function mayBeEveryone({ principal }: Statement): boolean {
  return principal.values.some(({ value, type }) => type === 'AWS' && (value === '*' || /^[\ue000-\uf8ff]$/.test(value)))
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
function isAccount({ value, type }: Statement['principal']['values'][number]): boolean {
  return type === 'AWS' && /^(?:\d{12}|arn:[^:]+:iam::[^:]+:root)$/.test(value)
}
