/**
 * `literal`: a number, true, false or null; `word`: any other text without quotes; `unclosed`: a string that its line ends;
 * `cut`: a string that the end of the text ends.
 */
export interface Lexeme {
  readonly kind: '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'unclosed' | 'cut' | 'literal' | 'word' | 'end'
  readonly start: number
  readonly end: number
}

export type Report = (start: number, end: number, message: string, help: string) => void

const WHITE_SPACE = /[ \t\r\n]*/y
// White space and invisible characters that JSON does not know, of which a byte order mark or a no-break space is the usual one.
const STRAY_CHARACTERS = /[\0-\x08\v\f\x0e-\x1f\x7f\xa0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]+/y
const WORD_CHARACTERS = /[^\s\0-\x1f\x7f\u200b-\u200f\u2060{}[\],:;="]+/y
const STRAY_OPERATOR = /[;=]+>?/y
const LINE_COMMENT = /(?:\/\/|#)[^\r\n]*/y
// Up to a quote on the line that closes rather than opens a string, judging by what follows.
const UNOPENED_STRING = /(?:\$\{[^"{}\r\n]*\}|[^"{}[\],\r\n]){0,200}"(?=[ \t]*(?:[,:}\]\r\n]|$))/y
const LITERAL = /^(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)$/
const WRONG_QUOTES = [
  { quoted: /'[^\r\n]*?(?<!\\)'/y, name: 'single quotes' },
  { quoted: /`[^\r\n]*?(?<!\\)`/y, name: 'backticks' },
  { quoted: /[“”„‟][^“”„‟"\r\n]*[“”„‟"]/y, name: 'typographic quotes' },
  { quoted: /[‘’‚‛][^‘’‚‛'\r\n]*[‘’‚‛']/y, name: 'typographic quotes' },
]

/** Takes a text that is not JSON apart as its writer meant it, and reports what is wrong inside and between the lexemes. */
export class JsonLexer {
  readonly #text: string
  readonly #report: Report
  #offset = 0
  /** Where the text ends but for white space. */
  #contentEnd = 0
  /** The first quote from some offset on, so that a text of words alone is not searched once a word. */
  #nextQuote = -1

  constructor(text: string, report: Report) {
    this.#text = text
    this.#report = report
  }

  next(): Lexeme {
    this.#skipBetween()
    const start = this.#offset
    const character = this.#text[start]
    if (character === undefined) return { kind: 'end', start: this.#contentEnd, end: start }
    if (character === '"') return this.#string(start)
    const bracket = '{}[],:'.indexOf(character)
    if (bracket < 0) return this.#misquoted(start) ?? this.#unopened(start) ?? this.#word(start)
    this.#offset++
    return { kind: character as Lexeme['kind'], start, end: this.#offset }
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#offset
    if (!pattern.test(this.#text)) return false
    this.#offset = pattern.lastIndex
    return true
  }

  #skipBetween(): void {
    for (;;) {
      this.#contentEnd = this.#offset
      this.#skip(WHITE_SPACE)
      const start = this.#offset
      // The slashes of an address without quotes open no comment.
      if (this.#text[start - 1] === ':' && this.#text.startsWith('//', start)) return
      if (this.#text.startsWith('/*', start)) {
        const close = this.#text.indexOf('*/', start + 2)
        this.#offset = close < 0 ? this.#text.length : close + 2
      } else if (this.#skip(STRAY_CHARACTERS)) {
        const code = this.#text.charCodeAt(start).toString(16).toUpperCase().padStart(4, '0')
        this.#report(start, this.#offset, `the character U+${code} stands outside a string`, 'Remove it, or replace it with a space.')
        continue
      } else if (!this.#skip(LINE_COMMENT)) return
      this.#report(start, this.#offset, 'JSON has no comments', 'Remove the comment.')
    }
  }

  #misquoted(start: number): Lexeme | undefined {
    const wrong = WRONG_QUOTES.find(({ quoted }) => this.#skip(quoted))
    if (!wrong) return undefined
    this.#report(start, this.#offset, `this string is in ${wrong.name}`, 'Put it in straight double quotes.')
    return { kind: 'string', start, end: this.#offset }
  }

  #unopened(start: number): Lexeme | undefined {
    if (this.#nextQuote < start) this.#nextQuote = this.#text.indexOf('"', start)
    if (this.#nextQuote < 0) this.#nextQuote = Infinity
    if (this.#nextQuote - start > 200 || !this.#skip(UNOPENED_STRING)) return undefined
    this.#report(start, this.#offset, 'this string lacks its opening quote', 'Put a double quote before it.')
    return { kind: 'string', start, end: this.#offset }
  }

  #word(start: number): Lexeme {
    if (!this.#skip(WORD_CHARACTERS)) this.#skip(STRAY_OPERATOR)
    const isLiteral = LITERAL.test(this.#text.slice(start, this.#offset))
    return { kind: isLiteral ? 'literal' : 'word', start, end: this.#offset }
  }

  #string(start: number): Lexeme {
    const text = this.#text
    let goesOn = false
    for (let i = start + 1; i < text.length; i++) {
      const code = text.charCodeAt(i)
      if (code === 0x22) return this.#opensAfter(i) ? this.#unclosed(start, i) : this.#closed(start, i + 1)
      if (code === 0x5c) i += this.#escape(i) - 1
      else if (code === 0x0a || code === 0x0d) {
        goesOn ||= this.#goesOnAfter(i)
        if (!goesOn) return this.#unclosed(start, i)
        const length = text.startsWith('\r\n', i) ? 2 : 1
        this.#report(i, i + length, 'a line break stands inside a string', 'Write it as \\n, or close the string on its line.')
        i += length - 1
      } else if (code < 0x20) {
        const hex = code.toString(16).toUpperCase().padStart(4, '0')
        const name = code === 9 ? 'a tab' : `the control character U+${hex}`
        this.#report(i, i + 1, `${name} stands inside a string`, `Write it as ${code === 9 ? '\\t' : `\\u${hex}`}.`)
      }
    }
    this.#offset = text.length
    return { kind: 'cut', start, end: text.length }
  }

  /** The length of the escape at `offset`, reported if JSON does not have it. */
  #escape(offset: number): number {
    const escaped = this.#text[offset + 1] ?? ''
    if (escaped !== '' && '"\\/bfnrt'.includes(escaped)) return 2
    if (escaped === 'u') {
      const digits = /^[0-9a-fA-F]*/.exec(this.#text.slice(offset + 2, offset + 6))![0].length
      if (digits < 4)
        this.#report(
          offset,
          offset + 2 + digits,
          `"${this.#text.slice(offset, offset + 2 + digits)}" lacks hexadecimal digits`,
          'Write four hexadecimal digits after \\u, or \\\\ for a backslash.',
        )
      return 2 + digits
    }
    // The end of the line or the text is a mistake of its own.
    if (escaped < ' ') return 1
    const character = String.fromCodePoint(this.#text.codePointAt(offset + 1)!)
    const help = character === "'" ? 'Write the single quote without a backslash.' : 'Write a backslash as \\\\.'
    this.#report(offset, offset + 1 + character.length, `"\\${character}" is not an escape that JSON has`, help)
    return 1 + character.length
  }

  /** Whether the string that a line break interrupts closes later: what follows its next quote tells whether that one opens or closes. */
  #goesOnAfter(lineBreak: number): boolean {
    const text = this.#text
    let quote = text.indexOf('"', lineBreak)
    while (quote >= 0 && text[quote - 1] === '\\') quote = text.indexOf('"', quote + 1)
    if (quote < 0) return false
    WHITE_SPACE.lastIndex = quote + 1
    WHITE_SPACE.test(text)
    const following = text[WHITE_SPACE.lastIndex]
    return following === undefined || ',:}]'.includes(following)
  }

  #closed(start: number, end: number): Lexeme {
    this.#offset = end
    return { kind: 'string', start, end }
  }

  /** Whether a quote opens the next string rather than closing this one: text follows on it, and before it stands what comes between. */
  #opensAfter(quote: number): boolean {
    WORD_CHARACTERS.lastIndex = quote + 1
    return WORD_CHARACTERS.test(this.#text) && /[,:{[][ \t]*$/.test(this.#text.slice(Math.max(0, quote - 20), quote))
  }

  /** Ends a string before the commas and brackets that its missing quote made a part of it. */
  #unclosed(start: number, limit: number): Lexeme {
    const contents = this.#text.slice(start + 1, limit)
    const swallowed = contents.length - (/[ \t{}[\],:]*[,:{[][ \t]*$/.exec(contents.slice(-100))?.[0].length ?? 0)
    // The brace of a placeholder, as in "${aws:username},", belongs to the string.
    const before = contents.slice(0, swallowed)
    const inPlaceholder = before.lastIndexOf('{') > before.lastIndexOf('}')
    const end = start + 1 + swallowed + (inPlaceholder ? 1 : 0)
    this.#offset = end
    const help = 'Close it with a double quote, and write a line break or a double quote inside a string as \\n or \\".'
    this.#report(start, end, 'this string lacks its closing quote', help)
    return { kind: swallowed < contents.length ? 'string' : 'unclosed', start, end }
  }
}
