import { endpointPolicySupport, parseServiceName } from '../../src/catalog/catalog.js'
import { defineRule, isFullAccess, type EndpointPolicy } from '../../src/linter/rule.js'

const HELP =
  'Restrict access otherwise: by the security groups of the endpoint, and by the policies of roles and resources. '
  + 'Remove the policy, so that nobody relies on it.'

export const unsupportedEndpointPolicy = defineRule({
  meta: {
    id: 'unsupported-endpoint-policy',
    description: 'An endpoint has a restrictive policy, though its service ignores endpoint policies.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 5.5,
    sources: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html', 'D26', 'PROW'],
  },
  subject: 'policy',
  messages: {
    'ignored-by-service': {
      severity: 'warning',
      text:
        'the policy restricts nothing: "{service}" does not support endpoint policies, so that everyone who reaches the endpoint '
        + 'has full access to the service',
      help: HELP,
    },
    'ignored-by-others': {
      severity: 'warning',
      text: 'the policy restricts nothing: "{service}" is no service of AWS, and for those endpoint policies do not count',
      help: HELP,
    },
  },
  *check(policy) {
    // What the API shows on such endpoints is the default policy, which nobody has written.
    if (policy.policy.statements.length === 0 || isFullAccess(policy.policy)) return
    const place = { at: policy.policy.statements[0]!.at }
    const { service, endpointType } = policy
    const others = service === undefined ? serviceOfOthers(policy) : undefined
    if (others !== undefined) yield { ...place, messageId: 'ignored-by-others', data: { service: others } }
    else if (service !== undefined && endpointPolicySupport(service, endpointType)?.supported === 'no') {
      yield { ...place, messageId: 'ignored-by-service', data: { service } }
    }
  },
})

/** Endpoint services of other accounts and of the Marketplace: `vpce-svc-…`. */
function serviceOfOthers({ endpoints }: EndpointPolicy): string | undefined {
  return endpoints.find(({ serviceName }) => parseServiceName(serviceName.value)?.owner === 'other')?.serviceName.value
}
