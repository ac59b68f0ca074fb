import type { Endpoint, EndpointPolicy } from '../inventory/inventory.js'
import { plainDraft, statementLabel, endpointLabel, type Draft } from './draft.js'
import type { Subject } from './finding.js'
import { fillMessage } from './message.js'
import type { Report, Rule, RuleContext } from './rule.js'
import { effectiveSeverity, gravestOf, type ConfiguredSeverity } from './severity.js'

export type Severities = Readonly<Record<string, ConfiguredSeverity>>

/** A rule threw: our fault, never the input's. */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure'

  constructor(ruleId: string, path: string | undefined, cause: unknown) {
    super(`rule "${ruleId}" failed${path === undefined ? '' : ` on ${path}`}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

/** Rules of the recommended preset run unless configured off; the others only when the configuration names them. */
export function isEnabled(rule: Rule, severities: Severities): boolean {
  const configured = severities[rule.meta.id]
  return configured === undefined ? rule.meta.presets.includes('recommended') : configured !== 'off'
}

/** What a rule says of all its subjects. */
export function* walk(rule: Rule, context: RuleContext, severities: Severities): Generator<Draft> {
  const { inventory } = context
  if (rule.subject === 'inventory') yield* draftsOf(rule, inventory, undefined, {}, context, severities)
  else if (rule.subject === 'policy') {
    for (const policy of inventory.policies) yield* draftsOf(rule, policy, policy.at.file.path, { policy }, context, severities)
  } else {
    for (const endpoint of inventory.endpoints)
      yield* draftsOf(rule, endpoint, endpoint.at.file.path, { endpoints: [endpoint] }, context, severities)
  }
}

interface SubjectPlace {
  readonly policy?: EndpointPolicy
  readonly endpoints?: readonly Endpoint[]
}

function draftsOf(
  rule: Rule,
  subject: unknown,
  path: string | undefined,
  place: SubjectPlace,
  context: RuleContext,
  severities: Severities,
): Draft[] {
  try {
    return Array.from(rule.check(subject as never, context), (report) => draft(rule, report, place, severities))
  } catch (error) {
    throw new RuleFailure(rule.meta.id, path, error)
  }
}

function draft(rule: Rule, report: Report, place: SubjectPlace, severities: Severities): Draft {
  const policy = report.policy ?? place.policy
  const endpoints = report.endpoints ?? place.endpoints ?? policy?.endpoints ?? []
  const { at, statement, resource, witness, fix } = report
  // A place that the finding itself has tells nothing more.
  const related = (report.related ?? []).filter((place) => place.at.file !== at.file || place.at.start !== at.start || place.at.end !== at.end)
  const subject = subjectOf(report, policy, endpoints)
  const common = { at, related, subject, endpoints, policies: policy === undefined ? [] : [policy], statement, resource, witness, fix }
  if ('undecided' in report) {
    return plainDraft({
      ...common,
      ruleId: 'undecided',
      messageId: rule.meta.id,
      severity: 'note',
      message: report.undecided,
      help: report.help,
    })
  }
  const { messageId, data } = report
  const template = rule.messages[messageId]
  if (template === undefined) throw new Error(`rule "${rule.meta.id}" has no message "${messageId}"`)
  const configured = severities[rule.meta.id]
  const severity = effectiveSeverity(template.severity, gravestOf(rule.messages), configured === 'off' ? undefined : configured)
  return plainDraft({ ...common, ruleId: rule.meta.id, messageId, severity, ...fillMessage(rule.meta.id, messageId, template, data) })
}

function subjectOf(report: Report, policy: EndpointPolicy | undefined, endpoints: readonly Endpoint[]): Subject {
  const [endpoint] = endpoints
  const known = {
    endpoint: endpoint && endpointLabel(endpoint),
    service: policy?.service ?? endpoint?.service,
    region: policy?.region ?? endpoint?.region,
    vpc: endpoint?.vpc,
    account: policy?.account ?? endpoint?.account,
    statement: report.statement && statementLabel(report.statement),
  }
  const present = Object.entries({ ...known, ...report.subject }).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present)
}
