import type { Token } from '../policy/pattern.js'
import { hasSymbol, isSymbolCode, symbolOf, type SymbolSort } from '../policy/symbol.js'

/**
 * A pattern as units. A unit at or above zero is a character (a code point); below zero it is a class, once (`-2 * class - 1`)
 * or any number of times (`-2 * class - 2`). Symbols are characters.
 */
export interface Glob {
  readonly units: Int32Array
  /** The literal text before the first class. */
  readonly prefix: string
  readonly literal: boolean
  /** Every repeated class takes all characters, so that going back to the last one is enough when matching. */
  readonly simple: boolean
  /** Characters of the prefix before its first symbol. */
  readonly plain: number
  /** In the wide reading, a symbol of the word may turn out to be any text that the pattern spells out. */
  readonly wide: boolean
}

export const ALL = 0
export const ORDINARY = 1
export const NO_COLON = 2
export const ORDINARY_NO_COLON = 3
export const BUCKET = 4
export const REGION = 5
export const LOWER = 6
export const DIGIT = 7
export const ORGANIZATION = 8

/** Whether a character belongs to each class; a symbol belongs to those that unknown text can be part of. */
const CLASSES: readonly ((code: number) => boolean)[] = [
  () => true,
  (code) => !isSymbolCode(code),
  (code) => code !== 58,
  (code) => code !== 58 && !isSymbolCode(code),
  (code) => isLower(code) || code === 45 || code === 46 || isSymbolCode(code),
  (code) => isLower(code) || code === 45 || isSymbolCode(code),
  (code) => isLower(code) || isSymbolCode(code),
  (code) => isDigit(code) || isSymbolCode(code),
  (code) => isLower(code) || code === 45 || isSymbolCode(code),
]

/** Fresh characters to try, those that look like real names first; every class has members among them. */
export const FRESH = Array.from('xyzabcdefghijklmnopqrstuvw0123456789-_.ABCDEFGHIJKLMNOPQRSTUVWXYZ~!/:', (character) => character.charCodeAt(0))

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57
}

function isLower(code: number): boolean {
  return (code >= 97 && code <= 122) || isDigit(code)
}

export function inClass(unitClass: number, code: number): boolean {
  return CLASSES[unitClass]!(code)
}

export function once(unitClass: number): number {
  return -2 * unitClass - 1
}

export function repeated(unitClass: number): number {
  return -2 * unitClass - 2
}

export function classOf(unit: number): number {
  return (-unit - 1) >> 1
}

export function isRepeated(unit: number): boolean {
  return unit < 0 && (unit & 1) === 0
}

/** The class of the further text that a symbol of each sort stands for. */
const SORT_CLASS: Readonly<Record<SymbolSort, number>> = {
  region: REGION, 'region-without-dashes': LOWER, account: DIGIT, organization: ORGANIZATION, any: ALL, constant: ALL,
}

export interface GlobReading {
  readonly wide: boolean
  readonly ignoreCase?: boolean
  /** Compare the six fields of an ARN one by one: wildcards stay inside the first five. */
  readonly byField?: boolean
}

/** `undefined` when the pattern can match nothing: an ARN compared by field needs six of them. */
export function globOf(tokens: readonly Token[], { wide, ignoreCase = false, byField = false }: GlobReading): Glob | undefined {
  const units: number[] = []
  let colons = 0
  for (const token of tokens) {
    if (token.kind === 'text' && !byField && !(wide && hasSymbol(token.text))) {
      const text = ignoreCase ? token.text.toLowerCase() : token.text
      if (tokens.length === 1) return literalGlob(text, wide)
      pushCodes(units, text)
      continue
    }
    const inside = byField && colons < 5
    if (token.kind === 'any') units.push(repeated(inside ? NO_COLON : ALL))
    else if (token.kind === 'one') units.push(once(inside ? ORDINARY_NO_COLON : ORDINARY))
    else if (token.kind === 'text') {
      for (const character of ignoreCase ? token.text.toLowerCase() : token.text) {
        const code = character.codePointAt(0)!
        if (code === 58) colons++
        const sort = wide && isSymbolCode(code) ? symbolOf(character)?.sort : undefined
        if (sort === undefined || sort === 'constant') units.push(code)
        else if (sort === 'any') units.push(repeated(inside ? NO_COLON : ALL))
        else units.push(once(SORT_CLASS[sort]), repeated(SORT_CLASS[sort]))
      }
    }
  }
  return byField && colons < 5 ? undefined : globOfUnits(units, wide)
}

function pushCodes(units: number[], text: string): void {
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    if (code > 0xffff) i++
    units.push(code)
  }
}

/** Piece by piece: a call takes only so many arguments. */
function textOf(codes: readonly number[]): string {
  let text = ''
  for (let i = 0; i < codes.length; i += 1000) text += String.fromCodePoint(...codes.slice(i, i + 1000))
  return text
}

export function globOfUnits(units: readonly number[], wide = false): Glob {
  let literals = 0
  while (literals < units.length && units[literals]! >= 0) literals++
  let simple = true
  for (let i = literals; i < units.length; i++) if (isRepeated(units[i]!) && classOf(units[i]!) !== ALL) simple = false
  const prefix = textOf(units.slice(0, literals))
  return { units: Int32Array.from(units), prefix, literal: literals === units.length, simple, plain: plainLength(prefix), wide }
}

/**
 * A pattern of questions and exceptions: `*`, `?` and characters, nothing escaped or variable. With `asArn` the first five fields
 * of an ARN have no colons, as those of real resources have none.
 */
export function questionPattern(text: string, asArn = false): Glob {
  const units = new Int32Array(text.length)
  let length = 0
  let first = -1
  let colons = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    if (code > 0xffff) i++
    if (code === 58) colons++
    const inField = asArn && colons < 5
    const wildcard = code === 42 ? repeated(inField ? NO_COLON : ALL) : code === 63 ? once(inField ? ORDINARY_NO_COLON : ORDINARY) : undefined
    if (wildcard !== undefined && first < 0) first = i
    units[length++] = wildcard ?? code
  }
  const prefix = first < 0 ? text : text.slice(0, first)
  return { units: length === units.length ? units : units.slice(0, length), prefix, literal: first < 0, simple: !asArn || first < 0, plain: plainLength(prefix), wide: false }
}

export function literalGlob(text: string, wide = false): Glob {
  const units = new Int32Array(text.length)
  let length = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.codePointAt(i)!
    if (code > 0xffff) i++
    units[length++] = code
  }
  return { units: length === units.length ? units : units.slice(0, length), prefix: text, literal: true, simple: true, plain: plainLength(text), wide }
}

/** False only when no word can match both. */
export function mayOverlap(a: Glob, b: Glob): boolean {
  if ((a.wide || b.wide) && (a.plain < a.prefix.length || b.plain < b.prefix.length)) {
    const length = Math.min(a.plain, b.plain)
    return a.prefix.startsWith(b.prefix.slice(0, length))
  }
  if (a.literal && b.literal) return a.prefix === b.prefix
  return a.prefix.length < b.prefix.length ? b.prefix.startsWith(a.prefix) && !a.literal : a.prefix.startsWith(b.prefix) && (!b.literal || a.prefix === b.prefix)
}

/** Characters before the first symbol. */
function plainLength(text: string): number {
  const first = text.search(/[\ue000-\uf8ff]/)
  return first < 0 ? text.length : first
}

/**
 * True when every word of `a` surely matches `b`: ordinary matching of `a` read as a word whose wildcards only a `*` of `b` may
 * take. Exact for a union without `?`, by the fresh-letter argument: a letter that occurs nowhere can only be taken by a star.
 */
export function covers(b: Glob, a: Glob): boolean {
  const pattern = b.units
  const word = a.units
  if (b.literal) return a.literal && a.prefix === b.prefix
  if (!a.prefix.startsWith(b.prefix)) return false
  let i = 0
  let j = 0
  let star = -1
  let mark = 0
  while (j < word.length) {
    const unit = word[j]!
    if (i < pattern.length && !isRepeated(pattern[i]!) && !isRepeated(unit) && takes(pattern[i]!, unit)) {
      i++
      j++
    } else if (i < pattern.length && isRepeated(pattern[i]!)) {
      star = i++
      mark = j
    } else if (star >= 0 && takes(pattern[star]!, word[mark]!)) {
      i = star + 1
      j = ++mark
    } else return false
  }
  while (i < pattern.length && isRepeated(pattern[i]!)) i++
  return i === pattern.length
}

/** Does the unit of a pattern take every character that the unit of a word can be? */
function takes(unit: number, word: number): boolean {
  if (word >= 0) return unit >= 0 ? unit === word : inClass(classOf(unit), word)
  return unit < 0 && contains(classOf(unit), classOf(word))
}

function contains(outer: number, inner: number): boolean {
  if (outer === ALL || outer === inner) return true
  return (outer === ORDINARY || outer === NO_COLON) && inner === ORDINARY_NO_COLON
}
