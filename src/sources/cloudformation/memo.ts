import { Run, type Query } from './choices.js'

/** What was found for something by the answers that it depended on: queries in the order in which they were asked. */
interface Branch<T> {
  query: Query | undefined
  byAnswer: Map<number, Branch<T>> | undefined
  result: { readonly value: T } | undefined
}

export type Memo<K extends object, T> = Map<K, Branch<T>>

/** Asks queries of a run and remembers results, so that what does not depend on a choice is the same object whatever is chosen. */
export class Inquiry {
  #run = new Run(undefined)
  /** Asked so far, for whoever is being computed. */
  readonly #asked: Query[] = []

  get run(): Run {
    return this.#run
  }

  /** How much has been asked; more than before where a value depends on an answer. */
  get asked(): number {
    return this.#asked.length
  }

  begin(run: Run): void {
    this.#run = run
    this.#asked.length = 0
  }

  ask(query: Query): number | undefined {
    this.#asked.push(query)
    return this.#run.ask(query)
  }

  remember<K extends object, T>(memo: Memo<K, T>, key: K, compute: (key: K) => T): T {
    const from = this.#asked.length
    const known = this.recall(memo, key)
    if (known !== undefined) return known.value
    const root = memo.get(key)
    const value = compute(key)
    const queries = this.#dependencies(from)
    if (root !== undefined) this.#insert(root, queries, value)
    else if (queries.length === 0) memo.set(key, { query: undefined, byAnswer: undefined, result: { value } })
    else memo.set(key, this.#insert(emptyBranch(), queries, value))
    return value
  }

  /** What is remembered for the answers of this run; `undefined` when nothing is. */
  recall<K extends object, T>(memo: Memo<K, T>, key: K): { readonly value: T } | undefined {
    const root = memo.get(key)
    return root && this.#follow(root)?.result
  }

  #follow<T>(root: Branch<T>): Branch<T> | undefined {
    let branch: Branch<T> | undefined = root
    while (branch?.query !== undefined) branch = branch.byAnswer?.get(this.ask(branch.query) ?? -1)
    return branch
  }

  /** The distinct queries since then, which also replace them: repeated ones have the answers that they had. */
  #dependencies(from: number): readonly Query[] {
    if (this.#asked.length === from) return NO_QUERIES
    if (this.#asked.length === from + 1) return [this.#asked[from]!]
    const queries = [...new Set(this.#asked.slice(from))]
    this.#asked.length = from
    for (const query of queries) this.#asked.push(query)
    return queries
  }

  #insert<T>(root: Branch<T>, queries: readonly Query[], value: T): Branch<T> {
    let branch = root
    for (const query of queries) {
      // Where work ran out, the same may ask something else the next time; then it is not remembered.
      if (branch.result !== undefined || (branch.query !== undefined && branch.query !== query)) return root
      branch.query = query
      const branches: Map<number, Branch<T>> = (branch.byAnswer ??= new Map())
      const answer = this.#run.ask(query) ?? -1
      const next = branches.get(answer) ?? emptyBranch<T>()
      branches.set(answer, next)
      branch = next
    }
    if (branch.query === undefined) branch.result = { value }
    return root
  }
}

const NO_QUERIES: readonly Query[] = []

function emptyBranch<T>(): Branch<T> {
  return { query: undefined, byAnswer: undefined, result: undefined }
}
