import type { PublishedReport } from '../linter/publish.js'
import type { FormatContext, Formatter } from './formatter.js'
import { printJson } from './print-json.js'
import { notificationDescriptors, ruleDescriptors, type Descriptor } from './sarif/descriptors.js'
import { keptFindings } from './sarif/limit.js'
import { notificationsOf } from './sarif/notifications.js'
import { ROOT, rootUri } from './sarif/places.js'
import { resultOf } from './sarif/results.js'

/** SARIF 2.1.0 for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export const formatSarif: Formatter = (report, context) =>
  printJson({
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(report, context)],
  })

/** Suppressed findings stay out: code scanning does not heed `suppressions` and would open alerts for them. */
function runOf(report: PublishedReport, context: FormatContext): object {
  const rules = ruleDescriptors(context)
  const notifications = notificationDescriptors(context)
  const { problems, summary } = report
  const { name, version, catalogDate } = report.tool
  const ruleIndexes = indexesOf(rules)
  return {
    tool: { driver: { name, version, semanticVersion: version, informationUri: context.homeUrl, rules, notifications } },
    // The text before the last slash is the category: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, section 3.17.3.
    ...(context.category !== undefined && { automationDetails: { id: context.category.replace(/\/?$/, '/') } }),
    invocations: [
      {
        executionSuccessful: problems.length === 0,
        toolExecutionNotifications: notificationsOf(report, indexesOf(notifications), context),
      },
    ],
    originalUriBaseIds: { [ROOT]: { uri: rootUri(context.directory), description: { text: 'The directory in which vpce-lint ran.' } } },
    columnKind: 'utf16CodeUnits',
    results: keptFindings(report).map((finding) => resultOf(finding, ruleIndexes, context)),
    properties: { catalogDate, ...summary },
  }
}

function indexesOf(descriptors: readonly Descriptor[]): Map<string, number> {
  return new Map(descriptors.map(({ id }, index) => [id, index]))
}
