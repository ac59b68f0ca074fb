/**
 * A symbol stands for text that only deployment knows: a placeholder such as `<region>`, a template parameter.
 * Inside policy strings it is one character of the private use area, so that texts with unknown parts stay plain
 * strings: the same symbol is the same unknown text wherever it stands.
 */
export interface PolicySymbol {
  readonly character: string
  /** As the author wrote it, for messages. */
  readonly text: string
  readonly sort: SymbolSort
}

/**
 * What the unknown text can be; it decides which literals it may turn out to equal. A `constant` is known to equal none: the id
 * of somebody who, by the question, is not the caller.
 */
export type SymbolSort = 'region' | 'region-without-dashes' | 'account' | 'organization' | 'any' | 'constant'

const FIRST = 0xe000
const LAST = 0xf8ff
const byKey = new Map<string, PolicySymbol>()
const byCharacter = new Map<string, PolicySymbol>()

/** True for a character that stands for a symbol. */
export function isSymbolCode(code: number): boolean {
  return code >= FIRST && code <= LAST
}

/**
 * The symbol for a placeholder; names that differ only by case are the same. `undefined` when no character is left. Texts of
 * different scopes are different symbols, though they look the same to users.
 */
export function internSymbol(text: string, sort: SymbolSort, scope = ''): PolicySymbol | undefined {
  const key = `${sort} ${text.toLowerCase()}\0${scope}`
  const known = byKey.get(key)
  if (known !== undefined) return known
  const code = FIRST + byKey.size
  if (code > LAST) return undefined
  const symbol = { character: String.fromCharCode(code), text, sort }
  byKey.set(key, symbol)
  byCharacter.set(symbol.character, symbol)
  return symbol
}

export function symbolOf(character: string): PolicySymbol | undefined {
  return byCharacter.get(character)
}

const SYMBOLS = /[\ue000-\uf8ff]/g
const ANY_SYMBOL = /[\ue000-\uf8ff]/

export function hasSymbol(text: string): boolean {
  return ANY_SYMBOL.test(text)
}

export function symbolsIn(text: string): PolicySymbol[] {
  return [...text.matchAll(SYMBOLS)].flatMap(([character]) => symbolOf(character) ?? [])
}

/** The text as its author wrote it. */
export function displayText(text: string): string {
  return ANY_SYMBOL.test(text) ? text.replace(SYMBOLS, (character) => symbolOf(character)?.text ?? character) : text
}

/** The text with its symbols taken as constants: one value each, like no other. A text that is one symbol of any sort stays open. */
export function withConstants(text: string): string {
  if (!ANY_SYMBOL.test(text) || (text.length === 1 && symbolOf(text)?.sort === 'any')) return text
  return text.replace(SYMBOLS, (character) => {
    const symbol = symbolOf(character)
    return (symbol === undefined ? undefined : internSymbol(symbol.text, 'constant'))?.character ?? character
  })
}
