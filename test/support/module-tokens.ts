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
  regex: /\/(?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/y,
}

/** Splits a module into tokens; code inside of templates is split too and follows the template. */
export function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  let line = 1
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const text = pattern.exec(source)?.[0]
    if (text !== undefined) at += text.length
    return text
  }
  const push = (kind: Token['kind'], text: string): void => {
    tokens.push({ kind, text, line })
  }
  const readTemplate = (): void => {
    const index = tokens.length
    const startLine = line
    at++
    let text = ''
    while (source[at] !== '`') {
      if (at >= source.length) throw new Error(`the template that begins on line ${startLine} does not end`)
      if (source[at] === '\n') line++
      if (source[at] === '\\') text += source[at++]! + source[at++]!
      else if (source.startsWith('${', at)) {
        at += 2
        readUntil('}')
        at++
        text += '${}'
      } else text += source[at++]
    }
    at++
    tokens.splice(index, 0, { kind: 'template', text, line: startLine })
  }
  const readUntil = (end: string | undefined): void => {
    let depth = 0
    while (at < source.length) {
      const blank = take(TOKEN.blank)
      if (blank !== undefined) {
        line += blank.split('\n').length - 1
        continue
      }
      const character = source[at]!
      if (character === end && depth === 0) return
      if (character === '{') depth++
      if (character === '}') depth--
      if (character === '`') readTemplate()
      else readSimple(character)
    }
    if (end !== undefined) throw new Error(`no "${end}" before the end of the module`)
  }
  const readSimple = (character: string): void => {
    const name = take(TOKEN.name)
    if (name !== undefined) return push('name', name)
    const string = take(TOKEN.string)
    if (string !== undefined) return push('string', string.slice(1, -1))
    const number = take(TOKEN.number)
    if (number !== undefined) return push('number', number)
    const regex = character === '/' && mayBeginRegex(tokens.at(-1)) ? take(TOKEN.regex) : undefined
    if (regex !== undefined) return push('regex', regex)
    at++
    push('mark', character)
  }
  readUntil(undefined)
  return tokens
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
