import { compareDrafts, plainDraft, type Draft } from './draft.js'
import type { Finding } from './finding.js'
import { Fingerprints } from './fingerprint.js'
import { mergeDrafts, otherEndpoints } from './merge.js'
import { NO_OBSERVER, type Observer } from './observer.js'
import type { Rule, RuleContext } from './rule.js'
import { isNamed, Suppressor } from './suppress.js'
import type { Suppression } from './suppression.js'
import { isEnabled, severityFor, type RuleSettings } from './settings.js'
import type { InvalidSuppression } from './directives.js'
import type { ConfiguredSeverity } from './severity.js'
import { joinVariants, type Variation } from './variations.js'
import { walk } from './walk.js'
import type { SourceFile, Span } from '../text/source-text.js'

/** Something that a source could not settle, shown as a note. */
export interface Remark {
  readonly at: Span
  readonly text: string
  readonly help: string
}

export interface LintOptions extends RuleSettings {
  readonly rules: readonly Rule[]
  readonly suppressions: readonly Suppression[]
  readonly invalidSuppressions?: readonly InvalidSuppression[]
  /** Of the sources. */
  readonly remarks: readonly Remark[]
  /** Paths that were read. */
  readonly paths: readonly string[]
  /** YYYY-MM-DD */
  readonly today: string
  readonly observer?: Observer
  /** Of templates that may be deployed in several ways; the context of the run holds the first of each. */
  readonly variations?: readonly Variation[]
}

/** Lets the enabled rules look at all they ask for, and makes findings of what they report, in order. */
export function lint(context: RuleContext, options: LintOptions): Finding[] {
  const { suppressions, invalidSuppressions = [], remarks, paths, today, observer = NO_OBSERVER } = options
  const enabled = options.rules.filter((rule) => isEnabled(rule, options))
  const suppressor = new Suppressor(suppressions, today)
  const drafts: Draft[] = []
  const severityOf = (id: string, { file }: Span): ConfiguredSeverity =>
    severityFor(id, file.path, options) ?? (id === 'undecided' ? 'note' : 'warning')
  const add = (draft: Draft): void => {
    const severity = draft.ruleId === 'undecided' ? severityOf('undecided', draft.at) : draft.severity
    if (severity !== 'off') drafts.push(...suppressor.split({ ...draft, severity }))
  }
  const look = (where: RuleContext, only?: SourceFile): Draft[] => {
    const found: Draft[] = []
    walk(enabled, where, options, observer, (draft) => found.push(draft), only)
    return found
  }
  for (const draft of joinVariants(look(context), options.variations ?? [], look)) add(draft)
  for (const { at, text, help } of remarks)
    add(plainDraft({ ruleId: 'undecided', messageId: 'source', severity: 'note', message: text, help, at }))
  const judges = new Set(['undecided', ...enabled.map(({ meta }) => meta.id)])
  const judged = new Set(paths)
  const isJudged = ({ rule, path, matchesFile, endpoint }: Suppression): boolean =>
    judges.has(rule) &&
    (path === undefined || judged.has(path)) &&
    (matchesFile === undefined ? paths.length > 0 : paths.some(matchesFile)) &&
    (endpoint === undefined || context.inventory.endpoints.some((candidate) => isNamed(endpoint, candidate)))
  const complaints = [...suppressor.complaints(isJudged, severityOf)]
  for (const { at, messageId, text, help } of invalidSuppressions) {
    const severity = severityOf('invalid-suppression', at)
    if (severity !== 'off') complaints.push(plainDraft({ ruleId: 'invalid-suppression', messageId, severity, message: text, help, at }))
  }
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
