import type { SourceText, Span } from '../text/source-text.js'
import { JsonLexer, type Lexeme } from './json-lexer.js'

/** What is wrong with a text, what to do about it, and where. */
export interface SyntaxFault {
  readonly id: 'syntax-error' | 'nesting-too-deep' | 'file-too-large'
  readonly message: string
  readonly help: string
  readonly at: Span
}

/** Levels of objects and arrays in one text; what AWS writes stays far below, and whoever walks a tree may recurse. */
export const MAXIMUM_NESTING = 512

// A file in another format would give a fault for every word.
const MAXIMUM_FAULTS = 1000

/** All faults of a text that is not JSON, in the order of the text; a mistake is reported once, not for all that follows from it. */
export function findFaults(source: SourceText): SyntaxFault[] {
  return new FaultFinder(source).find()
}

/** What comes next if nothing is wrong; after `first-key` and `first-item` the container may also close. */
type Expectation = 'root' | 'first-key' | 'key' | 'colon' | 'value' | 'first-item' | 'item' | 'comma' | 'nothing'

interface Container {
  readonly bracket: '{' | '['
  readonly start: number
  /** Its opening bracket is missing. */
  readonly guessed?: boolean
}

class FaultFinder {
  readonly #source: SourceText
  readonly #lexer: JsonLexer
  readonly #faults: SyntaxFault[] = []
  readonly #open: Container[] = []
  #expected: Expectation = 'root'
  #previous: Lexeme = { kind: 'end', start: 0, end: 0 }
  #key = ''
  /** After a mistake that leaves in doubt what was meant, until a comma, colon or bracket fits again. */
  #recovering = false
  /** Once brackets are wrong, what opens and closes where is a guess that is not worth a fault. */
  #bracketsMatch = true
  #done = false

  constructor(source: SourceText) {
    this.#source = source
    this.#lexer = new JsonLexer(source.text, (start, end, message, help) => this.#report(start, end, message, help))
  }

  find(): SyntaxFault[] {
    while (!this.#done && this.#faults.length < MAXIMUM_FAULTS) {
      const lexeme = this.#lexer.next()
      this.#take(lexeme)
      this.#previous = lexeme
    }
    const faults = this.#faults.sort((left, right) => left.at.start - right.at.start)
    return faults.filter((fault, index) => fault.at.start !== faults[index - 1]?.at.start)
  }

  #take(lexeme: Lexeme): void {
    const { kind } = lexeme
    if (kind === 'end') this.#takeEnd(lexeme)
    else if (kind === 'cut') this.#takeCut(lexeme)
    else if (this.#expected === 'nothing') this.#takeTrailing(lexeme)
    else if (this.#expected === 'root' && this.#isWrongStart(lexeme)) this.#takeWrongStart(lexeme)
    else if (kind === '{' || kind === '[') this.#takeOpening(lexeme, kind)
    else if (kind === '}' || kind === ']') this.#takeClosing(lexeme, kind)
    else if (kind === ',') this.#takeComma(lexeme)
    else if (kind === ':') this.#takeColon(lexeme)
    else if (kind !== 'word' || !this.#takeStrayWord(lexeme)) this.#takeScalar(lexeme)
  }

  #isWrongStart(lexeme: Lexeme): boolean {
    return ',:]}'.includes(lexeme.kind) || (lexeme.kind === 'word' && !explainWord(this.#textOf(lexeme)))
  }

  #takeWrongStart(lexeme: Lexeme): void {
    this.#reportAt(
      lexeme,
      `the text begins with ${this.#quote(lexeme)}, which is not JSON`,
      'Check that the text is JSON and not in another format.',
    )
    this.#done = true
  }

  #takeTrailing(lexeme: Lexeme): void {
    this.#done = true
    if (!this.#bracketsMatch) return
    if (lexeme.kind === ':')
      this.#reportAt(lexeme, 'a key and its value stand outside an object', 'Put "{" before the first key and "}" after the last value.')
    else if (lexeme.kind === '}' || lexeme.kind === ']') {
      this.#reportAt(lexeme, `this "${lexeme.kind}" closes nothing`, 'Remove it, or add the bracket that should open before it.')
    } else if (lexeme.kind === '{' || lexeme.kind === '[') {
      this.#reportAt(
        lexeme,
        'a second JSON value follows after the end of the first',
        'Keep one value, or put the values in an array with commas between them.',
      )
    } else this.#reportAt(lexeme, `${this.#quote(lexeme)} follows after the end of the JSON value`, 'Remove what follows the value.')
  }

  #takeOpening(lexeme: Lexeme, bracket: '{' | '['): void {
    if (this.#expectsKey()) {
      this.#reportAt(lexeme, `"${bracket}" stands where a key is expected`, 'Put a key in double quotes and a colon before it.')
      this.#bracketsMatch = false
    } else this.#expectValue()
    this.#open.push({ bracket, start: lexeme.start })
    this.#expected = bracket === '{' ? 'first-key' : 'first-item'
    this.#recovering = false
    if (this.#open.length <= MAXIMUM_NESTING) return
    const message = `objects and arrays are nested more than ${MAXIMUM_NESTING} levels deep`
    this.#report(lexeme.start, lexeme.end, message, 'Flatten the structure.', 'nesting-too-deep')
    this.#done = true
  }

  #takeScalar(lexeme: Lexeme): void {
    const isWord = lexeme.kind === 'word'
    if (this.#expected === 'comma') {
      this.#expectValue()
      this.#expected = this.#inObject() ? 'key' : 'item'
    }
    if (this.#expectsKey()) {
      this.#key = this.#quote(lexeme)
      if (isWord || lexeme.kind === 'literal')
        this.#reportAt(lexeme, `the key ${this.#key} is not in double quotes`, 'Put it in double quotes.')
      this.#expected = 'colon'
    } else {
      this.#expectValue()
      const [message, help] = explainWord(this.#textOf(lexeme)) ?? ['is not in double quotes', 'Put it in double quotes.']
      if (isWord) this.#reportAt(lexeme, `${this.#quote(lexeme)} ${message}`, help)
      this.#expected = this.#afterValue()
    }
    if (isWord || lexeme.kind === 'unclosed') this.#recovering = true
  }

  /** Takes a word that can be neither key nor value where it stands; says whether it was one. */
  #takeStrayWord(lexeme: Lexeme): boolean {
    if (this.#expected !== 'comma' && this.#expected !== 'colon') return false
    if (this.#recovering) return true
    const quoted = this.#quote(lexeme)
    if (!/[\p{L}\p{N}]/u.test(this.#textOf(lexeme))) {
      this.#reportAt(
        lexeme,
        `${quoted} stands where a ${this.#expected} is expected`,
        `Put a ${this.#expected} in its place, or remove it.`,
      )
    } else if (this.#previous.kind === 'string' && this.#previous.end === lexeme.start) {
      this.#reportAt(
        lexeme,
        `${quoted} follows directly on the quote that closes a string`,
        'Put what is missing between them, or write a double quote inside a string as \\".',
      )
    } else return false
    this.#recovering = true
    return true
  }

  #takeComma(lexeme: Lexeme): void {
    if (this.#expected === 'colon' || this.#expected === 'value') this.#reportNoValue()
    else if (this.#expected !== 'comma')
      this.#reportAt(lexeme, 'nothing stands before this comma', 'Remove the comma, or put what is missing before it.')
    this.#recovering = false
    this.#expected = this.#inObject() ? 'key' : 'item'
  }

  #takeColon(lexeme: Lexeme): void {
    if (this.#expectsKey()) this.#reportAt(lexeme, 'a key is missing before this colon', 'Put a key in double quotes before it.')
    else if (this.#expected !== 'colon') return this.#takeStrayColon(lexeme)
    this.#recovering = false
    this.#expected = 'value'
  }

  #takeStrayColon(lexeme: Lexeme): void {
    const bracketMissing = this.#expected === 'comma'
    if (this.#inObject()) {
      const help = 'Remove it, or put "{" and "}" around an inner key and its value.'
      this.#reportAt(lexeme, `a second colon follows the key ${this.#key}`, help)
      this.#recovering = true
    } else {
      this.#reportAt(lexeme, 'a colon stands in an array, which has no keys', 'Put "{" and "}" around keys and their values.')
      if (bracketMissing) this.#open.push({ bracket: '{', start: this.#previous.start, guessed: true })
      this.#expected = 'value'
    }
    if (bracketMissing) this.#bracketsMatch = false
  }

  #takeClosing(lexeme: Lexeme, bracket: '}' | ']'): void {
    const opening = bracket === '}' ? '{' : '['
    if (opening === '[' && this.#open.at(-1)!.guessed) this.#open.pop()
    const innermost = this.#open.at(-1)!
    if (innermost.bracket === opening) {
      if (this.#expected === 'colon' || this.#expected === 'value') this.#reportNoValue()
      else if (this.#previous.kind === ',')
        this.#reportAt(this.#previous, `this comma stands before the closing "${bracket}"`, 'Remove the comma.')
      this.#open.pop()
    } else {
      this.#reportMismatch(lexeme, innermost)
      const match = this.#open.findLastIndex((container) => container.bracket === opening)
      this.#open.length = match < 0 ? this.#open.length - 1 : match
    }
    this.#recovering = false
    this.#expected = this.#afterValue()
  }

  #reportMismatch(lexeme: Lexeme, innermost: Container): void {
    const missing = innermost.bracket === '{' ? '}' : ']'
    const message = `"${lexeme.kind}" closes nothing here: ${this.#describe(innermost)} is still open`
    if (this.#bracketsMatch) this.#reportAt(lexeme, message, `Put "${missing}" before it or in its place.`)
    this.#bracketsMatch = false
  }

  #takeEnd(lexeme: Lexeme): void {
    this.#done = true
    if (this.#open.length > 0) {
      // A last word is as likely cut off as wrong.
      if (this.#previous.kind === 'word') this.#recovering = false
      if (!this.#bracketsMatch) return
      const end = { ...lexeme, end: lexeme.start }
      this.#reportAt(end, `the text ends while ${this.#stillOpen()} is still open`, 'Complete the text; it may have been cut off.')
    } else if (this.#expected === 'root' && this.#faults.length === 0) {
      this.#reportAt(lexeme, lexeme.end === 0 ? 'the text is empty' : 'the text holds nothing but white space', 'Put a JSON value in it.')
    }
  }

  #takeCut(lexeme: Lexeme): void {
    this.#done = true
    if (this.#recovering || !this.#bracketsMatch) return
    const around = this.#open.length > 0 ? `, and ${this.#stillOpen()} is still open` : ''
    const message = `the text ends inside the string that starts at ${this.#position(lexeme.start)}${around}`
    this.#report(lexeme.end, lexeme.end, message, 'Close the string, or complete the text; it may have been cut off.')
  }

  #expectValue(): void {
    if (this.#expected === 'colon')
      this.#reportMissing(`a colon is missing after the key ${this.#key}`, 'Put a colon between a key and its value.')
    if (this.#expected === 'comma')
      this.#reportMissing('a comma is missing here', `Put a comma between two ${this.#inObject() ? 'members' : 'items'}.`)
  }

  #reportNoValue(): void {
    if (this.#expected === 'colon') this.#reportMissing(`the key ${this.#key} has no value`, 'Put a colon and a value after it.')
    else this.#reportMissing(`the key ${this.#key} has no value`, 'Put a value after the colon.')
  }

  /** Reports at the end of the previous lexeme: what is missing belongs there. */
  #reportMissing(message: string, help: string): void {
    if (!this.#recovering) this.#report(this.#previous.end, this.#previous.end, message, help)
  }

  #reportAt(lexeme: Lexeme, message: string, help: string): void {
    if (!this.#recovering) this.#report(lexeme.start, lexeme.end, message, help)
  }

  #report(start: number, end: number, message: string, help: string, id: SyntaxFault['id'] = 'syntax-error'): void {
    if (this.#faults.length === MAXIMUM_FAULTS) return
    this.#faults.push({ id, message, help, at: this.#source.spanOf(start, end) })
  }

  #expectsKey(): boolean {
    return this.#expected === 'key' || this.#expected === 'first-key'
  }

  #inObject(): boolean {
    return this.#open.at(-1)?.bracket === '{'
  }

  #afterValue(): Expectation {
    return this.#open.length > 0 ? 'comma' : 'nothing'
  }

  #textOf(lexeme: Lexeme): string {
    return this.#source.text.slice(lexeme.start, lexeme.end)
  }

  #quote(lexeme: Lexeme): string {
    const text = this.#textOf(lexeme)
    const clipped = text.length > 40 ? `${text.slice(0, 39)}…` : text
    return clipped.startsWith('"') ? clipped : `"${clipped}"`
  }

  #stillOpen(): string {
    const places = this.#open
      .slice(-3)
      .reverse()
      .map((container) => this.#describe(container))
    const more = this.#open.length - places.length
    return places.join(', inside ') + (more > 0 ? `, inside ${more} more` : '')
  }

  #describe({ bracket, start }: Container): string {
    return `the ${bracket === '{' ? 'object' : 'array'} opened at ${this.#position(start)}`
  }

  #position(offset: number): string {
    const { file, start } = this.#source.spanOf(offset, offset)
    const { line, column } = file.positionAt(start)
    return `line ${line}, column ${column}`
  }
}

/** What is wrong with a word that was meant as something other than text, and what to do about it. */
function explainWord(word: string): [string, string] | undefined {
  if (/^(?:true|false|null)$/i.test(word)) return ['is not in lower case', `Write ${word.toLowerCase()}.`]
  if (/^(?:none|nil|undefined|nan|[-+]?infinity)$/i.test(word))
    return ['is not a value that JSON has', 'Write null, or put it in double quotes.']
  if (/^-?0\d+$/.test(word))
    return ['is a number with a leading zero', 'Remove the zero, or put the digits in double quotes if they are an identifier.']
  if (/^[-+]?\.?\d/.test(word) || /^[-+]$/.test(word))
    return ['is not a number as JSON writes it', 'Write it like 12, -0.5 or 1e9, or put it in double quotes.']
  return undefined
}
