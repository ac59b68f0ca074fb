/** The value that `make` gives, made when it is first asked for. */
export function lazy<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}

/** A generated table, parsed when it is first asked for: what a run does not use costs it no more than its text. */
export function table<T>(json: string): () => T {
  return lazy(() => JSON.parse(json) as T)
}
