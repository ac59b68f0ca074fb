import type { Severity } from '../../linter/finding.js'
import { PROBLEMS, RESERVED_FINDINGS } from '../../linter/reserved.js'
import type { FormatContext, RuleDescription } from '../formatter.js'
import { helpOf, introductionOf } from './page.js'

// The words of code scanning: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', note: 'recommendation' }

export interface Descriptor {
  readonly id: string
}

/** The enabled rules, and the findings that are no rule's. */
export function ruleDescriptors(context: FormatContext): Descriptor[] {
  return [
    ...context.describeRules().map((rule) => ruleDescriptor(rule, context)),
    ...Object.entries(RESERVED_FINDINGS).map(([id, description]) => reservedDescriptor(id, description, context)),
  ]
}

function ruleDescriptor({ meta, severity, page }: RuleDescription, { urlOf }: FormatContext): Descriptor {
  const { id, description, category, precision, securitySeverity } = meta
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: description },
    fullDescription: { text: introductionOf(page) ?? description },
    help: helpOf(page, description, urlOf(id)),
    helpUri: urlOf(id),
    defaultConfiguration: { level: severity },
    properties: {
      tags: [...(securitySeverity === undefined ? [] : ['security']), 'aws', 'vpc-endpoint', category],
      precision,
      'problem.severity': PROBLEM_SEVERITIES[severity],
      ...(securitySeverity !== undefined && { 'security-severity': securitySeverity.toFixed(1) }),
    },
  } as Descriptor
}

function reservedDescriptor(id: string, description: string, { homeUrl }: FormatContext): Descriptor {
  const severity = id === 'undecided' ? 'note' : 'warning'
  return {
    ...plainDescriptor(id, description, homeUrl),
    defaultConfiguration: { level: severity },
    properties: { tags: ['aws', 'vpc-endpoint'], precision: 'very-high', 'problem.severity': PROBLEM_SEVERITIES[severity] },
  } as Descriptor
}

const RUN_NOTIFICATIONS = {
  'what-was-judged': 'What the run looked at.',
  'not-judged': 'A file or policy that was not judged, so that silence on it means nothing.',
  'results-left-out': 'There were more findings than code scanning takes.',
}

/** Of inputs that could not be judged, and of the run as a whole. */
export function notificationDescriptors({ homeUrl }: FormatContext): Descriptor[] {
  return Object.entries({ ...PROBLEMS, ...RUN_NOTIFICATIONS }).map(([id, description]) => plainDescriptor(id, description, homeUrl))
}

function plainDescriptor(id: string, description: string, helpUri: string): Descriptor {
  return {
    id,
    name: nameOf(id),
    shortDescription: { text: description },
    fullDescription: { text: description },
    help: { text: description, markdown: description },
    helpUri,
  } as Descriptor
}

/** `missing-patch-bucket-access` → `MissingPatchBucketAccess`; never the id itself, which SARIF forbids (section 3.49.7). */
function nameOf(id: string): string {
  const name = id.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
  return id.includes('-') ? name : `${name}Finding`
}
