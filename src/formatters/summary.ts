import type { NotJudged, Summary } from '../linter/report.js'
import type { Style } from './style.js'

const NOT_JUDGED_SHOWN = 20

/** How many of what was found, what was judged, and what was not and why. */
export function summaryLines(summary: Summary, problems: number, style: Style): string[] {
  return [
    `  ${foundText(summary, problems, style)}`,
    `  ${judgedText(summary)}`,
    ...notJudgedTexts(summary.notJudged).map((text) => `  not judged: ${text}`),
  ]
}

/** The same in one line. */
export function summaryLine(summary: Summary, problems: number, style: Style): string {
  const notJudged = notJudgedTexts(summary.notJudged).map((text) => `; not judged: ${text}`)
  return `${foundText(summary, problems, style)}; ${judgedText(summary)}${notJudged.join('')}`
}

function foundText({ errors, warnings, notes, suppressed }: Summary, problems: number, style: Style): string {
  const found = [
    problems > 0 ? style.red(`${count(problems, 'input problem')}`) : '',
    errors > 0 ? style.red(count(errors, 'error')) : '',
    warnings > 0 ? style.yellow(count(warnings, 'warning')) : '',
    notes > 0 ? style.blue(count(notes, 'note')) : '',
    suppressed > 0 ? `${suppressed} suppressed` : '',
  ].filter((part) => part !== '')
  return found.length === 0 ? style.green('no findings') : found.join(', ')
}

function notJudgedTexts(notJudged: readonly NotJudged[]): string[] {
  const more = notJudged.length - NOT_JUDGED_SHOWN
  return [
    ...notJudged.slice(0, NOT_JUDGED_SHOWN).map(({ path, why }) => `${path}: ${why}`),
    ...(more > 0 ? [`${more} more, which --format json lists`] : []),
  ]
}

export function judgedText({ files, skipped, endpoints, policies, judged }: Summary): string {
  const of = judged === policies ? count(policies, 'policy', 'policies') : `${judged} of ${count(policies, 'policy', 'policies')}`
  const what = policies === 0 ? 'no policy to judge' : `judged ${of}`
  const tail = skipped > 0 ? `; skipped ${count(skipped, 'file')} that ${skipped === 1 ? 'holds' : 'hold'} nothing to judge` : ''
  return `${what} and ${count(endpoints, 'endpoint')} in ${count(files, 'file')}${tail}`
}

export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}
