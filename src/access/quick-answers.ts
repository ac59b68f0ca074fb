import type { Outcome, Verdict } from './access.js'
import type { CompiledPolicy, CompiledStatement } from './compiled-policy.js'
import { covers, mayOverlap, type Glob } from './glob.js'
import type { Leaf } from './leaves.js'
import type { Passing } from './passing.js'

/** Combinations as bits of the statements that match: those that allow, and those that deny. */
export interface Sides {
  readonly allow: bigint
  readonly deny: bigint
}

/**
 * Verdicts that single globs settle, which most do: one action, one resource, nothing in doubt. A resource is granted when one
 * glob covers it; without `?` nothing else can grant it (see `covers`), but that is left to the search.
 */
export class QuickAnswers {
  readonly #statements: readonly CompiledStatement[]
  readonly #allow: bigint
  readonly #deny: bigint
  readonly #statementsOf = new Map<string, readonly CompiledStatement[]>()

  constructor({ statements }: CompiledPolicy) {
    this.#statements = statements
    const bitsOf = (effect: 'Allow' | 'Deny') => statements.reduce((bits, { statement, bit }) => (statement.effect === effect ? bits | bit : bits), 0n)
    this.#allow = bitsOf('Allow')
    this.#deny = bitsOf('Deny')
  }

  /** The bits of the combinations worth trying for an outcome. */
  sides(leaves: readonly Leaf[]): Sides[] {
    return leaves.map(({ narrow }) => ({ allow: narrow & this.#allow, deny: narrow & this.#deny }))
  }

  /** The verdict where it does not matter whom the statements that are neither closed nor open let through. */
  settledBy(action: string, asked: Glob, passing: Passing): Verdict | undefined {
    let isRefused = false
    let isGranted = false
    let isReachable = false
    for (const compiled of this.#about(action)) {
      const { statement } = compiled
      const globs = compiled.resources('narrow')
      if (!globs.some((glob) => mayOverlap(glob, asked))) continue
      const { closedNarrowly, open } = passing.of(statement)
      if (closedNarrowly) continue
      if (statement.effect === 'Deny') isRefused = true
      else {
        isReachable = true
        isGranted ||= open && globs.some((glob) => mayOverlap(glob, asked) && covers(glob, asked))
      }
    }
    if (!isReachable) return 'never'
    return isGranted && !isRefused ? 'always' : undefined
  }

  verdict(action: string, asked: Glob, sidesFor: (outcome: Outcome) => readonly Sides[]): Verdict | undefined {
    const { covering, touching } = this.#meeting(action, asked)
    const isAllowed = ({ allow, deny }: Sides) => (allow & covering) !== 0n && (deny & touching) === 0n
    const isDenied = ({ allow, deny }: Sides) => (allow & touching) === 0n || (deny & covering) !== 0n
    if (sidesFor('denied').every(isAllowed)) return 'always'
    const granting = sidesFor('allowed')
    if (granting.every(isDenied)) return 'never'
    return granting.some(isAllowed) && sidesFor('denied').some(isDenied) ? 'conditionally' : undefined
  }

  /** Bits of the statements about the action that cover all resources asked for, and of those that may match some. */
  #meeting(action: string, asked: Glob): { readonly covering: bigint; readonly touching: bigint } {
    let covering = 0n
    let touching = 0n
    for (const statement of this.#about(action)) {
      const { bit } = statement
      for (const glob of statement.resources('narrow')) {
        if (!mayOverlap(glob, asked)) continue
        touching |= bit
        if (covers(glob, asked)) {
          covering |= bit
          break
        }
      }
    }
    return { covering, touching }
  }

  #about(action: string): readonly CompiledStatement[] {
    let statements = this.#statementsOf.get(action)
    if (statements === undefined) this.#statementsOf.set(action, (statements = this.#statements.filter((statement) => statement.matchesAction(action, 'narrow'))))
    return statements
  }
}
