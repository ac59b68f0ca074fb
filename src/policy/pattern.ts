import { remembered } from './remembered.js'

/**
 * The parts of a policy string. Variables and the escapes `${*}`, `${?}`, `${$}` exist only in version 2012-10-17.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'any' }
  | { readonly kind: 'one' }
  | { readonly kind: 'variable'; readonly key: string; readonly name: string; readonly fallback: string | undefined }

export interface PatternReading {
  /** Version 2012-10-17, at a place where variables are allowed. */
  readonly variables: boolean
  /** `*` and `?` are wildcards. */
  readonly wildcards: boolean
}

/** A key has a service, a colon and a name; `${AWS::Region}` is no key. */
const VARIABLE = /^\$\{\s*([\w-]+:(?!:)[^{},\s]+)\s*(?:,\s*'([^']*)'\s*)?\}/

/** The same few strings are read again and again: for every caller, reading and replay. */
const readings = [0, 1, 2, 3].map((bits) => remembered((text) => split(text, { variables: (bits & 1) > 0, wildcards: (bits & 2) > 0 })))

/** Splits a string into tokens; adjacent literal characters are one token. */
export function readPattern(text: string, { variables, wildcards }: PatternReading): readonly Token[] {
  if (!SPECIAL.test(text)) return text === '' ? [] : [{ kind: 'text', text }]
  return readings[(variables ? 1 : 0) + (wildcards ? 2 : 0)]!(text)
}

const SPECIAL = /[*?$]/

function split(text: string, reading: PatternReading): Token[] {
  const tokens: Token[] = []
  let literal = ''
  const push = (token: Token) => {
    if (literal !== '') tokens.push({ kind: 'text', text: literal })
    literal = ''
    tokens.push(token)
  }
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!
    if (reading.wildcards && character === '*') push({ kind: 'any' })
    else if (reading.wildcards && character === '?') push({ kind: 'one' })
    else if (reading.variables && character === '$' && text[i + 1] === '{') {
      const escape = /^\$\{([*?$])\}/.exec(text.slice(i, i + 4))
      const variable = escape === null ? VARIABLE.exec(text.slice(i)) : null
      if (escape !== null) {
        literal += escape[1]!
        i += 3
      } else if (variable !== null) {
        push({ kind: 'variable', key: variable[1]!.toLowerCase(), name: variable[1]!, fallback: variable[2] })
        i += variable[0].length - 1
      } else literal += character
    } else literal += character
  }
  if (literal !== '') tokens.push({ kind: 'text', text: literal })
  return tokens
}

export function isLiteral(tokens: readonly Token[]): boolean {
  return tokens.every((token) => token.kind === 'text')
}

export function variablesIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token) => (token.kind === 'variable' ? [token.key] : []))
}
