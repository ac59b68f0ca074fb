import { createScanner } from 'jsonc-parser'

/**
 * Where the objects and arrays begin and end that follow on each other with nothing but white space between them, as in JSON lines
 * and in answers that were appended page by page. The last may be cut off. Empty when something else stands there.
 */
export function textsIn(text: string): [start: number, end: number][] {
  const scanner = createScanner(text, true)
  const texts: [number, number][] = []
  let depth = 0
  let start = 0
  for (;;) {
    scanner.scan()
    const offset = scanner.getTokenOffset()
    if (offset >= text.length) break
    const isBracket = scanner.getTokenLength() === 1
    const opens = isBracket && (text[offset] === '{' || text[offset] === '[')
    if (depth === 0) {
      if (!opens) return []
      start = offset
    }
    if (opens) depth++
    else if (isBracket && (text[offset] === '}' || text[offset] === ']') && --depth === 0) texts.push([start, offset + 1])
  }
  if (depth > 0) texts.push([start, text.length])
  return texts
}
