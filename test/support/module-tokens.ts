/** A token of TypeScript, as far as imports and names need it: comments are left out, and strings and templates are single tokens. */
export interface Token {
  readonly kind: 'name' | 'string' | 'template' | 'number' | 'regex' | 'mark'
  /** The contents of a string without its quotes; otherwise the text itself. */
  readonly text: string
  readonly line: number
}

/** Words after which a slash begins a regular expression rather than a division. */
const BEFORE_REGEX = new Set([
  'return', 'typeof', 'case', 'in', 'of', 'delete', 'void', 'throw', 'new', 'instanceof', 'yield', 'await', 'else', 'do',
])

const TOKEN = {
  blank: /\s+|\/\/[^\n]*|\/\*[^]*?\*\//y,
  name: /[\p{L}$_#][\p{L}\p{N}$_]*/uy,
  string: /'(?:[^'\\\n]|\\[^])*'|"(?:[^"\\\n]|\\[^])*"/y,
  number: /\d[\w.]*/y,
  templateText: /(?:[^`\\$]+|\\[^]|\$(?!\{))+/y,
  regex: /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
}

/** Splits a module into tokens; the code inside of a template follows it. */
export function tokensOf(source: string): Token[] {
  return new Lexer(source).read()
}

class Lexer {
  readonly #source: string
  readonly #tokens: Token[] = []
  #at = 0
  #line = 1

  constructor(source: string) {
    this.#source = source
  }

  read(): Token[] {
    this.#readCode(undefined)
    return this.#tokens
  }

  /** Up to the brace that closes the code inside of a template, or to the end of the module. */
  #readCode(end: '}' | undefined): void {
    let depth = 0
    while (this.#at < this.#source.length) {
      if (this.#take(TOKEN.blank) !== undefined) continue
      const character = this.#source[this.#at]!
      if (character === end && depth === 0) return
      depth += character === '{' ? 1 : character === '}' ? -1 : 0
      if (character === '`') this.#readTemplate()
      else this.#readToken(character)
    }
    if (end !== undefined) throw new Error(`no "${end}" before the end of the module`)
  }

  #readTemplate(): void {
    const [index, line] = [this.#tokens.length, this.#line]
    let text = ''
    this.#at++
    for (let part = this.#take(TOKEN.templateText); ; part = this.#take(TOKEN.templateText)) {
      text += part ?? ''
      if (!this.#source.startsWith('${', this.#at)) break
      this.#at += 2
      this.#readCode('}')
      this.#at++
      text += '${}'
    }
    if (this.#source[this.#at++] !== '`') throw new Error(`the template that begins on line ${line} does not end`)
    this.#tokens.splice(index, 0, { kind: 'template', text, line })
  }

  #readToken(character: string): void {
    const line = this.#line
    const push = (kind: Token['kind'], text: string): void => void this.#tokens.push({ kind, text, line })
    const name = this.#take(TOKEN.name)
    if (name !== undefined) return push('name', name)
    const string = this.#take(TOKEN.string)
    if (string !== undefined) return push('string', string.slice(1, -1))
    const number = this.#take(TOKEN.number)
    if (number !== undefined) return push('number', number)
    const regex = character === '/' && mayBeginRegex(this.#tokens.at(-1)) ? this.#take(TOKEN.regex) : undefined
    if (regex !== undefined) return push('regex', regex)
    this.#at++
    push('mark', character)
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const text = pattern.exec(this.#source)?.[0]
    if (text === undefined) return undefined
    this.#at += text.length
    this.#line += text.split('\n').length - 1
    return text
  }
}

function mayBeginRegex(before: Token | undefined): boolean {
  if (before === undefined) return true
  if (before.kind === 'name') return BEFORE_REGEX.has(before.text)
  return before.kind === 'mark' && !')]}'.includes(before.text)
}

/** What a module imports, with `import type`, `export … from`, `import()` and `import('…').Type`. */
export interface Import {
  /** `undefined` when it is computed. */
  readonly specifier: string | undefined
  readonly line: number
}

export function importsOf(tokens: readonly Token[]): Import[] {
  return tokens.flatMap((token, index): Import[] => {
    const next = tokens[index + 1]
    const { line } = token
    const isProperty = tokens[index - 1]?.text === '.'
    if (token.kind !== 'name' || isProperty || next === undefined) return []
    if (token.text === 'from' && next.kind === 'string') return [{ specifier: next.text, line }]
    if (token.text !== 'import' || (next.kind === 'mark' && next.text === '.')) return []
    if (next.kind === 'string') return [{ specifier: next.text, line }]
    if (next.text !== '(') return []
    const argument = tokens[index + 2]
    return [{ specifier: argument?.kind === 'string' && tokens[index + 3]?.text === ')' ? argument.text : undefined, line }]
  })
}
