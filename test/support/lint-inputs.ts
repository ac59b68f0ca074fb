import { rules as allRules } from '../../rules/index.js'
import { NO_CONFIGURATION, type Configuration } from '../../src/config/configuration.js'
import { CONFIGURATION_NAME } from '../../src/config/find-configuration.js'
import { readConfiguration } from '../../src/config/read-configuration.js'
import { locationOf, publish } from '../../src/linter/publish.js'
import type { LintReport } from '../../src/linter/report.js'
import type { Rule } from '../../src/linter/rule.js'
import { gravestOf } from '../../src/linter/severity.js'
import { run } from '../../src/run.js'
import { SourceFile } from '../../src/text/source-text.js'

export interface InputFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** Runs the rules, those of the strict preset too, as if the files and the configuration lay in the working directory. */
export async function lintInputs(
  rules: readonly Rule[], files: readonly InputFile[], configuration: string | undefined,
): Promise<LintReport> {
  const settings = await readSettings(configuration)
  const enabled = Object.fromEntries(rules.map(({ meta, messages }) => [meta.id, gravestOf(messages)]))
  return run(files.map((file) => ({ ...file, explicit: true })), {
    rules,
    configuration: { ...settings, severities: { ...enabled, ...settings.severities } },
    hint: {},
    skipUnknown: false,
    today: '2026-11-23',
  })
}

async function readSettings(text: string | undefined): Promise<Configuration> {
  if (text === undefined) return NO_CONFIGURATION
  const file = new SourceFile(CONFIGURATION_NAME, text)
  return readConfiguration(file, allRules.map(({ meta }) => meta), { configuration: '/', working: '/' })
}

/** What the rule says, what it could not decide, and what is wrong with the inputs, a line each. */
export function linesOf(rule: Rule, report: LintReport, style: 'expectation' | 'page' = 'expectation'): string[] {
  const { findings, problems } = publish(report, { name: 'vpce-lint', version: '0.0.0', catalogDate: '2026-11-22' })
  const own = findings.filter(({ ruleId, messageId }) => isOf(rule, ruleId, messageId))
  return [
    ...own.map(({ ruleId, messageId, severity, message, location: { startLine, startColumn } }) =>
      `${startLine}:${startColumn} ${severity} ${style === 'page' ? '' : `${ruleId}/${messageId} `}${message}`),
    ...problems.map(({ id, message, location }) =>
      `${location === undefined ? '' : `${location.startLine}:${location.startColumn} `}problem ${id} ${message}`),
  ]
}

/** A finding of the rule, or its note that it could not decide. */
export function isOf(rule: Rule, ruleId: string, messageId: string): boolean {
  return ruleId === rule.meta.id || (ruleId === 'undecided' && messageId === rule.meta.id)
}

/** For messages of tests. */
export function placeOf(span: Parameters<typeof locationOf>[0]): string {
  const { path, startLine, startColumn } = locationOf(span)
  return `${path}:${startLine}:${startColumn}`
}
