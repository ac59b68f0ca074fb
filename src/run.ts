import { decide } from './access/decide.js'
import { gaveUpOn } from './access/engine.js'
import { find } from './access/find.js'
import { probe } from './access/probe.js'
import type { Configuration, FileHint } from './config/configuration.js'
import { buildInventory } from './inventory/build-inventory.js'
import type { Facts } from './inventory/facts.js'
import type { EndpointPolicy } from './inventory/inventory.js'
import { organizationOf } from './inventory/organization.js'
import { DIRECTIVE_MARK, readDirectives, type InvalidSuppression } from './linter/directives.js'
import { lint, type Remark } from './linter/lint.js'
import { NO_OBSERVER, type Observer } from './linter/observer.js'
import { RESERVED_FINDINGS } from './linter/reserved.js'
import { buildReport, type LintReport, type NotJudged } from './linter/report.js'
import { ruleContext } from './linter/rule-context.js'
import type { Rule } from './linter/rule.js'
import type { RuleSettings } from './linter/settings.js'
import type { Suppression } from './linter/suppression.js'
import { commentsOf } from './sources/comments.js'
import { describeFacts } from './sources/describe-facts.js'
import { loadAndGather } from './sources/gather.js'
import { Parsers } from './sources/parsers.js'
import { decodeFile } from './text/decode.js'
import type { Problem } from './text/problem.js'
import { SourceFile } from './text/source-text.js'

/** An input as it was read, or why it was not. */
export interface ReadFile {
  readonly path: string
  /** Named by the user, not met in a directory or by a pattern. */
  readonly explicit: boolean
  readonly content: string | Uint8Array | Problem
}

export interface RunOptions {
  readonly rules: readonly Rule[]
  readonly configuration: Configuration
  /** From the command line: stronger than the configuration's. */
  readonly hint: FileHint
  /** Skip files that are named but hold nothing of ours. */
  readonly skipUnknown: boolean
  /** YYYY-MM-DD */
  readonly today: string
  /** Met while listing the files. */
  readonly problems?: readonly Problem[]
  readonly observer?: Observer
}

/** The order of everything: read files become facts, facts an inventory, and what rules say of it a report. */
export async function run(files: AsyncIterable<ReadFile> | Iterable<ReadFile>, options: RunOptions): Promise<LintReport> {
  const { rules, configuration, today, observer = NO_OBSERVER } = options
  const readEnd = observer.start('phase', 'read')
  const gathering = new Gathering(options)
  for await (const file of files) await gathering.add(file)
  readEnd()
  const { facts, problems, paths, skipped, remarks, notJudged, rejected } = gathering
  const inventoryEnd = observer.start('phase', 'inventory')
  const inventory = buildInventory(facts, configuration.declarations)
  const context = ruleContext(inventory, organizationOf(inventory), { decide, find, probe })
  inventoryEnd()
  const suppressions = [...configuration.suppressions, ...gathering.suppressions]
  const { invalidSuppressions } = gathering
  const rulesEnd = observer.start('phase', 'rules')
  const about = { suppressions, invalidSuppressions, remarks, paths, today, observer }
  const findings = lint(context, { ...settingsOf(configuration), rules, ...about })
  rulesEnd()
  const complex = inventory.policies.flatMap(tooComplex)
  const judged = inventory.policies.length - complex.length
  const counts = {
    files: paths.length,
    skipped,
    endpoints: inventory.endpoints.length,
    policies: inventory.policies.length + notJudged.length,
    judged,
    notJudged: [...notJudged, ...rejected, ...complex.map(({ path, message }) => ({ path, why: message }))],
  }
  return buildReport(findings, [...(options.problems ?? []), ...problems, ...complex], counts)
}

function settingsOf({ preset, severities, options, overrides }: Configuration): RuleSettings {
  return { preset, severities, options, overrides }
}

class Gathering {
  readonly facts: Facts[] = []
  readonly problems: Problem[] = []
  readonly remarks: Remark[] = []
  readonly notJudged: NotJudged[] = []
  /** Files of which not even the kind is known. */
  readonly rejected: NotJudged[] = []
  readonly paths: string[] = []
  /** Of comments. */
  readonly suppressions: Suppression[] = []
  readonly invalidSuppressions: InvalidSuppression[] = []
  skipped = 0
  readonly #parsers = new Parsers()
  readonly #options: RunOptions

  constructor(options: RunOptions) {
    this.#options = options
  }

  async add({ path, explicit, content }: ReadFile): Promise<void> {
    const file = isText(content) ? decodeFile(path, content) : content
    if (!(file instanceof SourceFile)) return this.#reject(file)
    const { configuration, hint, skipUnknown } = this.#options
    const hints = { ...configuration.hintFor(path), ...hint, explicit: explicit && !skipUnknown }
    const { facts, problems, recognised, notJudged, notes } = await loadAndGather(file, hints, this.#parsers)
    this.problems.push(...problems)
    this.#options.observer?.note(path, recognised ? describeFacts(facts) : 'nothing of ours')
    if (recognised && file.text.includes(DIRECTIVE_MARK)) await this.#readComments(file)
    if (recognised) this.paths.push(path)
    else if (problems.length > 0) return
    else if (explicit && !skipUnknown) this.#reject(unknownSource(file))
    else this.skipped++
    this.facts.push(facts)
    this.remarks.push(...notes)
    this.notJudged.push(...notJudged)
  }

  async #readComments(file: SourceFile): Promise<void> {
    const ids = [...this.#options.rules.map(({ meta }) => meta.id), ...Object.keys(RESERVED_FINDINGS)]
    const { suppressions, invalid } = readDirectives(file, await commentsOf(file), ids)
    this.suppressions.push(...suppressions)
    this.invalidSuppressions.push(...invalid)
  }

  #reject(problem: Problem): void {
    this.#options.observer?.note(problem.path, `not judged: ${problem.message}`)
    this.problems.push(problem)
    this.rejected.push({ path: problem.path, why: problem.message })
  }
}

/** A question about the policy was given up, so that silence on it would not mean that all is well. */
function tooComplex({ policy }: EndpointPolicy): Problem[] {
  const why = gaveUpOn(policy)
  if (why === undefined) return []
  const { file, start } = policy.at
  const message = `the policy was not judged in full: ${why}`
  return [{ id: 'policy-too-complex', message, help: 'Use fewer wildcards and condition values, above all fewer "?".', path: file.path, at: { file, start, end: start + 1 } }]
}

function isText(content: ReadFile['content']): content is string | Uint8Array {
  return typeof content === 'string' || content instanceof Uint8Array
}

function unknownSource(file: SourceFile): Problem {
  return {
    id: 'unknown-source',
    path: file.path,
    message: 'the file holds nothing that vpce-lint reads',
    help: 'Name endpoint policies, output of aws ec2 describe-vpc-endpoints and its like, SSM documents, or output of terraform show -json; --skip-unknown skips others.',
  }
}
