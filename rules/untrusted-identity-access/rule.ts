import { awsOwnedBucket, regionWildcard } from '../../src/catalog/catalog.js'
import {
  defineRule, emptyBindings, intendedBuckets, isFullAccess, nameOf, type EndpointPolicy, type RuleContext, type Statement, type Witness,
} from '../../src/linter/rule.js'
import { bucketOfArn } from '../../src/policy/arn.js'
import { displayText } from '../../src/policy/symbol.js'

const HELP = 'Add a condition that binds the caller to you, such as StringEquals "aws:PrincipalOrgID": "{organization}".'
const REQUEST = '{who} may use {statement} for {action} on "{resource}"'

export const untrustedIdentityAccess = defineRule({
  meta: {
    id: 'untrusted-identity-access',
    description: 'An endpoint policy lets callers from outside the organization use the endpoint, so that they can carry data out with credentials of their own.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 7.5,
    sources: ['DP', 'D26'],
  },
  subject: 'policy',
  messages: {
    'outsider-access': { severity: 'error', text: REQUEST, help: HELP },
    'outsider-access-without-organization': { severity: 'warning', text: REQUEST, help: `${HELP} Name your organization in the configuration, so that callers can be told apart.` },
    'anonymous-read': { severity: 'warning', text: REQUEST, help: 'List the resources that must be read without credentials, or add a condition that binds the caller to you.' },
    'outsider-access-to-own': { severity: 'note', text: `${REQUEST}, which is yours: what the resource's own policy says decides`, help: HELP },
    'outsider-access-to-named-bucket': { severity: 'note', text: `${REQUEST}: what that bucket's own policy says decides`, help: HELP },
    'no-perimeter': {
      severity: 'note',
      text: 'callers of any account may use this endpoint; whether that is meant cannot be told, since nothing names your organization',
      help: 'Name your organization under "organization" in the configuration to have the data perimeter judged.',
    },
  },
  *check(policy, context) {
    if (!context.organization.perimeterIntent) {
      const first = firstOpening(context)
      if (first?.policy !== policy) return
      const { statement, witness } = first
      yield { messageId: 'no-perimeter', data: {}, policy, at: statement.principal.at, statement, witness }
      return
    }
    // Full access is one defect of its own, whatever its statements say.
    if (isFullAccess(policy.policy)) return
    const open: Statement[] = []
    for (const { kind, statement, witness } of openings(policy, context)) {
      if (witness === 'unknown') open.push(statement)
      else yield reportOf(kind, statement, witness, policy, context)
    }
    const [first, ...others] = open
    if (first === undefined) return
    const related = others.slice(0, 5).map(({ principal }) => ({ at: principal.at, note: 'nor here' }))
    yield { policy, statement: first, at: first.principal.at, related, undecided: `it is not certain whether callers from outside your organization may use ${nameOf(first)}${others.length > 0 ? ` and ${others.length} more` : ''}`, help: 'Fill in what the statement leaves open, or simplify the policy.' }
  },
})

interface FirstOpening {
  readonly policy: EndpointPolicy
  readonly statement: Statement
  readonly witness: Witness
}

const firstOpenings = new WeakMap<RuleContext, { readonly opening: FirstOpening | undefined }>()

/** Where nothing tells what is meant, one note about the first policy of the run is enough. */
function firstOpening(context: RuleContext): FirstOpening | undefined {
  let first = firstOpenings.get(context)
  if (first === undefined) firstOpenings.set(context, (first = { opening: findOpening(context) }))
  return first.opening
}

function findOpening(context: RuleContext): FirstOpening | undefined {
  for (const policy of context.inventory.policies) {
    if (context.isIgnored(policy)) continue
    for (const { statement, witness } of openings(policy, context)) if (witness !== 'unknown') return { policy, statement, witness }
  }
  return undefined
}

type Kind = 'outsider-access' | 'anonymous-read' | 'outsider-access-to-own' | 'outsider-access-to-named-bucket'

interface Opening {
  readonly kind: Kind
  readonly statement: Statement
  readonly witness: Witness | 'unknown'
}

/** With what is left out of each: all buckets that the statement names, or those of AWS. */
const TRIES: readonly (readonly [kind: Kind, caller: 'outsider' | 'anonymous', resourceOwner: 'foreign' | 'mine', exceptNamed: boolean])[] = [
  ['outsider-access', 'outsider', 'foreign', true],
  ['anonymous-read', 'anonymous', 'foreign', true],
  ['outsider-access-to-named-bucket', 'outsider', 'foreign', false],
  ['outsider-access-to-named-bucket', 'anonymous', 'foreign', false],
  ['outsider-access-to-own', 'outsider', 'mine', true],
]

/** The gravest way through each Allow statement for callers who are not mine and carry no exclusion tag. */
function* openings(policy: EndpointPolicy, context: RuleContext): Iterable<Opening> {
  // A way in that needs an exclusion tag is the defect of another rule.
  const tags = context.withoutExclusionTags(policy)
  for (const statement of policy.policy.statements) {
    if (statement.effect !== 'Allow' || !statement.complete) continue
    const named = intendedBuckets(statement)
    for (const [kind, caller, resourceOwner, exceptNamed] of TRIES) {
      const except = exceptNamed ? named : named.filter(isOfAws)
      const witness = context.probe(policy, { caller, resourceOwner, except, statement: statement.index, context: tags })
      if (witness === undefined) continue
      // A condition that seems to bind the caller, and does not, is the defect of another rule.
      const search = { statement, side: 'identity', context: tags, except: named } as const
      const isForeign = kind === 'outsider-access' || kind === 'anonymous-read'
      if (isForeign && emptyBindings(policy.policy, search, context.environmentOf(policy)).length > 0) break
      const writes = kind === 'anonymous-read' && witness !== 'unknown' && !/:(?:Get|List|Head|Describe|BatchGet)/.test(witness.request.action)
      yield { kind: writes ? 'outsider-access' : kind, statement, witness }
      break
    }
  }
}

function reportOf(kind: Kind, statement: Statement, witness: Witness, policy: EndpointPolicy, { organization }: RuleContext) {
  const id = displayText(organization.ids[0] ?? 'o-…')
  const who = witness.caller === 'anonymous' ? 'callers without credentials' : 'callers from outside your organization'
  const data = { who, statement: nameOf(statement), action: witness.request.action, resource: displayText(witness.request.resource) }
  const base = { policy, statement, at: statement.principal.at, witness, resource: statement.resource.values.map(({ value }) => value).join(' ') }
  if (kind === 'anonymous-read') return { ...base, messageId: kind, data } as const
  const known = organization.source !== 'none'
  return { ...base, messageId: kind === 'outsider-access' && !known ? 'outsider-access-without-organization' : kind, data: { ...data, organization: id } } as const
}

function isOfAws(resource: string): boolean {
  return awsOwnedBucket(bucketOfArn(resource)!) !== undefined || regionWildcard(resource) !== undefined
}
