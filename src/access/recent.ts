/**
 * What was made for the subjects of late, so that what is walked once does not pile up. The older half goes when the newer one is
 * full; `limit` is what is kept at least.
 */
export class Recent<K, V> {
  readonly #limit: number
  #newer = new Map<K, V>()
  #older = new Map<K, V>()

  constructor(limit: number) {
    this.#limit = limit
  }

  get(key: K): V | undefined {
    const value = this.#newer.get(key)
    if (value !== undefined) return value
    const old = this.#older.get(key)
    if (old !== undefined) this.set(key, old)
    return old
  }

  set(key: K, value: V): void {
    if (this.#newer.size >= this.#limit) {
      this.#older = this.#newer
      this.#newer = new Map()
    }
    this.#newer.set(key, value)
  }
}

/** Policies whose working data is kept: rules ask about one policy after another. */
export const POLICIES_KEPT = 32
