import type { FormatContext } from '../formatters/formatter.js'
import { lineHashLookup } from '../linter/line-hash-lookup.js'
import { sanitiseAll, type PublishedReport } from '../linter/publish.js'
import type { LintReport } from '../linter/report.js'
import type { Rule } from '../linter/rule.js'
import { gravestOf } from '../linter/severity.js'
import { wantsColor } from './color.js'
import type { Host } from './host.js'
import { homeUrl, urlOf } from './pages.js'
import type { Arguments } from './parse-arguments.js'

/** What formatters may know besides the report; what costs time is done when one asks for it. */
export function formatContext(
  options: Arguments,
  host: Host,
  enabled: readonly Rule[],
  report: LintReport,
  published: PublishedReport,
): FormatContext {
  const category = options.value('sarif-category')
  let lookup: ReturnType<typeof lineHashLookup> | undefined
  return {
    color: wantsColor(options.value('color'), host),
    directory: host.workingDirectory,
    homeUrl,
    ...(category !== undefined && { category: sanitiseAll(category) }),
    urlOf,
    describeRules: () =>
      enabled.map(({ meta, messages }) => {
        const page = host.readText(`${host.packageDirectory}/rules/${meta.id}/README.md`)
        return { meta, severity: gravestOf(messages), page }
      }),
    lineHashOf: (finding) => (lookup ??= lineHashLookup(report, published))(finding),
  }
}
