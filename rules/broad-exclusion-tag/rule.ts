import {
  defineRule, nameOf, type Condition, type EndpointPolicy, type Probe, type RuleContext, type Statement, type Witness,
} from '../../src/linter/rule.js'
import { readPattern } from '../../src/policy/pattern.js'
import { displayText } from '../../src/policy/symbol.js'

const ONE_VALUE = 'Test one agreed value with StringEquals, such as "{key}": "true", so that it can be controlled who sets it.'

export const broadExclusionTag = defineRule({
  meta: {
    id: 'broad-exclusion-tag',
    description: 'A statement honours a perimeter-exclusion tag more broadly than an exception should be: whatever its value, or for a perimeter that the endpoint does not guard.',
    category: 'data-perimeter',
    presets: ['recommended', 'strict'],
    precision: 'high',
    securitySeverity: 4,
    sources: ['DP'],
  },
  subject: 'policy',
  messages: {
    'any-value': {
      severity: 'warning',
      text: '{statement} honours the tag "{tag}" whatever its value: with "{value}" too, {action} on "{resource}" passes',
      help: ONE_VALUE,
    },
    'wildcard-value': {
      severity: 'warning',
      text: '{statement} honours many values of the tag "{tag}": with "{value}" too, {action} on "{resource}" passes',
      help: ONE_VALUE,
    },
    'other-perimeter': {
      severity: 'warning',
      text: '{statement} honours the tag "{tag}", which marks exceptions from the {perimeter} perimeter: with it {action} on "{resource}" passes',
      help: 'Honour "dp:exclude:resource" of callers here; exceptions from the {perimeter} perimeter belong in {home}.',
    },
  },
  *check(policy, context) {
    for (const statement of policy.policy.statements) {
      if (!statement.complete) continue
      for (const [key, conditions] of exclusionTagsOf(statement, context)) {
        const witnessWith = (value: string) => passedWith(policy, statement, key, value, context)
        if (strangersPass(policy, statement, key, context)) continue
        const tag = key.slice(key.indexOf('/') + 1)
        const values = conditions.flatMap((condition) => condition.values.map(({ value }) => value))
        const report = (witness: Witness) => ({ statement, at: conditions[0]!.at, resource: key, witness })
        const any = witnessWith(UNUSUAL)
        if (any !== undefined) {
          yield { ...report(any), messageId: 'any-value', data: { ...dataOf(statement, tag, any), key, value: UNUSUAL } }
          continue
        }
        const other = OTHER_PERIMETERS[tag]
        const wild = values.filter((value) => other !== undefined || filled(value) !== value).map(filled)
        const value = wild.find((candidate) => witnessWith(candidate) !== undefined)
        const witness = value === undefined ? undefined : witnessWith(value)
        if (value === undefined || witness === undefined) continue
        const data = dataOf(statement, tag, witness)
        if (other !== undefined) yield { ...report(witness), messageId: 'other-perimeter', data: { ...data, ...other } }
        else yield { ...report(witness), messageId: 'wildcard-value', data: { ...data, key, value } }
      }
    }
  },
})

function exclusionTagsOf({ conditions }: Statement, context: RuleContext): [key: string, conditions: Condition[]][] {
  const keys = new Set(conditions.map(({ key }) => key.value).filter((key) => context.isExclusionTag(key)))
  return [...keys].map((key) => [key, conditions.filter((condition) => condition.key.value === key)])
}

/** A value that nobody agreed on. */
const UNUSUAL = 'any-other-value'

/** Where AWS's examples use the tags: https://github.com/aws-samples/data-perimeter-policy-examples */
const OTHER_PERIMETERS: Readonly<Record<string, { perimeter: string; home: string } | undefined>> = {
  'dp:exclude:identity': { perimeter: 'identity', home: 'resource control policies and resource policies' },
  'dp:exclude:network': { perimeter: 'network', home: 'service control policies' },
}

/** A text that the pattern describes. */
function filled(value: string): string {
  const tokens = readPattern(value, { variables: true, wildcards: true })
  return tokens.map((token) => (token.kind === 'text' ? token.text : token.kind === 'one' ? 'x' : 'xyz')).join('')
}

/** A request that passes with the value and not without the tag. */
function passedWith(policy: EndpointPolicy, statement: Statement, key: string, value: string, context: RuleContext): Witness | undefined {
  for (const probe of probesOf(statement)) {
    const tags = tagsBeside(policy, statement, context)
    if (context.probe(policy, { ...probe, context: { ...tags, [key]: null } }) !== undefined) continue
    const witness = context.probe(policy, { ...probe, context: { ...tags, [key]: [value] } })
    if (typeof witness === 'object') return witness
  }
  return undefined
}

/** The tags of a stranger count: exclusion-tag-without-organization says so, and has to be mended first. */
function strangersPass(policy: EndpointPolicy, { effect, index }: Statement, key: string, context: RuleContext): boolean {
  if (effect === 'Deny') return false
  const untagged = context.withoutExclusionTags(policy)
  const resource = key.toLowerCase().startsWith('aws:resourcetag/')
  const probes: Probe[] = resource
    ? [{ caller: 'outsider', resourceOwner: 'foreign' }, { caller: 'organization', resourceOwner: 'foreign' }]
    : [{ caller: 'outsider', resourceOwner: 'any' }]
  return probes.some((probe) => (
    context.probe(policy, { ...probe, statement: index, context: untagged }) === undefined
    && context.probe(policy, { ...probe, statement: index }) !== undefined
  ))
}

function probesOf({ effect, index }: Statement): Probe[] {
  const only = effect === 'Allow' ? { statement: index } : {}
  return (['foreign', 'mine'] as const).flatMap((resourceOwner) => (
    (['organization', 'outsider'] as const).map((caller) => ({ ...only, caller, resourceOwner }))
  ))
}

/** No exclusion tags but those that the statement asks for together. */
function tagsBeside(policy: EndpointPolicy, { conditions }: Statement, context: RuleContext) {
  const own = new Set(conditions.map(({ key }) => key.value))
  return Object.fromEntries(Object.entries(context.withoutExclusionTags(policy)).filter(([name]) => !own.has(name)))
}

function dataOf(statement: Statement, tag: string, { request }: Witness) {
  return { statement: nameOf(statement), tag, action: request.action, resource: displayText(request.resource) }
}
