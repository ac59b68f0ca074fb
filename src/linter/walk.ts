import type { Endpoint, EndpointPolicy } from '../inventory/inventory.js'
import { plainDraft, statementLabel, endpointLabel, type Draft } from './draft.js'
import type { Subject } from './finding.js'
import { fillMessage } from './message.js'
import type { Observer } from './observer.js'
import type { Report, Rule, RuleContext } from './rule.js'
import { isEnabledIn, optionsFor, severityFor, type RuleSettings } from './settings.js'
import { effectiveSeverity, gravestOf } from './severity.js'
import type { SourceFile } from '../text/source-text.js'

/** A rule threw: our fault, never the input's. */
export class RuleFailure extends Error {
  override readonly name = 'RuleFailure'

  constructor(ruleId: string, path: string | undefined, cause: unknown) {
    super(`rule "${ruleId}" failed${path === undefined ? '' : ` on ${path}`}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    })
  }
}

/**
 * What rules say of all their subjects: first all that rules say of one policy, then of the next, so that what was made to judge
 * a policy can go. `only` leaves out what stands in other files.
 */
export function walk(
  rules: readonly Rule[], context: RuleContext, settings: RuleSettings, observer: Observer, add: (draft: Draft) => void, only?: SourceFile,
): void {
  const isAsked = ({ at }: Endpoint | EndpointPolicy): boolean => only === undefined || at.file === only
  const policies = context.inventory.policies.filter(isAsked)
  const endpoints = context.inventory.endpoints.filter(isAsked)
  const judge = (rule: Rule, subject: unknown, path: string | undefined, place: SubjectPlace): void => {
    const stop = observer.start('rule', rule.meta.id)
    for (const draft of draftsOf(rule, subject, path, place, context, settings)) add(draft)
    stop()
  }
  for (const rule of rules.filter(({ subject }) => subject === 'inventory')) judge(rule, context.inventory, undefined, {})
  const ofPolicies = rules.filter(({ subject }) => subject === 'policy')
  const ofTexts = ofPolicies.filter(({ meta }) => meta.category === 'policy-language')
  // Of a policy that has no effect, that is the defect; what its text would do is none.
  for (const policy of policies) {
    for (const rule of context.isIgnored(policy) ? ofTexts : ofPolicies) judge(rule, policy, policy.at.file.path, { policy })
  }
  const ofEndpoints = rules.filter(({ subject }) => subject === 'endpoint')
  for (const endpoint of endpoints) for (const rule of ofEndpoints) judge(rule, endpoint, endpoint.at.file.path, { endpoints: [endpoint] })
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
  settings: RuleSettings,
): Draft[] {
  try {
    const reports = rule.check(subject as never, context, optionsFor(rule.meta.id, path, settings))
    const drafts: Draft[] = []
    for (const report of reports) if (isEnabledIn(rule, report.at.file.path, settings)) drafts.push(draft(rule, report, place, settings))
    return drafts
  } catch (error) {
    throw new RuleFailure(rule.meta.id, path, error)
  }
}

function draft(rule: Rule, report: Report, place: SubjectPlace, settings: RuleSettings): Draft {
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
  const configured = severityFor(rule.meta.id, at.file.path, settings)
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
    resourceAddress: endpoint?.address,
  }
  const subject: Record<string, string> = {}
  for (const [name, value] of Object.entries(report.subject === undefined ? known : { ...known, ...report.subject })) if (value !== undefined) subject[name] = value
  return subject
}
