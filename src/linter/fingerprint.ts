import type { EndpointPolicy } from '../inventory/inventory.js'
import { displayText } from '../policy/symbol.js'
import type { Condition, ListElement, PrincipalElement, Statement } from '../policy/policy.js'
import { digestOf } from '../text/digest.js'
import { endpointLabel, type Draft } from './draft.js'

/** Gives each draft of a run a fingerprint of its own: those that agree in all it covers are numbered in their order. */
export class Fingerprints {
  readonly #occurrences = new Map<string, number>()

  of(draft: Draft): string {
    // Which character stands for a symbol depends on the other files of the run.
    const key = displayText(JSON.stringify([draft.ruleId, draft.messageId, whoseOf(draft), statementKey(draft), draft.resource ?? '']))
    const occurrence = this.#occurrences.get(key) ?? 0
    this.#occurrences.set(key, occurrence + 1)
    return hash([key, occurrence])
  }
}

function whoseOf({ endpoints, policies, subject }: Draft): unknown {
  if (endpoints.length > 0)
    return endpoints.map((endpoint) => [endpoint.account ?? '', endpoint.region ?? '', endpointLabel(endpoint)].join(' ')).toSorted()
  if (policies.length > 0) return policies.map(policyIdentity).toSorted()
  return [subject.account, subject.region, subject.vpc, subject.endpoint, subject.service, subject.resourceAddress].map(
    (part) => part ?? '',
  )
}

/** What a policy is for, not what it says: an edit of another statement leaves the fingerprint alone. */
function policyIdentity({ account, region, service, endpointType }: EndpointPolicy): string {
  return [account, region, service, endpointType].map((part) => part ?? '').join(' ')
}

function statementKey({ statement }: Draft): string {
  if (statement === undefined) return ''
  const sid = statement.sid?.value
  return sid === undefined || sid === '' ? hash(normalise(statement)) : `Sid ${sid}`
}

/** A statement without layout, and without an order where none has a meaning. */
function normalise({ effect, principal, action, resource, conditions }: Statement): unknown {
  return [
    effect,
    normalisePrincipal(principal),
    normaliseList(action, true),
    normaliseList(resource, false),
    conditions.map(normaliseCondition).toSorted(),
  ]
}

function normaliseList({ not, values }: ListElement, foldCase: boolean): unknown {
  return [not, values.map(({ value }) => (foldCase ? displayText(value).toLowerCase() : displayText(value))).toSorted()]
}

function normalisePrincipal({ not, values }: PrincipalElement): unknown {
  return [not, values.map(({ type, value }) => `${type} ${displayText(value)}`).toSorted()]
}

function normaliseCondition({ operator, key, values }: Condition): string {
  const name = [operator.qualifier ?? '', operator.value, operator.ifExists ? 'IfExists' : ''].join(' ')
  return JSON.stringify([name, displayText(key.value).toLowerCase(), values.map(({ value }) => displayText(value)).toSorted()])
}

function hash(parts: unknown): string {
  return digestOf(displayText(JSON.stringify(parts)))
}
