import type { Location } from '../linter/publish.js'
import type { Formatter } from './formatter.js'
import { placeOf } from './place.js'
import { styleWith } from './style.js'
import { summaryLine } from './summary.js'

interface Line {
  readonly path: string
  readonly location: Location | undefined
  readonly text: string
}

/** A line for each finding and problem, as editors and grep like it, and a last one of what was judged. */
export const formatConcise: Formatter = ({ findings, problems, summary }, { color }) => {
  const style = styleWith(color)
  const colors = { error: style.red, warning: style.yellow, note: style.blue }
  const lines = [
    ...findings
      .filter(({ suppressed }) => suppressed === undefined)
      .map(({ location, severity, message, ruleId }): Line => {
        return { path: location.path, location, text: `${colors[severity](severity)} ${message} ${style.dim(`[${ruleId}]`)}` }
      }),
    ...problems.map(({ path, location, message, id }): Line => {
      return { path, location, text: `${style.red('error')} ${message} ${style.dim(`[${id}]`)}` }
    }),
  ].sort(compareLines)
  const shown = lines.map(({ path, location, text }) => `${location === undefined ? path : placeOf(location)}: ${text}`)
  return [...shown, summaryLine(summary, problems.length, style)].join('\n') + '\n'
}

function compareLines(one: Line, other: Line): number {
  if (one.path !== other.path) return one.path < other.path ? -1 : 1
  const [from, to] = [one.location, other.location]
  return (from?.startLine ?? 0) - (to?.startLine ?? 0) || (from?.startColumn ?? 0) - (to?.startColumn ?? 0)
}
