import { styleWith } from '../formatters/style.js'
import type { Rule } from '../linter/rule.js'
import { gravestOf } from '../linter/severity.js'
import { wantsColor } from './color.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** Lists the rules with the severity of their gravest findings. */
export function listRules(options: Arguments, host: Host, rules: readonly Rule[], urlOf: (id: string) => string): void {
  if (options.operands.length > 0) throw new UsageError('"rules" takes no paths', 'Write "./rules" for the path.')
  const rows = rules.map(({ meta, messages }) => ({ ...meta, severity: gravestOf(messages), url: urlOf(meta.id) }))
  if (options.value('format') === 'json') {
    const list = rows.map(({ id, severity, description, category, presets, precision, url }) => ({
      id,
      severity,
      description,
      category,
      presets,
      precision,
      url,
    }))
    return host.print(`${JSON.stringify(list, null, 2)}\n`)
  }
  const style = styleWith(wantsColor(options.value('color'), host))
  const width = Math.max(0, ...rows.map(({ id }) => id.length))
  const colors = { error: style.red, warning: style.yellow, note: style.blue }
  for (const { id, severity, description, presets } of rows) {
    const strict = presets.includes('recommended') ? '' : style.dim(' (strict)')
    host.print(`${id.padEnd(width)}  ${colors[severity](severity.padEnd('warning'.length))}  ${description}${strict}\n`)
  }
}
