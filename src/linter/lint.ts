import { compareDrafts, plainDraft, type Draft } from './draft.js'
import type { Finding } from './finding.js'
import { Fingerprints } from './fingerprint.js'
import { mergeDrafts, otherEndpoints } from './merge.js'
import type { Rule, RuleContext } from './rule.js'
import type { ConfiguredSeverity } from './severity.js'
import { isNamed, Suppressor } from './suppress.js'
import type { Suppression } from './suppression.js'
import { isEnabled, walk, type Severities } from './walk.js'
import type { Span } from '../text/source-text.js'

/** Something that a source could not settle, shown as a note. */
export interface Remark {
  readonly at: Span
  readonly text: string
  readonly help: string
}

export interface LintOptions {
  readonly rules: readonly Rule[]
  readonly severities: Severities
  readonly suppressions: readonly Suppression[]
  /** Of the sources. */
  readonly remarks: readonly Remark[]
  /** Paths that were read. */
  readonly paths: readonly string[]
  /** YYYY-MM-DD */
  readonly today: string
}

/** Lets the enabled rules look at all they ask for, and makes findings of what they report, in order. */
export function lint(context: RuleContext, options: LintOptions): Finding[] {
  const { severities, suppressions, remarks, paths, today } = options
  const enabled = options.rules.filter((rule) => isEnabled(rule, severities))
  const suppressor = new Suppressor(suppressions, today)
  const drafts: Draft[] = []
  const severityOf = (id: string): ConfiguredSeverity => severities[id] ?? (id === 'undecided' ? 'note' : 'warning')
  const undecided = severityOf('undecided')
  const add = (draft: Draft): void => {
    if (draft.ruleId !== 'undecided') drafts.push(...suppressor.split(draft))
    else if (undecided !== 'off') drafts.push(...suppressor.split({ ...draft, severity: undecided }))
  }
  for (const rule of enabled) for (const draft of walk(rule, context, severities)) add(draft)
  for (const { at, text, help } of remarks)
    add(plainDraft({ ruleId: 'undecided', messageId: 'source', severity: 'note', message: text, help, at }))
  const judges = new Set(['undecided', ...enabled.map(({ meta }) => meta.id)])
  const isJudged = ({ rule, matchesFile, endpoint }: Suppression): boolean =>
    judges.has(rule) &&
    (matchesFile === undefined ? paths.length > 0 : paths.some(matchesFile)) &&
    (endpoint === undefined || context.inventory.endpoints.some((candidate) => isNamed(endpoint, candidate)))
  const complaints = [...suppressor.complaints(isJudged, severityOf)]
  const fingerprints = new Fingerprints()
  return [...mergeDrafts(drafts), ...complaints].sort(compareDrafts).map((draft) => finish(draft, fingerprints.of(draft)))
}

function finish(draft: Draft, fingerprint: string): Finding {
  const { ruleId, messageId, severity, message, help, at, subject, witness, fix, suppressed } = draft
  return {
    ruleId,
    messageId,
    severity,
    message,
    help,
    at,
    related: [...draft.related, ...otherEndpoints(draft)],
    subject,
    fingerprint,
    ...(witness && { witness }),
    ...(fix && { fix }),
    ...(suppressed && { suppressed }),
  }
}
