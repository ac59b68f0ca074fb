import type { Policy, Statement } from '../policy/policy.js'
import type { Circumstances } from './callers.js'
import { meetingsOf } from './meeting.js'

/** Bits of the statements whose principal and conditions no caller of the kind passes, and of those that every one passes. */
export interface Passing {
  readonly closed: bigint
  readonly open: bigint
}

/** What can be told of each statement by itself, condition by condition. Certain as far as it goes: what is neither may be either. */
export function passingOf({ statements }: Policy, circumstances: Circumstances, variables: boolean): Passing {
  let closed = 0n
  let open = 0n
  for (const statement of statements) {
    const passes = passesOf(statement, circumstances, variables)
    if (passes === undefined) continue
    const bit = 1n << BigInt(statement.index)
    if (passes) open |= bit
    else closed |= bit
  }
  return { closed, open }
}

/** `undefined` when some may pass, or when conditions do not tell one by one. */
export function passesOf({ complete, principal, conditions }: Statement, circumstances: Circumstances, variables: boolean): boolean | undefined {
  if (!complete) return undefined
  let passes: boolean | undefined = !principal.not && principal.values.some(({ type, value }) => type === 'AWS' && value === '*') ? true : undefined
  for (const condition of conditions) {
    const meetings = meetingsOf(condition, circumstances, variables)
    if (meetings?.wide === 'never') return false
    if (meetings?.narrow !== 'always') passes = undefined
  }
  return passes
}
