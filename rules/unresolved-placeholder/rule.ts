import { defineRule, type EndpointPolicy, type Located, type RelatedPlace } from '../../src/linter/rule.js'
import { isPseudoParameter } from '../../src/policy/placeholder.js'

export const unresolvedPlaceholder = defineRule({
  meta: {
    id: 'unresolved-placeholder',
    description: 'A placeholder that was to be filled in before deployment is still in the policy.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: [
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html',
      'DP',
    ],
  },
  subject: 'policy',
  messages: {
    deployed: {
      severity: 'error',
      text: 'the deployed policy holds the placeholder "{placeholder}" where a value belongs',
      help: 'Write the value in its place: AWS compares the placeholder letter by letter, so that it matches nothing that exists.',
    },
    planned: {
      severity: 'error',
      text: 'the policy goes to AWS with the placeholder "{placeholder}" where a value belongs',
      help: 'Write the value in its place: AWS compares the placeholder letter by letter, so that it matches nothing that exists.',
    },
    template: {
      severity: 'note',
      text: 'the policy is still to be filled in at {placeholders}',
      help: 'Fill the placeholders in before deployment; until then the policy is judged for any value that they can take.',
    },
  },
  *check(endpointPolicy) {
    const { policy, origin } = endpointPolicy
    const groups = groupByText(policy.placeholders)
    const [first, ...others] = groups
    if (first === undefined) return
    if (origin === 'deployed') {
      const messageId = isInPlace(endpointPolicy) ? 'deployed' : 'planned'
      for (const [{ value, at }, ...again] of groups) {
        const related = again.map((place) => stands(place, 'too'))
        yield { messageId, data: { placeholder: value }, at, related, resource: value }
      }
      return
    }
    const placeholders = groups.map(([{ value }]) => `"${value}"`).join(', ')
    const related = others.map(([place]) => stands(place, 'first'))
    yield { messageId: 'template', data: { placeholders }, at: first[0].at, related }
  },
})

/** The text of a plan is final, while the endpoint is yet to get it. Without the endpoint nobody knows whether it has. */
function isInPlace({ endpoints }: EndpointPolicy): boolean {
  return endpoints.length > 0 && endpoints.every(({ origin }) => origin === 'deployed')
}

type Group = [Located<string>, ...Located<string>[]]

/** The places of each text in their order; case does not tell placeholders apart. */
function groupByText(placeholders: readonly Located<string>[]): Group[] {
  const groups = new Map<string, Group>()
  for (const placeholder of placeholders.toSorted((one, other) => one.at.start - other.at.start)) {
    if (isPseudoParameter(placeholder.value)) continue
    const key = placeholder.value.toLowerCase()
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [placeholder])
    else group.push(placeholder)
  }
  return [...groups.values()]
}

function stands({ value, at }: Located<string>, how: 'first' | 'too'): RelatedPlace {
  return { at, note: `"${value}" stands here ${how}` }
}
