import { FRESH, classOf, covers, inClass, isRepeated, literalGlob, type Glob } from './glob.js'
import { spend } from './work.js'
import { hasSymbol, isSymbolCode, symbolOf, type SymbolSort } from '../policy/symbol.js'
import { SORT_CHARACTERS } from '../policy/wildcard.js'

/** States that one search may visit before it gives up. */
export const STATE_BUDGET = 20_000

export type Word = { readonly word: string } | 'none' | 'gave-up'

/** Texts that wildcards may stand for in a witness, so that it reads like a real request. */
const FILLINGS = ['example', 'x', 'a1', 'example-2/data.json', '']

/**
 * A word that matches every glob of `positive` and none of `negative`, exact within the budget. The shortest when no plain
 * filling will do.
 */
export function findWord(positive: readonly Glob[], negative: readonly Glob[]): Word {
  spend(positive.length * (1 + negative.length))
  for (const glob of positive) if (negative.some((other) => covers(other, glob))) return 'none'
  for (const filling of FILLINGS) {
    for (const glob of positive) {
      const word = fill(glob, filling)
      if (word !== undefined && positive.every((other) => matches(other, word)) && !negative.some((other) => matches(other, word))) return { word }
    }
  }
  return search(positive, negative)
}

/** The glob with every repeated class replaced by the filling; `undefined` where it does not fit. */
function fill(glob: Glob, filling: string): string | undefined {
  let word = ''
  for (const [index, unit] of glob.units.entries()) {
    if (unit >= 0) word += String.fromCodePoint(unit)
    else if (isRepeated(unit)) {
      if ([...filling].every((character) => inClass(classOf(unit), character.codePointAt(0)!))) word += filling
      else return undefined
    } else if (filling === '' || !isRepeated(glob.units[index + 1] ?? 0)) {
      const code = FRESH.find((candidate) => inClass(classOf(unit), candidate))
      if (code === undefined) return undefined
      word += String.fromCodePoint(code)
    }
  }
  return word
}

export function matches(glob: Glob, word: string): boolean {
  if (!glob.wide || !hasSymbol(word)) {
    if (glob.literal) return glob.prefix === word
    if (!word.startsWith(glob.prefix)) return false
    // A word is covered when it matches, and the other way round where going back to the last star is enough.
    if (glob.simple) return covers(glob, asGlob(word))
    return passesThrough(glob.units, asGlob(word).units)
  }
  let positions = close(glob, [0])
  for (const character of word) {
    positions = step(glob, positions, character.codePointAt(0)!)
    if (positions.length === 0) return false
  }
  return positions.includes(glob.units.length)
}

/** Every position of the pattern reached after each character, as long as no symbol can be spelled out. */
function passesThrough(units: Int32Array, word: Int32Array): boolean {
  let reached = new Uint8Array(units.length + 1)
  let next = new Uint8Array(units.length + 1)
  const reach = (positions: Uint8Array, from: number) => {
    for (let position = from; positions[position] === 0; position++) {
      positions[position] = 1
      if (position === units.length || !isRepeated(units[position]!)) break
    }
  }
  reach(reached, 0)
  for (const code of word) {
    spend(units.length >> 3)
    let some = false
    for (let position = 0; position < units.length; position++) {
      if (reached[position] === 0 || !takesCode(units[position]!, code)) continue
      some = true
      reach(next, isRepeated(units[position]!) ? position : position + 1)
    }
    if (!some) return false
    ;[reached, next] = [next, reached.fill(0)]
  }
  return reached[units.length] === 1
}

let latest = literalGlob('')

/** The same word is held against many globs. */
function asGlob(word: string): Glob {
  if (latest.prefix !== word) latest = literalGlob(word)
  return latest
}

/** Positions reachable without reading: a repeated class may stand for nothing. Ascending and distinct. */
function close(glob: Glob, positions: readonly number[]): number[] {
  const reached = new Set<number>()
  for (let position of positions) {
    while (!reached.has(position)) {
      reached.add(position)
      const unit = glob.units[position]
      if (unit === undefined || !isRepeated(unit)) break
      position++
    }
  }
  return [...reached].sort((a, b) => a - b)
}

function step(glob: Glob, positions: readonly number[], code: number): number[] {
  spend(1 + positions.length)
  const next: number[] = []
  const sort = glob.wide && isSymbolCode(code) ? symbolOf(String.fromCodePoint(code))?.sort : undefined
  for (const position of positions) {
    const unit = glob.units[position]
    if (unit === undefined) continue
    if (takesCode(unit, code)) next.push(isRepeated(unit) ? position : position + 1)
    if (sort !== undefined) next.push(...spelledOut(glob, position, sort))
  }
  return next.length === 0 ? next : close(glob, next)
}

function takesCode(unit: number, code: number): boolean {
  return unit >= 0 ? unit === code : inClass(classOf(unit), code)
}

/** Positions after text of the pattern that a symbol of this sort may turn out to be. */
function spelledOut(glob: Glob, position: number, sort: SymbolSort): number[] {
  const after: number[] = []
  for (let i = position; i < glob.units.length; i++) {
    const unit = glob.units[i]!
    if (unit >= 0 && !isSymbolCode(unit) && !SORT_CHARACTERS[sort].test(String.fromCodePoint(unit))) break
    after.push(i + 1)
  }
  if (sort === 'any') after.push(position)
  return after
}

interface State {
  readonly sets: readonly (readonly number[])[]
  readonly from: State | undefined
  readonly code: number
}

function search(positive: readonly Glob[], negative: readonly Glob[]): Word {
  const globs = [...positive, ...negative]
  const fresh = freshCodes(globs)
  let layer: State[] = [{ sets: globs.map((glob) => close(glob, [0])), from: undefined, code: 0 }]
  const seen = new Set(layer.map(keyOf))
  let budget = STATE_BUDGET
  while (layer.length > 0) {
    const next: State[] = []
    for (const state of layer) {
      if (accepts(state, globs, positive.length)) return { word: wordOf(state) }
      for (const code of candidates(state, globs, positive.length, fresh)) {
        const sets: number[][] = []
        for (const [index, glob] of globs.entries()) {
          const positions = step(glob, state.sets[index]!, code)
          if (index < positive.length && positions.length === 0) break
          sets.push(positions)
        }
        if (sets.length < globs.length) continue
        const reached = { sets, from: state, code }
        const key = keyOf(reached)
        if (seen.has(key)) continue
        seen.add(key)
        if (--budget < 0) return 'gave-up'
        next.push(reached)
      }
    }
    layer = next
  }
  return 'none'
}

function keyOf(state: State): string {
  return state.sets.join(';')
}

function accepts(state: State, globs: readonly Glob[], positives: number): boolean {
  return state.sets.every((positions, index) => (positions.at(-1) === globs[index]!.units.length) === index < positives)
}

/** Characters that behave differently here: the literals that stand next, and one fresh character for each set of classes. */
function candidates(state: State, globs: readonly Glob[], positives: number, fresh: readonly number[]): number[] {
  const codes = new Set<number>()
  let open = false
  for (let index = 0; index < globs.length; index++) {
    for (const position of state.sets[index]!) {
      const unit = globs[index]!.units[position]
      if (unit === undefined) continue
      if (unit >= 0) codes.add(unit)
      else if (index < positives) open = true
    }
  }
  return open ? [...fresh, ...codes] : [...codes]
}

/** One character outside all literals for each combination of classes that the globs use. */
function freshCodes(globs: readonly Glob[]): number[] {
  const literals = new Set<number>()
  const classes = new Set<number>()
  for (const glob of globs) for (const unit of glob.units) if (unit >= 0) literals.add(unit); else classes.add(classOf(unit))
  const bySignature = new Map<string, number>()
  const consider = (code: number) => {
    if (literals.has(code)) return
    const signature = [...classes].map((unitClass) => inClass(unitClass, code)).join()
    if (!bySignature.has(signature)) bySignature.set(signature, code)
  }
  FRESH.forEach(consider)
  // Letters from further on when the patterns use up the usual ones.
  for (let code = 0xc0; code < 0xc0 + literals.size + 1; code++) consider(code)
  return [...bySignature.values()]
}

function wordOf(state: State): string {
  const codes: number[] = []
  for (let at: State | undefined = state; at?.from !== undefined; at = at.from) codes.push(at.code)
  return String.fromCodePoint(...codes.reverse())
}
