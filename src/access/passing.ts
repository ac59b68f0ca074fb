import type { Condition, Statement } from '../policy/policy.js'
import type { Circumstances } from './callers.js'
import { meetingsOf, type Meetings } from './meeting.js'

/** What can be told of a statement by itself. What is neither may be either. */
export interface Passes {
  /** No caller of the kind passes its principal and conditions: in the narrow reading, and in any. */
  readonly closedNarrowly: boolean
  readonly closed: boolean
  /** Every one passes. */
  readonly open: boolean
}

/** Whom the statements of a policy let through, condition by condition, found out as far as it is asked for. */
export class Passing {
  readonly #circumstances: Circumstances
  readonly #variables: boolean
  readonly #passes = new Map<Statement, Passes>()
  readonly #meetings = new Map<Condition, Meetings | undefined>()

  constructor(circumstances: Circumstances, variables: boolean) {
    this.#circumstances = circumstances
    this.#variables = variables
  }

  /** Whether it was found for such circumstances. Of the resources only their accounts matter, and only to conditions on them. */
  isFor({ caller, resourceOwner, context, trusted, resources }: Circumstances, withResources: boolean): boolean {
    const own = this.#circumstances
    return caller === own.caller && resourceOwner === own.resourceOwner && context === own.context && trusted === own.trusted
      && (!withResources || resources === own.resources)
  }

  of(statement: Statement): Passes {
    let passes = this.#passes.get(statement)
    if (passes === undefined) this.#passes.set(statement, (passes = this.#passesOf(statement)))
    return passes
  }

  #passesOf({ complete, principal, conditions }: Statement): Passes {
    if (!complete) return { closedNarrowly: false, closed: false, open: false }
    let closedNarrowly = false
    let open = !principal.not && principal.values.some(({ type, value }) => type === 'AWS' && value === '*')
    for (const condition of conditions) {
      const meetings = this.meetings(condition)
      if (meetings?.wide === 'never') return { closedNarrowly: true, closed: true, open: false }
      if (meetings?.narrow === 'never') closedNarrowly = true
      if (meetings?.narrow !== 'always') open = false
    }
    return { closedNarrowly, closed: false, open }
  }

  meetings(condition: Condition): Meetings | undefined {
    if (this.#meetings.has(condition)) return this.#meetings.get(condition)
    const meetings = meetingsOf(condition, this.#circumstances, this.#variables)
    this.#meetings.set(condition, meetings)
    return meetings
  }
}
