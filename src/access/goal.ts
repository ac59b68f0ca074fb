import type { Statement } from '../policy/policy.js'
import type { Reading } from '../policy/wildcard.js'
import type { Outcome } from './access.js'
import type { Rate } from './leaves.js'

/** What to look for: a request with this outcome, that surely or possibly has it. */
export interface Goal {
  readonly outcome: Outcome
  readonly certain: boolean
}

/** Certain is what holds however the open points are read, possible what holds under some reading of them. */
export function readingsOf({ outcome, certain }: Goal): { readonly allowReading: 'narrow' | 'wide'; readonly denyReading: 'narrow' | 'wide' } {
  const allowReading: Reading = (outcome === 'allowed') !== certain ? 'wide' : 'narrow'
  return { allowReading, denyReading: allowReading === 'wide' ? 'narrow' : 'wide' }
}

/** For `allowed`, more Allow and fewer Deny statements help; for `denied`, the opposite. */
export function rateOf(statements: readonly Statement[], goal: Goal): Rate {
  const { allowReading } = readingsOf(goal)
  const bitsOf = (effect: Statement['effect']) =>
    statements.reduce((bits, statement) => (!statement.complete || statement.effect === effect ? bits | (1n << BigInt(statement.index)) : bits), 0n)
  const allow = bitsOf('Allow')
  const deny = bitsOf('Deny')
  return ({ narrow, wide }) => {
    const granting = (allowReading === 'wide' ? wide : narrow) & allow
    const refusing = (allowReading === 'wide' ? narrow : wide) & deny
    return goal.outcome === 'allowed' ? { more: granting, fewer: refusing } : { more: refusing, fewer: granting }
  }
}
