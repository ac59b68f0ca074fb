import type { Condition, Statement } from '../policy/policy.js'

/** Kinds of callers that tell endpoint policies apart (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html). */
export type Caller = 'anonymous' | 'service-principal' | 'service-account' | 'organization' | 'unsigned-node' | 'outsider'

export const CALLERS: readonly Caller[] = ['anonymous', 'service-principal', 'service-account', 'organization', 'unsigned-node', 'outsider']

/** Condition key to its values; `null` = known to be absent; a missing key = free. Key names fold case. */
export type Context = Record<string, string[] | null>

/** May these callers do every one of these actions on every one of these resources (IAM patterns), through the endpoint? */
export interface Question {
  readonly caller: Caller
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly context?: Context
}

/** What is known of the endpoint and its owner. */
export interface Environment {
  readonly endpointType?: 'gateway' | 'interface'
  readonly service?: string
  readonly region?: string
  readonly partition?: string
  readonly organizationIds?: readonly string[]
  readonly accounts?: readonly string[]
  /** Accounts and organizations that are trusted without being mine: no outsider is one of them. */
  readonly thirdParties?: readonly string[]
  readonly vpcId?: string
  readonly endpointId?: string
  /** What is still to be filled in differs from every other value that a request can have. */
  readonly generic?: boolean
}

/** One concrete request. In `context` a missing key is absent, like `null`. */
export interface Request {
  readonly principal: 'anonymous' | { readonly arn?: string; readonly account?: string; readonly service?: string }
  readonly action: string
  readonly resource: string
  readonly context: Context
}

export type Outcome = 'allowed' | 'denied'

/** A request with its outcome, replayed through `evaluate` before it is returned. */
export interface Witness {
  readonly caller: Caller
  readonly request: Request
  readonly outcome: Outcome
  /** The Allow statements that match, or, when denied, the Deny statements that do. */
  readonly by: readonly Statement[]
}

export type Verdict = 'always' | 'never' | 'conditionally' | 'unknown'

/** A statement that covers action and resource but not (all of) this caller, with the first part that stops it. */
export interface NearMiss {
  readonly statement: Statement
  readonly part: 'principal' | 'action' | 'resource' | 'condition'
  readonly condition?: Condition
  /** A clause that completes "…, but": `aws:PrincipalOrgID is absent from unsigned requests`. */
  readonly reason: string
}

/** Why a verdict is not certain. */
export interface Doubt {
  readonly reason: string
  readonly statement?: Statement
}

export interface Decision {
  readonly verdict: Verdict
  readonly grantedBy: readonly Statement[]
  readonly deniedBy: readonly Statement[]
  readonly nearMisses: readonly NearMiss[]
  /** Conditions of granting or denying statements that this caller may or may not meet. */
  readonly conditions: readonly Condition[]
  readonly allowed?: Witness | undefined
  readonly denied?: Witness | undefined
  /** Present when the verdict is `unknown`. */
  readonly because: readonly Doubt[]
}

/** Is any request by such callers allowed, on `resources` outside `except`? */
export interface Search extends Question {
  readonly except?: readonly string[]
  /** Take only this Allow statement, beside every Deny. */
  readonly statement?: number
  /** `foreign`: the resource belongs to an account and an organization that are neither mine nor a third party's. */
  readonly resourceOwner?: 'any' | 'foreign' | 'mine'
}
