import { policyLanguage } from '../../src/catalog/catalog.js'
import { defineRule } from '../../src/linter/rule.js'

/** From which part of the limit on there is little room left. */
const NEARLY = 0.9

const HELP =
  'White space counts: take it out. Then join statements that differ in their resources only, and name organizations in place '
  + 'of lists of accounts or roles. AWS does not raise the limit.'

export const oversizedPolicy = defineRule({
  meta: {
    id: 'oversized-policy',
    description: 'An endpoint policy has more characters than AWS accepts, or nearly so.',
    category: 'policy-language',
    presets: ['recommended', 'strict'],
    precision: 'very-high',
    sources: ['https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html'],
  },
  subject: 'policy',
  messages: {
    'too-long': { severity: 'error', text: 'the policy has {length} characters, but AWS accepts {limit} at most', help: HELP },
    'nearly-too-long': {
      severity: 'warning',
      text: 'the policy has {length} of the {limit} characters that AWS accepts at most',
      help: HELP,
    },
  },
  *check({ policy }) {
    const { at, length, placeholders } = policy
    const limit = policyLanguage().sizeLimitChars
    const data = { length: grouped(length), limit: grouped(limit) }
    // Whatever placeholders are replaced by, the rest stays.
    const fixed = placeholders.reduce((rest, { value }) => rest - value.length, length)
    if (fixed > limit) yield { messageId: 'too-long', data, at }
    else if (length > limit) {
      const text = `the policy has ${data.length} characters with its placeholders and ${grouped(fixed)} without them`
      yield { at, undecided: `${text}, of ${data.limit} that AWS accepts`, help: 'Fill the placeholders in, or shorten the policy.' }
    } else if (length > limit * NEARLY) yield { messageId: 'nearly-too-long', data, at }
  },
})

/** 20480 → 20,480 */
function grouped(count: number): string {
  return String(count).replaceAll(/(?<=\d)(?=(?:\d{3})+$)/g, ',')
}
