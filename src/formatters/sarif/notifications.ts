import type { PublishedProblem, PublishedReport } from '../../linter/publish.js'
import type { NotJudged } from '../../linter/report.js'
import type { FormatContext } from '../formatter.js'
import { count, judgedText } from '../summary.js'
import { droppedNotice } from './limit.js'
import { escapeLinks, sentence } from './message.js'
import { artifactOf, physicalLocationOf } from './places.js'

const NOT_JUDGED_SHOWN = 1000

/** What was judged, what was not and why, and what is left out. */
export function notificationsOf(report: PublishedReport, indexes: ReadonlyMap<string, number>, { directory }: FormatContext): object[] {
  const { problems, summary } = report
  const notification = (id: string, level: string, text: string, location?: object): object => ({
    descriptor: { id, ...(indexes.has(id) && { index: indexes.get(id) }) },
    level,
    message: { text: escapeLinks(sentence(text)) },
    ...(location && { locations: [{ physicalLocation: location }] }),
  })
  // A problem says more of the same.
  const known = new Set(problems.map(({ path, message }) => keyOf({ path, why: message })))
  const silent = summary.notJudged.filter((entry) => !known.has(keyOf(entry)))
  const more = silent.length - NOT_JUDGED_SHOWN
  const dropped = droppedNotice(report)
  return [
    ...problems.map((problem) => {
      return notification(problem.id, 'error', `${sentence(problem.message)} ${problem.help}`, placeOf(problem, directory))
    }),
    ...silent.slice(0, NOT_JUDGED_SHOWN).map(({ path, why }) => {
      return notification('not-judged', 'warning', `not judged: ${why}`, { artifactLocation: artifactOf(path, directory) })
    }),
    ...(more > 0 ? [notification('not-judged', 'warning', `not judged: ${count(more, 'more place')}`)] : []),
    ...(dropped === undefined ? [] : [notification('results-left-out', 'warning', dropped)]),
    notification('what-was-judged', 'note', judgedText(summary)),
  ]
}

function keyOf({ path, why }: NotJudged): string {
  return JSON.stringify([path, why])
}

function placeOf({ path, location }: PublishedProblem, directory: string): object {
  return location === undefined ? { artifactLocation: artifactOf(path, directory) } : physicalLocationOf(location, directory)
}
