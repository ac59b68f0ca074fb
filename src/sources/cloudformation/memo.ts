import { Run, type Query } from './choices.js'

/** What was found for something by the answers that it depended on: queries in the order in which they were asked. */
interface Branch<T> {
  query?: Query
  readonly byAnswer: Map<number, Branch<T>>
  result?: { readonly value: T }
}

export type Memo<T> = Map<object, Branch<T>>

/** Asks queries of a run and remembers results, so that what does not depend on a choice is the same object whatever is chosen. */
export class Inquiry {
  #run = new Run(undefined)
  /** Asked so far, for whoever is being computed. */
  readonly #asked: Query[] = []

  get run(): Run {
    return this.#run
  }

  begin(run: Run): void {
    this.#run = run
    this.#asked.length = 0
  }

  ask(query: Query): number | undefined {
    this.#asked.push(query)
    return this.#run.ask(query)
  }

  remember<T>(memo: Memo<T>, key: object, compute: () => T): T {
    const from = this.#asked.length
    const root = memo.get(key)
    const known = root && this.#follow(root)
    if (known?.result !== undefined) return known.result.value
    const value = compute()
    const queries = this.#dependencies(from)
    const start = root ?? { byAnswer: new Map() }
    if (root === undefined) memo.set(key, start)
    this.#insert(start, queries, value)
    return value
  }

  #follow<T>(root: Branch<T>): Branch<T> | undefined {
    let branch: Branch<T> | undefined = root
    while (branch?.query !== undefined) branch = branch.byAnswer.get(this.ask(branch.query) ?? -1)
    return branch
  }

  /** The distinct queries since then, which also replace them: repeated ones have the answers that they had. */
  #dependencies(from: number): readonly Query[] {
    if (this.#asked.length === from) return []
    const queries = [...new Set(this.#asked.slice(from))]
    this.#asked.length = from
    for (const query of queries) this.#asked.push(query)
    return queries
  }

  #insert<T>(root: Branch<T>, queries: readonly Query[], value: T): void {
    let branch = root
    for (const query of queries) {
      // Where work ran out, the same may ask something else the next time; then it is not remembered.
      if (branch.result !== undefined || (branch.query !== undefined && branch.query !== query)) return
      branch.query = query
      const answer = this.#run.ask(query) ?? -1
      let next = branch.byAnswer.get(answer)
      if (next === undefined) branch.byAnswer.set(answer, (next = { byAnswer: new Map() }))
      branch = next
    }
    if (branch.query === undefined) branch.result = { value }
  }
}
