import type { Span } from '../text/source-text.js'

/** Findings silenced on purpose: those that meet every criterion given. */
export interface Suppression {
  readonly rule: string
  /** Takes a path as reports show it. */
  readonly matchesFile?: (path: string) => boolean
  /** An endpoint's id or name; `*` stands for any text. */
  readonly endpoint?: string
  /** A Sid, or `#2` for the second statement; `*` stands for any text. */
  readonly statement?: string
  readonly reason: string
  /** The last day on which it holds, YYYY-MM-DD. */
  readonly expires?: string
  /** The only file, as reports show its path. */
  readonly path?: string
  /** The only line, counted from 1, on which findings, or the statements that they are about, begin. */
  readonly line?: number
  /** Where it is written. */
  readonly at: Span
  /** Which of the places for suppressions: `configuration` or `comment`. */
  readonly by: string
}

/** `*` stands for any text; everything else for itself. */
export function matchesGlob(glob: string, text: string): boolean {
  const [first = '', ...rest] = glob.split('*')
  if (rest.length === 0) return glob === text
  const last = rest.pop()!
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last)) return false
  let from = first.length
  for (const part of rest) {
    const found = text.indexOf(part, from)
    if (found < 0) return false
    from = found + part.length
  }
  return from <= text.length - last.length
}

/** Days are compared as text, which YYYY-MM-DD allows. */
export function isExpired(suppression: Suppression, today: string): boolean {
  return suppression.expires !== undefined && suppression.expires < today
}
