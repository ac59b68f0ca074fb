import { defineRule, isFullAccess } from '../../src/linter/rule.js'

export const defaultEndpointPolicy = defineRule({
  meta: {
    id: 'default-endpoint-policy',
    description: 'An endpoint has the default policy, or another that gives full access, although a data perimeter is meant.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    securitySeverity: 6.5,
    sources: ['D26', 'DP'],
  },
  subject: 'policy',
  messages: {
    'full-access': {
      severity: 'warning',
      text: 'the policy lets any caller of any account use any resource of {service} through the endpoint',
      help: 'Replace it by a policy that binds callers and resources to your organization, such as those of aws-samples/data-perimeter-policy-examples.',
    },
  },
  *check(policy, { organization, find }) {
    // Without a perimeter in mind the default policy is no defect; untrusted-identity-access says so once.
    if (!organization.perimeterIntent || !isFullAccess(policy.policy)) return
    const witness = find(policy, { caller: 'outsider', actions: ['*'], resources: ['*'], resourceOwner: 'foreign' })
    const [statement] = policy.policy.statements
    yield {
      messageId: 'full-access', at: statement!.at, statement: statement!,
      data: { service: policy.service ?? 'the service' },
      ...(typeof witness === 'object' ? { witness } : {}),
    }
  },
})
