import { PROBLEMS, RESERVED_FINDINGS } from '../linter/reserved.js'
import type { Rule } from '../linter/rule.js'
import { didYouMean } from '../text/nearest.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** Prints the page of a rule, or what another id of a report stands for. */
export function explain({ operands }: Arguments, host: Host, rules: readonly Rule[]): void {
  const [id, ...more] = operands
  if (id === undefined || more.length > 0) throw new UsageError('"explain" takes one rule', 'Run "vpce-lint rules" for the list.')
  const others: Readonly<Record<string, string>> = { ...RESERVED_FINDINGS, ...PROBLEMS }
  if (rules.some(({ meta }) => meta.id === id)) host.print(withoutMarks(host.readText(`${host.packageDirectory}/rules/${id}/README.md`)))
  else if (Object.hasOwn(others, id)) host.print(`${id}\n\n${others[id]}\n`)
  else
    throw new UsageError(
      `there is no rule "${id}"`,
      didYouMean(id, [...rules.map(({ meta }) => meta.id), ...Object.keys(others)], 'Run "vpce-lint rules" for the list.'),
    )
}

/** The marks around what is generated are for the generator. */
function withoutMarks(page: string): string {
  return page.replace(/^<!--.*-->\n/gm, '')
}
