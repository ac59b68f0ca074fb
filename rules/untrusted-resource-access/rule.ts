import { iamAction } from '../../src/catalog/catalog.js'
import {
  defineRule, emptyBindings, intendedBuckets, isFullAccess, nameOf, trespass, type EndpointPolicy, type RuleContext, type Statement,
} from '../../src/linter/rule.js'
import { displayText } from '../../src/policy/symbol.js'

const ACCESS = '{statement} lets identities of your organization use {action} on "{resource}" of a stranger'
const HELP = 'Add a condition that binds the resource to you, such as StringEquals "aws:ResourceOrgID": "{organization}"'

export const untrustedResourceAccess = defineRule({
  meta: {
    id: 'untrusted-resource-access',
    description: 'An endpoint policy lets identities of the organization reach resources of strangers, so that data leaves with credentials of your own.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 6,
    sources: ['DP', 'D26'],
  },
  subject: 'policy',
  messages: {
    'foreign-write': { severity: 'warning', text: ACCESS, help: `${HELP}; name resources of others that you need in statements of their own.` },
    'foreign-read': { severity: 'warning', text: ACCESS, help: `${HELP}; what is read from strangers may be made to harm you.` },
  },
  *check(policy, context) {
    if (!context.organization.perimeterIntent || isFullAccess(policy.policy)) return
    for (const statement of policy.policy.statements) {
      if (statement.effect !== 'Allow' || !statement.complete) continue
      const witness = wayOut(policy, statement, context)
      if (witness === undefined) continue
      const place = { statement, at: statement.resource.at }
      if (witness === 'unknown') {
        yield {
          ...place, help: 'Fill in what the statement leaves open, or simplify the policy.',
          undecided: `it is not certain whether ${nameOf(statement)} lets identities of your organization reach resources of strangers`,
        }
        continue
      }
      const { action, resource } = witness.request
      const organization = displayText(context.organization.ids[0] ?? 'o-…')
      const data = { statement: nameOf(statement), action, resource: displayText(resource), organization }
      const access = iamAction(action)?.access
      const resources = statement.resource.values.map(({ value }) => value).join(' ')
      const messageId = access === 'read' || access === 'list' ? 'foreign-read' : 'foreign-write'
      yield { ...place, messageId, data, witness, resource: resources }
    }
  },
})

function wayOut(policy: EndpointPolicy, statement: Statement, context: RuleContext): ReturnType<typeof trespass> {
  const environment = context.environmentOf(policy)
  const tags = context.withoutExclusionTags(policy)
  const named = intendedBuckets(statement)
  // Where any stranger passes, or a condition seems to bind the resource and does not, another rule speaks.
  if (trespass(policy.policy, { statement, side: 'identity', context: tags, except: named }, environment) !== undefined) return undefined
  const except = [...named, ...declaredBuckets(context, environment.partition)]
  const search = { statement, side: 'resource', context: tags, except } as const
  const witness = trespass(policy.policy, search, environment)
  if (typeof witness !== 'object') return witness
  // An action that takes no resource reaches nobody's.
  if (iamAction(witness.request.action)?.resources.length === 0) return undefined
  return emptyBindings(policy.policy, search, environment).length > 0 ? undefined : witness
}

function declaredBuckets({ inventory }: RuleContext, partition = 'aws'): string[] {
  return Object.keys(inventory.declarations.buckets).map((bucket) => `arn:${partition}:s3:::${bucket}`).flatMap((arn) => [arn, `${arn}/*`])
}
