import { stripVTControlCharacters } from 'node:util'
import type { LintResult } from 'eslint-formatter-pretty'
import type { PublishedFinding, PublishedProblem } from '../linter/publish.js'
import { detailsOf, problemDetails } from './details.js'
import type { FormatContext, Formatter } from './formatter.js'
import { styleWith, type Style } from './style.js'
import { summaryLines } from './summary.js'

/** One line of the list, with what is shown below it. */
interface Entry {
  readonly id: string
  readonly severity: 'error' | 'warning' | 'note'
  readonly path: string
  readonly message: string
  readonly place: { readonly line: number; readonly column: number } | undefined
  readonly details: readonly string[]
}

/** For people: eslint-formatter-pretty's list, with the proof, the related places and the help under each finding, and what was judged. */
export const formatPretty: Formatter = async (report, context) => {
  const style = styleWith(context.color)
  const entries = [
    ...report.findings.filter(({ suppressed }) => suppressed === undefined).map((finding) => findingEntry(finding, style)),
    ...report.problems.map((problem) => problemEntry(problem, style)),
  ]
  const list = entries.length === 0 ? [''] : await listLines(entries, context, style)
  return [...list, ...summaryLines(report.summary, report.problems.length, style)].join('\n') + '\n'
}

function findingEntry(finding: PublishedFinding, style: Style): Entry {
  const { ruleId, severity, message, location } = finding
  const place = { line: location.startLine, column: location.startColumn }
  return { id: ruleId, severity, path: location.path, message, place, details: detailsOf(finding, style) }
}

function problemEntry(problem: PublishedProblem, style: Style): Entry {
  const { id, message, path, location } = problem
  const place = location && { line: location.startLine, column: location.startColumn }
  return { id, severity: 'error', path, message, place, details: problemDetails(problem, style) }
}

// Characters that reports never hold, since publishing escapes the private use area.
const [BEFORE, AFTER, QUOTE, BACKTICK] = ['\ue000', '\ue001', '\ue002', '\ue003']
const MARK = new RegExp(`${BEFORE}(\\d+)${AFTER}`)

async function listLines(entries: readonly Entry[], context: FormatContext, style: Style): Promise<string[]> {
  const { default: eslintFormatterPretty } = await import('eslint-formatter-pretty')
  // Each rule id carries the number of its entry, by which its line is found again.
  const markedId = (index: number): string => `${entries[index]!.id}${BEFORE}${index}${AFTER}`
  const rulesMeta = Object.fromEntries(entries.map(({ id }, index) => [markedId(index), { docs: { url: context.urlOf(id) } }]))
  const text = eslintFormatterPretty(resultsOf(entries, context, markedId), { rulesMeta } as never)
  const lines = (context.color ? text : stripVTControlCharacters(text)).split('\n')
  // Its totals know no notes: ours follow the last entry.
  const end = lines.findLastIndex((line) => MARK.test(line)) + 1
  const shown: string[] = []
  let header: number | undefined
  for (const line of lines.slice(0, end)) {
    const entry = entryOf(line, entries)
    if (entry === undefined) {
      header = line === '' ? undefined : shown.length
      shown.push(line)
      continue
    }
    if (header === undefined) shown.push('')
    else shown[header] = headerLine(shown[header]!, entry.path)
    header = undefined
    shown.push(...entryLines(line, entry, style))
  }
  return [...shown, '']
}

function entryOf(line: string, entries: readonly Entry[]): Entry | undefined {
  const mark = MARK.exec(line)
  return mark === null ? undefined : entries[Number(mark[1])]
}

/** The path as the report has it: it shows another for files outside the working directory, and adds a place meant to be invisible. */
function headerLine(line: string, path: string): string {
  const [before, after] = ['\u001b[4m', '\u001b[24m']
  const start = line.indexOf(before)
  return start < 0 ? `  ${path}` : `${line.slice(0, start + before.length)}${path}${line.slice(line.indexOf(after, start))}`
}

function resultsOf(entries: readonly Entry[], { color, directory }: FormatContext, markedId: (index: number) => string): LintResult[] {
  const results = new Map<string, LintResult>()
  for (const [index, { path, severity, message, place }] of entries.entries()) {
    // It shows paths relative to the working directory, and links to absolute ones.
    const filePath = color && !path.startsWith('/') && !path.startsWith('<') ? `${directory}/${path}` : path
    const result = results.get(path) ?? ({ filePath, messages: [], errorCount: 0, warningCount: 0 } as unknown as LintResult)
    results.set(path, result)
    // It makes text in quotes and backticks bold, and drops the quotes.
    const kept = message.replaceAll("'", QUOTE!).replaceAll('`', BACKTICK!)
    result.messages.push({ ruleId: markedId(index), severity: severity === 'error' ? 2 : 1, message: kept, ...place } as never)
    if (severity === 'error') result.errorCount++
    else result.warningCount++
  }
  return [...results.values()]
}

function entryLines(line: string, entry: Entry, style: Style): string[] {
  // Two spaces before the rule: aligned to the longest message of a run, ids leave the screen.
  const mark = line.indexOf(BEFORE!)
  const id = line.lastIndexOf(' ', mark) + 1
  let shown = `${line.slice(0, id).trimEnd()}  ${line.slice(id).replace(MARK, '')}`.replaceAll(QUOTE!, "'").replaceAll(BACKTICK!, '`')
  if (entry.severity === 'note') shown = shown.replace(WARNING, (_, sign: string) => style.blue(sign === '⚠' ? 'ℹ' : 'i'))
  if (entry.place === undefined) shown = shown.replace(NO_PLACE, '')
  return [shown, ...entry.details]
}

// What it prints for warnings, and for messages without a place; each with or without colour.
const WARNING = /(?:\u001b\[33m)?([⚠‼])(?:\u001b\[39m)?/
const NO_PLACE = / {2}(?:\u001b\[\d+m)*0(?:\u001b\[\d+m)*:(?:\u001b\[\d+m)*0(?:\u001b\[\d+m)*(?= {2})/
