import type { SourceFile, Span } from '../text/source-text.js'
import { didYouMean } from '../text/nearest.js'
import type { Suppression } from './suppression.js'

interface Comment {
  readonly text: string
  readonly at: Span
}

/** A comment that should suppress findings but cannot. */
export interface InvalidSuppression {
  readonly at: Span
  readonly messageId: 'no-reason' | 'no-rule' | 'unknown-rule' | 'unknown-directive' | 'no-day'
  readonly text: string
  readonly help: string
}

export interface Directives {
  readonly suppressions: readonly Suppression[]
  readonly invalid: readonly InvalidSuppression[]
}

/** Stands in every comment that is for us, and in few files, so that most need not be searched for comments. */
export const DIRECTIVE_MARK = 'vpce-lint-'

const NEXT_LINE = 'vpce-lint-disable-next-line'
const WHOLE_FILE = 'vpce-lint-disable'

const NO_REASON = 'the comment suppresses findings without a reason, and so suppresses none'

const FORM = `Write "${NEXT_LINE} RULE -- REASON".`

/** The suppressions that comments of a file hold. */
export function readDirectives(file: SourceFile, comments: readonly Comment[], ruleIds: readonly string[]): Directives {
  const lines = linesAfter(file, comments)
  const directives = comments.map((comment, index) => new Directive(file, comment, lines[index]!, ruleIds))
  return { suppressions: directives.flatMap(({ suppressions }) => suppressions), invalid: directives.flatMap(({ invalid }) => invalid) }
}

class Directive implements Directives {
  readonly suppressions: Suppression[] = []
  readonly invalid: InvalidSuppression[] = []
  readonly #file: SourceFile
  readonly #comment: Comment
  readonly #ruleIds: readonly string[]

  constructor(file: SourceFile, comment: Comment, nextLine: number, ruleIds: readonly string[]) {
    this.#file = file
    this.#comment = comment
    this.#ruleIds = ruleIds
    const match = /^[\s*/#]*(vpce-lint-[\w-]*)(.*)$/s.exec(comment.text)
    if (match === null) return
    const [, word = '', rest = ''] = match
    if (word !== NEXT_LINE && word !== WHOLE_FILE) this.#rejectWord(word)
    else this.#read(rest, word === NEXT_LINE ? nextLine : undefined)
  }

  #read(rest: string, line: number | undefined): void {
    const [, head = '', reason = ''] = /^(.*?)(?:\s--(?:\s+|$)(.*))?$/s.exec(rest)!
    const [, names = '', expires] = /^(.*?)(?:\suntil\s+(\S*)\s*)?$/s.exec(head)!
    const rules = names.split(/[\s,]+/).filter((name) => name !== '')
    if (rules.length === 0) return this.#reject('no-rule', 'the comment names no rule to suppress', FORM)
    if (reason.trim() === '')
      return this.#reject('no-reason', NO_REASON, 'Add "-- " and the reason.')
    if (expires !== undefined && !isDay(expires))
      return this.#reject('no-day', `"${expires}" is not a day of the calendar`, 'Write a day as YYYY-MM-DD.')
    for (const rule of rules) {
      if (this.#ruleIds.includes(rule)) this.suppressions.push(this.#suppression(rule, reason, line, expires))
      else this.#rejectRule(rule)
    }
  }

  #suppression(rule: string, reason: string, line: number | undefined, expires: string | undefined): Suppression {
    const { path } = this.#file
    return {
      rule,
      path,
      ...(line !== undefined && { line }),
      reason: reason.trim().replaceAll(/\s+/g, ' '),
      ...(expires !== undefined && { expires }),
      at: this.#placeOf(rule),
      by: 'comment',
    }
  }

  #rejectRule(rule: string): void {
    this.#reject('unknown-rule', `"${rule}" is not a rule`, didYouMean(rule, this.#ruleIds, 'Run "vpce-lint rules" for the list.'), rule)
  }

  #rejectWord(word: string): void {
    this.#reject('unknown-directive', `"${word}" is not understood in a comment`, didYouMean(word, [NEXT_LINE, WHOLE_FILE], FORM), word)
  }

  #reject(messageId: InvalidSuppression['messageId'], text: string, help: string, word?: string): void {
    this.invalid.push({ at: word === undefined ? this.#comment.at : this.#placeOf(word), messageId, text, help })
  }

  /** Where a word stands in the comment. */
  #placeOf(word: string): Span {
    const { file, start, end } = this.#comment.at
    const offset = file.text.slice(start, end).search(new RegExp(`(?<![\\w-])${word.replaceAll(/[^\w-]/g, '\\$&')}(?![\\w-])`))
    return offset < 0 ? this.#comment.at : { file, start: start + offset, end: start + offset + word.length }
  }
}

/** For each comment the line after it, and after the lines of comments that follow it. */
function linesAfter(file: SourceFile, comments: readonly Comment[]): number[] {
  const lines: number[] = []
  for (let index = comments.length - 1; index >= 0; index--) {
    const next = comments[index + 1]
    const line = file.positionAt(comments[index]!.at.end).line + 1
    const goesOn = next !== undefined && file.positionAt(next.at.start).line === line && standsAlone(file, next)
    lines[index] = goesOn ? lines[index + 1]! : line
  }
  return lines
}

function standsAlone(file: SourceFile, { at }: Comment): boolean {
  const before = file.text.slice(at.start - file.positionAt(at.start).column + 1, at.start)
  return before.trim() === '' && /^[ \t]*(?:[\r\n]|$)/.test(file.text.slice(at.end, at.end + 1000))
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
