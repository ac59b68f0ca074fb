import { displayText } from '../../policy/symbol.js'
import type { Decision, Run, Variable } from './choices.js'

/** What a run of choices gave. */
export interface Outcome<T> {
  readonly items: readonly T[]
  readonly run: Run
}

export interface Variant<T> {
  readonly when: readonly string[]
  readonly items: readonly T[]
}

export interface Exploration<T> {
  readonly variants: readonly Variant<T>[]
  /** Variables of which some values were not tried, each with those that were; `undefined` when every combination was. */
  readonly untried: readonly { readonly variable: Variable; readonly tried: readonly string[] }[] | undefined
}

const MAXIMUM_VARIANTS = 32

/** Most runs give what another gave. */
const MAXIMUM_RUNS = 512

/**
 * Goes through the choices that are met, those that differ least from the first choices first, so that of each parameter each value is
 * tried before combinations of them are.
 */
export function explore<T extends object>(attempt: (script: readonly number[]) => Outcome<T>, isExhausted: () => boolean): Exploration<T> {
  const scripts: (readonly number[])[] = [[]]
  const outcomes = new OutcomeGroups<T>()
  let next = 0
  for (; next < scripts.length && next < MAXIMUM_RUNS && (next === 0 || !isExhausted()); next++) {
    const script = scripts[next]!
    const outcome = attempt(script)
    if (!outcomes.add(outcome)) break
    if (scripts.length <= MAXIMUM_RUNS) scripts.push(...alternatives(script.length, outcome.run.decisions))
  }
  const isComplete = next === scripts.length
  return { variants: outcomes.variants(isComplete), untried: isComplete ? undefined : outcomes.untried() }
}

/** The scripts that go another way at one of the decisions behind the script. */
function* alternatives(from: number, decisions: readonly Decision[]): Generator<readonly number[]> {
  for (let index = from; index < decisions.length; index++) {
    const before = decisions.slice(0, index).map(({ taken }) => taken)
    for (let option = 1; option < decisions[index]!.options.length; option++) yield [...before, option]
  }
}

/** The values that each variable may have in an outcome. */
type Box = ReadonlyMap<Variable, readonly number[]>

class OutcomeGroups<T extends object> {
  readonly #groups = new Map<string, { readonly items: readonly T[]; boxes: Box[] }>()
  readonly #ids = new Map<T, number>()

  /** False when there are too many that differ. */
  add({ items, run }: Outcome<T>): boolean {
    const key = items.map((item) => this.#idOf(item)).join()
    const box = new Map(run.decisions.map(({ variable }) => [variable, run.stateOf(variable)] as const))
    const group = this.#groups.get(key)
    if (group !== undefined) group.boxes.push(box)
    else if (this.#groups.size === MAXIMUM_VARIANTS) return false
    else this.#groups.set(key, { items, boxes: [box] })
    return true
  }

  #idOf(item: T): number {
    const id = this.#ids.get(item) ?? this.#ids.size
    this.#ids.set(item, id)
    return id
  }

  variants(isComplete: boolean): Variant<T>[] {
    const groups = [...this.#groups.values()]
    if (groups.length === 1 && isComplete) return [{ when: [], items: groups[0]!.items }]
    return groups.map(({ items, boxes }) => ({ items, when: clausesOf(merge(boxes)[0]!) }))
  }

  untried(): { variable: Variable; tried: readonly string[] }[] {
    const tried = new Map<Variable, Set<number>>()
    for (const { boxes } of this.#groups.values()) {
      for (const [variable, values] of boxes.flatMap((box) => [...box])) {
        const known = tried.get(variable) ?? new Set()
        for (const value of values) known.add(value)
        tried.set(variable, known)
      }
    }
    return [...tried].filter(([variable, values]) => values.size < variable.values.length)
      .map(([variable, values]) => ({ variable, tried: [...values].map((value) => variable.values[value]!) }))
  }
}

/** Joins boxes that differ in one variable only, as long as there are any. */
function merge(boxes: readonly Box[]): Box[] {
  const merged: Box[] = []
  for (let box of boxes) {
    for (let index = 0; index < merged.length; index++) {
      const union = unionOf(merged[index]!, box)
      if (union === undefined) continue
      merged.splice(index, 1)
      box = union
      index = -1
    }
    merged.push(box)
  }
  return merged
}

function unionOf(one: Box, other: Box): Box | undefined {
  const variables = [...new Set([...one.keys(), ...other.keys()])]
  const valuesIn = (box: Box, variable: Variable) => box.get(variable) ?? [...variable.values.keys()]
  const different = variables.filter((variable) => valuesIn(one, variable).join() !== valuesIn(other, variable).join())
  if (different.length > 1) return undefined
  const [variable] = different
  if (variable === undefined) return one
  const values = new Set([...valuesIn(one, variable), ...valuesIn(other, variable)])
  const union = new Map([...one, [variable, [...values].sort((a, b) => a - b)] as const])
  if (values.size === variable.values.length) union.delete(variable)
  return union
}

function clausesOf(box: Box): string[] {
  return [...box].filter(([variable, values]) => values.length < variable.values.length).map(([variable, values]) => clauseOf(variable, values))
}

function clauseOf({ kind, name, values, rest }: Variable, indices: readonly number[]): string {
  if (kind === 'condition') return `condition "${name}" is ${values[indices[0]!]}`
  const excluded = [...values.keys()].filter((index) => !indices.includes(index))
  const isPositive = indices.length <= excluded.length && (rest === undefined || !indices.includes(rest))
  const shown = (isPositive ? indices : excluded).map((index) => `"${displayText(values[index]!)}"`)
  if (isPositive) return `parameter "${name}" is ${enumerate(shown, 'or')}`
  return shown.length === 1 ? `parameter "${name}" is not ${shown[0]}` : `parameter "${name}" is none of ${enumerate(shown, 'and')}`
}

function enumerate(texts: readonly string[], conjunction: string): string {
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} ${conjunction} ${texts.at(-1)}`
}
