/** Something that only deployment settles: a parameter, or a condition that cannot be reduced to parameters. */
export interface Variable {
  readonly kind: 'parameter' | 'condition'
  readonly name: string
  /** What it can be, the value to begin with first; of a condition, "true" and "false". */
  readonly values: readonly string[]
  /** Which value is a symbol for all texts but the others. */
  readonly rest: number | undefined
}

/** Asks for the one value of a variable, or whether it is among some. */
export interface Query {
  readonly variable: Variable
  readonly among: ReadonlySet<number> | undefined
}

/** Where a run went one of several ways; each is the values that the variable can still have there. */
export interface Decision {
  readonly variable: Variable
  readonly options: readonly (readonly number[])[]
  readonly taken: number
}

/** One way through the choices of a template. What was decided once holds for the rest of the run. */
export class Run {
  readonly decisions: Decision[] = []
  readonly #script: readonly number[] | undefined
  readonly #states = new Map<Variable, readonly number[]>()

  /** `script`: the options to take, then the first of each. Without one nothing is decided. */
  constructor(script: readonly number[] | undefined) {
    this.#script = script
  }

  /** The index of the value; 1 or 0 for "is it among"; `undefined` when open in a run that decides nothing. */
  ask(query: Query): number | undefined {
    const { variable, among } = query
    let state = this.#states.get(variable)
    if (state === undefined || state.length > 1) {
      const options = optionsOf(query, state ?? [...variable.values.keys()])
      state = options.length === 1 ? options[0]! : this.#decide(variable, options)
      if (state === undefined) return undefined
    }
    return among === undefined ? state[0]! : Number(among.has(state[0]!))
  }

  /** The values that the variable can still have. */
  stateOf(variable: Variable): readonly number[] {
    return this.#states.get(variable) ?? [...variable.values.keys()]
  }

  #decide(variable: Variable, options: readonly (readonly number[])[]): readonly number[] | undefined {
    if (this.#script === undefined) return undefined
    const taken = this.#script[this.decisions.length] ?? 0
    this.decisions.push({ variable, options, taken })
    this.#states.set(variable, options[taken]!)
    return options[taken]
  }
}

function optionsOf({ among }: Query, state: readonly number[]): (readonly number[])[] {
  if (state.length === 1) return [state]
  if (among === undefined) return state.map((index) => [index])
  const first = among.has(state[0]!)
  const [like, unlike] = [state.filter((index) => among.has(index) === first), state.filter((index) => among.has(index) !== first)]
  return unlike.length === 0 ? [like] : [like, unlike]
}

/** The queries of a template, one object for each, so that they can be compared. */
export class Queries {
  readonly #byVariable = new Map<Variable, Map<string, Query>>()

  valueOf(variable: Variable): Query {
    return this.#intern(variable, '', undefined)
  }

  among(variable: Variable, values: readonly number[]): Query {
    return this.#intern(variable, values.join(), new Set(values))
  }

  #intern(variable: Variable, key: string, among: ReadonlySet<number> | undefined): Query {
    let queries = this.#byVariable.get(variable)
    if (queries === undefined) this.#byVariable.set(variable, (queries = new Map<string, Query>()))
    let query = queries.get(key)
    if (query === undefined) queries.set(key, (query = { variable, among }))
    return query
  }
}
