import { hasSymbol } from '../../policy/symbol.js'
import { itemsOf, memberOf, spanOf, type Node } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'
import { managedPolicy } from '../managed-policy.js'
import { instancesOf, launchDataOf } from './compute.js'
import type { Properties } from './properties.js'
import type { ResourceReader, ResourceReaders, TemplateScope } from './template-scope.js'

const ROLE = 'AWS::IAM::Role'
const PROFILE = 'AWS::IAM::InstanceProfile'
const LAUNCHERS = ['AWS::EC2::Instance', 'AWS::AutoScaling::AutoScalingGroup']

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html and those of its agents */
const OF_ACTION: Readonly<Record<string, string>> = {
  'ssm:startsession': 'session-manager',
  'ssm:sendcommand': 'run-command',
  'ssm:updateinstanceinformation': 'managed-nodes',
  'ssm:getdeployablepatchsnapshotforinstance': 'patch-manager',
  'ds:createcomputer': 'domain-join',
}

/** Weak evidence all of it: what a role may do, nobody need ever do. */
export const IDENTITY: ResourceReaders = {
  [ROLE]: ({ logicalId, ref }, properties, scope) => {
    const instances = instancesWithRole([ref], scope)
    for (const { value, at } of properties.texts('ManagedPolicyArns') ?? []) {
      const { name, features } = managedPolicy(value)
      for (const feature of features) suggest(feature, `"${logicalId}" has the policy ${name}`, at, instances, scope)
    }
    for (const policy of properties.records('Policies') ?? []) suggestByPolicy(logicalId, policy, instances, scope)
  },
  'AWS::IAM::Policy': ofPolicy,
  'AWS::IAM::RolePolicy': ofPolicy,
  'AWS::IAM::ManagedPolicy': ofPolicy,
}

function ofPolicy({ logicalId }: Parameters<ResourceReader>[0], properties: Properties, scope: TemplateScope): void {
  const roles = properties.strings('Roles') ?? [properties.string('RoleName') ?? '']
  suggestByPolicy(logicalId, properties, instancesWithRole(roles, scope), scope)
}

function suggestByPolicy(logicalId: string, policy: Properties, instances: readonly string[], scope: TemplateScope): void {
  const seen = new Set<string>()
  for (const { text, at } of actionsAllowed(policy.value('PolicyDocument'))) {
    const feature = Object.hasOwn(OF_ACTION, text.toLowerCase()) ? OF_ACTION[text.toLowerCase()]! : undefined
    if (feature === undefined || seen.has(feature)) continue
    seen.add(feature)
    suggest(feature, `"${logicalId}" allows ${text}`, at, instances, scope)
  }
}

function suggest(feature: string, note: string, at: Span, instances: readonly string[], scope: TemplateScope): void {
  const where = instances.length === 0 ? {} : { instances }
  scope.gathering.facts.usages.push({ ...scope.fact(at), feature, evidence: 'weak', note, ...where })
}

function actionsAllowed(document: Node | undefined): { text: string; at: Span }[] {
  const statement = memberOf(document, 'Statement')
  return (statement?.kind === 'object' ? [statement] : itemsOf(statement)).flatMap((item) => {
    const effect = memberOf(item, 'Effect')
    const action = memberOf(item, 'Action')
    if (effect?.kind !== 'string' || effect.value !== 'Allow' || action === undefined) return []
    const actions = action.kind === 'string' ? [action] : itemsOf(action)
    return actions.flatMap((node) => (node.kind === 'string' && !hasSymbol(node.value) ? [{ text: node.value, at: spanOf(node) }] : []))
  })
}

/** Through their instance profiles, in the template or the launch template of each. */
function instancesWithRole(roles: readonly string[], scope: TemplateScope): string[] {
  const wanted = new Set(roles.flatMap((role) => scope.resourceAt(ROLE, role)?.ref ?? []))
  const hasRole = (profile: string | undefined) =>
    (scope.propertiesAt(PROFILE, profile)?.strings('Roles') ?? []).some((role) => wanted.has(scope.resourceAt(ROLE, role)?.ref ?? ''))
  return LAUNCHERS.flatMap((type) => [...scope.ofType(type)].flatMap(({ ref }) => {
    const properties = scope.propertiesAt(type, ref)!
    const launch = launchDataOf(properties, scope)
    return [properties, launch].some((one) => one !== undefined && hasRole(profileOf(one))) ? instancesOf(type, ref, properties) : []
  }))
}

/** A name, or in launch templates an object with the name or the ARN. */
function profileOf(properties: Properties): string | undefined {
  const node = properties.value('IamInstanceProfile')
  if (node?.kind !== 'object') return properties.string('IamInstanceProfile')
  const profile = properties.record('IamInstanceProfile')
  return profile?.string('Name') ?? profile?.string('Arn')
}
