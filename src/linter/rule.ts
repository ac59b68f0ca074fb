import type { Probe } from '../access/probe.js'
import type { Context, Decision, Environment, Question, Search, Witness } from '../access/access.js'
import type { Organization } from '../inventory/organization.js'
import type { InventoryView } from '../inventory/view.js'
import type { Endpoint, EndpointPolicy } from '../inventory/inventory.js'
import type { Statement } from '../policy/policy.js'
import type { Span } from '../text/source-text.js'
import type { Fix, RelatedPlace, Severity, Subject } from './finding.js'
import type { RuleOptions } from './settings.js'

export type { Context, Decision, Question, Search, Witness } from '../access/access.js'
export type * from '../inventory/inventory.js'
export type { Organization } from '../inventory/organization.js'
export type { InventoryView } from '../inventory/view.js'
export type { Condition, Policy, Statement } from '../policy/policy.js'
export { emptyBindings, intendedBuckets, trespass, type EmptyBinding, type PerimeterSearch } from '../access/perimeter.js'
export { isFullAccess, type Probe } from '../access/probe.js'
export { nameOf, refusalOf } from '../access/refusal.js'
export type { Located, Span } from '../text/source-text.js'
export type { RelatedPlace, Severity, Subject } from './finding.js'
export type { RuleOptions } from './settings.js'

/** What rules know of the run, and whom they ask. */
export interface RuleContext {
  readonly inventory: InventoryView
  readonly organization: Organization
  /** Decides by the reasoning core, in the environment of the policy's endpoints. */
  ask(policy: EndpointPolicy, question: Question): Decision
  find(policy: EndpointPolicy, search: Search): Witness | undefined | 'unknown'
  /** Tries the actions that carry data: does the caller get through? */
  probe(policy: EndpointPolicy, probe: Probe): Witness | undefined | 'unknown'
  environmentOf(policy: EndpointPolicy): Environment
  /** Whether the service pays no heed to endpoint policies. */
  isIgnored(policy: EndpointPolicy): boolean
  /** Whether a condition key is a tag that exempts from the perimeter. */
  isExclusionTag(key: string): boolean
  /** The context of callers and resources that carry none of the exclusion tags that the policy speaks of. */
  withoutExclusionTags(policy: EndpointPolicy): Context
}

export interface Message {
  readonly severity: Severity
  /** One sentence, lowercase start, no final period, with `{placeholders}`. */
  readonly text: string
  /** What to do, with the same kind of placeholders. */
  readonly help: string
}

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersOf<Rest> : never

type DataOf<M extends Message> = { readonly [Name in PlaceholdersOf<M['text']> | PlaceholdersOf<M['help']>]: string | number }

interface ReportPlace {
  readonly at: Span
  readonly related?: readonly RelatedPlace[]
  readonly subject?: Subject
  readonly statement?: Statement
  /** The resource concerned, part of the fingerprint. */
  readonly resource?: string
  readonly witness?: Witness
  readonly fix?: Fix
  /** The policy the report is about; reports that differ only in place are merged. */
  readonly policy?: EndpointPolicy
  readonly endpoints?: readonly Endpoint[]
}

/** What a rule yields: a message with its data at a place, or that it could not decide. */
export type Report<Messages extends Record<string, Message> = Record<string, Message>> = ReportPlace &
  ({ [Id in keyof Messages & string]: { readonly messageId: Id; readonly data: DataOf<Messages[Id]> } }[keyof Messages & string] | Undecided)

/** Facts are missing; shown as a note with the reserved id `undecided`. */
export interface Undecided {
  readonly undecided: string
  readonly help: string
}

interface Subjects {
  inventory: InventoryView
  policy: EndpointPolicy
  endpoint: Endpoint
}

export interface RuleMeta {
  readonly id: string
  /** One sentence for lists, help and SARIF. */
  readonly description: string
  readonly category: 'systems-manager' | 'region' | 'data-perimeter' | 'policy-language' | 'network'
  readonly presets: readonly ('recommended' | 'strict')[]
  /** How often a finding is right: SARIF's words. */
  readonly precision: 'very-high' | 'high' | 'medium'
  /** CVSS-like, for findings that are a security weakness. */
  readonly securitySeverity?: number
  readonly sources: readonly string[]
  /** The JSON schema of the rule's options, an object; a rule without one takes none. */
  readonly options?: object
}

export interface Rule {
  readonly meta: RuleMeta
  readonly subject: keyof Subjects
  readonly messages: Record<string, Message>
  check(subject: never, context: RuleContext, options: RuleOptions): Iterable<Report>
}

/** Types a rule's reports by its messages: a wrong id or a missing placeholder does not compile. */
export function defineRule<S extends keyof Subjects, const Messages extends Record<string, Message>>(rule: {
  readonly meta: RuleMeta
  readonly subject: S
  readonly messages: Messages
  check(subject: Subjects[S], context: RuleContext, options: RuleOptions): Iterable<Report<Messages>>
}): Rule {
  return rule as unknown as Rule
}
