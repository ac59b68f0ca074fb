import {
  defineRule, emptyBindings, intendedBuckets, isFullAccess, nameOf, type EmptyBinding, type EndpointPolicy, type PerimeterSearch,
  type RuleContext,
} from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'

const TEXT = 'the condition on "{key}" of {statement} does not keep {who} from {action} on "{resource}": {reason}'

export const ineffectiveOrganizationCondition = defineRule({
  meta: {
    id: 'ineffective-organization-condition',
    description: 'A condition that is meant to bind callers or resources to the organization lets strangers pass, and nothing else stops them.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 8,
    sources: ['DP', 'D26'],
  },
  subject: 'policy',
  messages: {
    'unbound-caller': {
      severity: 'error', text: TEXT,
      help: '{remedy} with the ids of your organization, without "IfExists" and "ForAllValues", which hold for an absent key.',
    },
    'unbound-resource': {
      severity: 'error', text: TEXT,
      help: '{remedy} with the ids of your organization, without "IfExists" and "ForAllValues", which hold for an absent key.',
    },
    'resource-without-owner': {
      severity: 'warning', text: TEXT,
      help: 'Move actions whose requests never carry "{key}" into a statement of their own, and bind that to resources by ARN.',
    },
  },
  *check(policy, context) {
    if (isFullAccess(policy.policy)) return
    const told = new Set<string>()
    for (const { side, binding } of emptyBindingsOf(policy, context)) {
      const { condition, statement, through, witness } = binding
      const place = `${side} ${statement.index}`
      if (told.has(place)) continue
      told.add(place)
      const { action, resource } = witness.request
      const key = condition.key.value
      const stranger = witness.caller === 'anonymous' ? 'callers without credentials' : 'callers from outside your organization'
      const who = side === 'resource' ? 'identities of your organization' : stranger
      const data = { key, statement: nameOf(statement), who, action, resource: displayText(resource), reason: reasonOf(binding) }
      const related = through === statement ? [] : [{ at: through.at, note: `${nameOf(through)} lets them in` }]
      const report = { statement, at: condition.at, witness, related, resource: key } as const
      const remedy = statement.effect === 'Deny' ? 'Deny with StringNotEquals or StringNotLike' : 'Use StringEquals'
      if (side === 'identity') yield { ...report, messageId: 'unbound-caller', data: { ...data, remedy } }
      else if (lacksOwner(action)) yield { ...report, messageId: 'resource-without-owner', data }
      else yield { ...report, messageId: 'unbound-resource', data: { ...data, remedy } }
    }
  },
})

interface SidedBinding {
  readonly side: PerimeterSearch['side']
  readonly binding: EmptyBinding
}

function* emptyBindingsOf(policy: EndpointPolicy, context: RuleContext): Iterable<SidedBinding> {
  const environment = context.environmentOf(policy)
  const partition = environment.partition ?? 'aws'
  const buckets = Object.keys(context.inventory.declarations.buckets).map((bucket) => `arn:${partition}:s3:::${bucket}`)
  const declared = buckets.flatMap((arn) => [arn, `${arn}/*`])
  const tags = context.withoutExclusionTags(policy)
  for (const statement of policy.policy.statements) {
    if (statement.effect !== 'Allow' || !statement.complete) continue
    const named = intendedBuckets(statement)
    const search = { statement, context: tags }
    const callers = emptyBindings(policy.policy, { ...search, side: 'identity', except: named }, environment)
    for (const binding of callers) yield { side: 'identity', binding }
    // What strangers may do, identities of mine may as well: one defect.
    if (callers.length > 0) continue
    const resources = emptyBindings(policy.policy, { ...search, side: 'resource', except: [...named, ...declared] }, environment)
    for (const binding of resources) yield { side: 'resource', binding }
  }
}

function reasonOf({ condition, statement, witness }: EmptyBinding): string {
  const name = condition.key.value.toLowerCase()
  const values = Object.entries(witness.request.context).find(([key]) => key.toLowerCase() === name)?.[1]
  const holds = statement.effect === 'Deny' ? 'it does not deny' : 'it also holds for'
  if (values === undefined || values === null) return `${holds} requests without the key`
  return `${holds} ${values.length === 0 ? 'an empty list' : values.map((value) => `"${displayText(value)}"`).join(', ')}`
}

/**
 * Requests that carry no owner of the resource.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
function lacksOwner(action: string): boolean {
  const folded = action.toLowerCase()
  return folded.startsWith('ebs:') || folded === 'ec2:copysnapshot' || folded === 'ec2:createvpcendpoint'
}
