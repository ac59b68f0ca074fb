import { defineRule, nameOf, type Condition, type Probe, type RuleContext, type Statement, type Witness } from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { displayText } from '../../src/policy/symbol.js'

export const exclusionTagWithoutOrganization = defineRule({
  meta: {
    id: 'exclusion-tag-without-organization',
    description: 'A statement honours a perimeter-exclusion tag without binding the caller or the resource to the organization, so that strangers who tag themselves pass.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    securitySeverity: 8.5,
    sources: ['DP'],
  },
  subject: 'policy',
  messages: {
    'principal-tag': {
      severity: 'error',
      text: '{statement} honours the tag "{tag}" of any caller: whoever tags their own role passes with {action} on "{resource}"',
      help: 'Add "aws:PrincipalOrgID": "{organization}" to the condition, so that only the tags of your own identities count.',
    },
    'resource-tag': {
      severity: 'error',
      text: '{statement} honours the tag "{tag}" of any resource: {who} pass with {action} on "{resource}" of a stranger who tagged it',
      help: 'Add "aws:ResourceOrgID": "{organization}" to the condition, so that only the tags of your own resources count.',
    },
    'request-tag': {
      severity: 'error',
      text: '{statement} honours the tag "{tag}" that a request carries, which any caller can write: callers from outside your organization pass with {action} on "{resource}"',
      help: 'Use aws:PrincipalTag together with "aws:PrincipalOrgID": "{organization}"; a tag in the request proves nothing.',
    },
  },
  *check(policy, context) {
    const untagged = context.withoutExclusionTags(policy)
    for (const statement of policy.policy.statements) {
      if (statement.effect !== 'Allow' || !statement.complete) continue
      const condition = statement.conditions.find(({ key }) => context.isExclusionTag(key.value))
      if (condition === undefined) continue
      const kind = kindOf(condition)
      const witness = searchesOf(kind, statement, context)
        .filter((search) => context.probe(policy, { ...search, context: untagged }) === undefined)
        .map((search) => context.probe(policy, search))
        .find((found) => found !== undefined)
      if (witness === undefined) continue
      const place = { statement, at: condition.at }
      if (witness === 'unknown') {
        yield { ...place, undecided: `it is not certain whether strangers with the tag "${condition.key.value}" pass ${nameOf(statement)}`, help: 'Fill in what the statement leaves open.' }
        continue
      }
      const data = dataOf(statement, condition, witness, context.organization.ids[0])
      const report = { ...place, witness, resource: condition.key.value }
      const who = witness.caller === 'organization' ? 'identities of your own' : 'callers from outside your organization'
      if (kind === 'resource-tag') yield { ...report, messageId: kind, data: { ...data, who } }
      else yield { ...report, messageId: kind, data }
    }
  },
})

/** The tag of a resource needs a binding of the resource, whoever calls; the tags of callers and requests need one of the caller. */
function searchesOf(kind: ReturnType<typeof kindOf>, { index, resource }: Statement, { inventory }: RuleContext): Probe[] {
  if (kind !== 'resource-tag') return [{ caller: 'outsider', statement: index, resourceOwner: 'any' }]
  const declared = resource.values.map(({ value }) => value).filter((value) => Object.hasOwn(inventory.declarations.buckets, bucketOfArn(value) ?? ''))
  return (['outsider', 'organization'] as const).map((caller) => ({ caller, statement: index, resourceOwner: 'foreign', except: declared }))
}

function kindOf({ key }: Condition): 'principal-tag' | 'resource-tag' | 'request-tag' {
  const family = key.value.split('/')[0]!.toLowerCase()
  return family === 'aws:principaltag' ? 'principal-tag' : family === 'aws:requesttag' ? 'request-tag' : 'resource-tag'
}

function dataOf(statement: Statement, { key }: Condition, { request }: Witness, organization = 'o-…') {
  const tag = key.value.slice(key.value.indexOf('/') + 1)
  return { statement: nameOf(statement), tag, action: request.action, resource: displayText(request.resource), organization: displayText(organization) }
}
