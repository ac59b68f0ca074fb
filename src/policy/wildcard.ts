import { hasSymbol, isSymbolCode, symbolOf, type SymbolSort } from './symbol.js'
import type { Token } from './pattern.js'

/**
 * How to read what AWS's documentation, or the file, leaves open: `narrow` matches only what surely matches, `wide` all that
 * may match, `documented` follows the reading that the documentation prefers.
 */
export type Reading = 'narrow' | 'documented' | 'wide'

export function opposite(reading: Reading): Reading {
  return reading === 'narrow' ? 'wide' : reading === 'wide' ? 'narrow' : 'documented'
}

/** One step of a pattern: a character, `?`, `*`, or the first and the further characters of a symbol's text. */
type Unit = string | typeof ANY | typeof ONE | SymbolSort

const ANY = Symbol('*')
const ONE = Symbol('?')

/** Characters that text of each sort can have. */
export const SORT_CHARACTERS: Readonly<Record<SymbolSort, RegExp>> = {
  region: /[a-z0-9-]/,
  'region-without-dashes': /[a-z0-9]/,
  account: /[0-9]/,
  organization: /[a-z0-9-]/,
  any: /[^]/,
  constant: /[]/,
}

/**
 * Does the text match the pattern? `*` is any run, `?` exactly one character, `/` and `:` are not special. A symbol equals
 * itself and is taken by `*`; in the wide reading it may turn out to be any text of its sort, on either side.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchesPattern(tokens: readonly Token[], text: string, reading: Reading, ignoreCase = false): boolean {
  const [start] = tokens
  const wide = reading === 'wide'
  if (!wide || !(hasSymbol(text) || tokens.some((token) => token.kind === 'text' && hasSymbol(token.text)))) {
    if (start?.kind === 'text' && !ignoreCase && !text.startsWith(start.text)) return false
    return matchesPlainly(tokens, fold(text, ignoreCase), ignoreCase)
  }
  const pattern = tokens.flatMap((token): Unit[] =>
    token.kind === 'any' ? [ANY] : token.kind === 'one' ? [ONE] : token.kind === 'text' ? units(fold(token.text, ignoreCase), wide) : [])
  return overlaps(pattern, units(fold(text, ignoreCase), wide))
}

/** No symbol can be anything but itself: token by token, going back to the last `*` when the rest does not fit. */
function matchesPlainly(tokens: readonly Token[], text: string, ignoreCase: boolean): boolean {
  let index = 0
  let position = 0
  let star = -1
  let mark = 0
  while (index < tokens.length || position < text.length) {
    const token = tokens[index]
    if (token?.kind === 'any') {
      star = index++
      mark = position
      continue
    }
    const length = token === undefined ? 0 : stepOf(token, text, position, ignoreCase)
    if (length > 0) {
      index++
      position += length
    } else if (star >= 0 && mark < text.length) {
      index = star + 1
      mark += isPair(text, mark) ? 2 : 1
      position = mark
    } else return false
  }
  return true
}

/** How much of the text the token takes; 0 when it does not fit. */
function stepOf(token: Token, text: string, position: number, ignoreCase: boolean): number {
  if (token.kind === 'text') return text.startsWith(fold(token.text, ignoreCase), position) ? token.text.length : 0
  if (token.kind !== 'one' || position >= text.length || isSymbolCode(text.charCodeAt(position))) return 0
  return isPair(text, position) ? 2 : 1
}

function isPair(text: string, position: number): boolean {
  return text.codePointAt(position)! > 0xffff
}

function fold(text: string, ignoreCase: boolean): string {
  return ignoreCase ? text.toLowerCase() : text
}

function units(text: string, wide: boolean): Unit[] {
  return Array.from(text, (character): Unit => {
    const sort = wide && isSymbolCode(character.charCodeAt(0)) ? symbolOf(character)?.sort : undefined
    // Text of the sort `any` may be empty; the other sorts are at least a character long.
    return sort === 'any' ? ANY : sort === undefined || sort === 'constant' ? character : sort
  })
}

/** Is there a text that both describe? Rows are positions in the pattern, columns positions in the text. */
function overlaps(pattern: readonly Unit[], text: readonly Unit[]): boolean {
  let row = [true]
  for (const unit of text) row.push(row.at(-1)! && unit === ANY)
  for (const unit of pattern) {
    const next = [row[0]! && unit === ANY]
    for (let j = 1; j <= text.length; j++) {
      const other = text[j - 1]!
      const common = agree(unit, other)
      next.push(
        (common && row[j - 1]!) // both end with a common character
        || (unit === ANY && row[j]!) || (other === ANY && next[j - 1]!) // one of them is empty
        || (common && repeats(unit) && next[j - 1]!) || (common && repeats(other) && row[j]!), // one of them goes on
      )
    }
    row = next
  }
  return row[text.length]!
}

function isSort(unit: Unit): unit is SymbolSort {
  return typeof unit === 'string' && unit.length > 1
}

function repeats(unit: Unit): boolean {
  return unit === ANY || isSort(unit)
}

/** Can the two describe a common character? */
function agree(a: Unit, b: Unit): boolean {
  if (a === ANY || b === ANY) return true
  if (isSort(a)) return b === ONE || isSort(b) || SORT_CHARACTERS[a].test(b as string)
  if (isSort(b)) return a === ONE || SORT_CHARACTERS[b].test(a as string)
  // A symbol stands for text of unknown length, which `?` cannot be relied on to take.
  if (a === ONE) return typeof b === 'string' && !(b.length === 1 && isSymbolCode(b.charCodeAt(0)))
  return a === b
}
