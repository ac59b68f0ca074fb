/** The question is larger than the limits allow; the verdict is unknown, and says so. */
export class GaveUp extends Error {}

/** Steps that one search, and that all searches in one policy, may take; a search of AWS's own S3 policy takes some thousands. */
const SEARCH_LIMIT = 1_000_000
const POLICY_LIMIT = 6_000_000

/** Counts the steps of searches, so that no policy keeps the linter busy for long: the same on every machine, unlike time. */
export class Work {
  #left = POLICY_LIMIT

  /** Runs one search; throws GaveUp when it takes too many steps. */
  run<T>(search: () => T): T {
    if (this.#left <= 0) throw new GaveUp('the policy has taken more steps to decide than the limit allows')
    const limit = Math.min(SEARCH_LIMIT, this.#left)
    const outer = steps
    steps = limit
    try {
      return search()
    } finally {
      this.#left -= limit - Math.max(steps, 0)
      steps = outer
    }
  }
}

let steps = Infinity

export function spend(count: number): void {
  steps -= count
  if (steps < 0) throw new GaveUp('the policy takes more steps to decide than the limit allows')
}
