const LIMIT = 10_000

/** What `read` makes of a text, kept for a while: the same texts stand in many policies and are asked about again and again. */
export function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>()
  return (text) => {
    let result = known.get(text)
    if (result === undefined && !known.has(text)) {
      if (known.size >= LIMIT) known.clear()
      known.set(text, (result = read(text)))
    }
    return result as T
  }
}
