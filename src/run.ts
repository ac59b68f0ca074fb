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
import type { Variation } from './linter/variations.js'
import { NO_OBSERVER, type Observer } from './linter/observer.js'
import { RESERVED_FINDINGS } from './linter/reserved.js'
import { buildReport, type LintReport, type NotJudged } from './linter/report.js'
import { ruleContext } from './linter/rule-context.js'
import type { Rule, RuleContext } from './linter/rule.js'
import type { RuleSettings } from './linter/settings.js'
import type { Suppression } from './linter/suppression.js'
import { gatherTemplates, strayParameters, type GatheredTemplate, type PendingTemplate } from './sources/cloudformation/gather-templates.js'
import type { TemplateOwner } from './sources/cloudformation/template.js'
import { commentsOf } from './sources/comments.js'
import { describeFacts } from './sources/describe-facts.js'
import { loadAndGather } from './sources/gather.js'
import { Parsers } from './sources/parsers.js'
import { decodeFile } from './text/decode.js'
import type { Problem } from './text/problem.js'
import { SourceFile, type Span } from './text/source-text.js'

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
  /** Values of parameters of templates. */
  readonly parameters?: ReadonlyMap<string, string>
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
  const templates = gathering.settleTemplates()
  readEnd()
  const { facts, problems, paths, skipped, remarks, notJudged, rejected } = gathering
  const inventoryEnd = observer.start('phase', 'inventory')
  const contextOf = (all: readonly Facts[]): RuleContext => {
    const inventory = buildInventory(all, configuration.declarations)
    return ruleContext(inventory, organizationOf(inventory), { decide, find, probe })
  }
  const context = contextOf([...facts, ...templates.map(({ variants }) => variants[0]!.facts)])
  const { inventory } = context
  inventoryEnd()
  const suppressions = [...configuration.suppressions, ...gathering.suppressions]
  const { invalidSuppressions } = gathering
  const rulesEnd = observer.start('phase', 'rules')
  const variations = variationsOf(templates, facts, contextOf)
  const about = { suppressions, invalidSuppressions, remarks, paths, today, observer, variations }
  const findings = lint(context, { ...settingsOf(configuration), rules, ...about })
  rulesEnd()
  const others = templates.flatMap(({ variants }) => variants.slice(1).map((variant) => variant.facts))
  const otherPolicies = others.flatMap((other) => other.policies)
  const policies = withOtherPlaces(inventory.policies, otherPolicies)
  const endpoints = withOtherPlaces(inventory.endpoints, others.flatMap((other) => other.endpoints))
  // In one place may stand a policy for each variant.
  const complex = withOtherPlaces(inventory.policies.flatMap(tooComplex), otherPolicies.flatMap(tooComplex))
  const judged = policies.length - complex.length
  const counts = {
    files: paths.length,
    skipped,
    endpoints: endpoints.length,
    policies: policies.length + notJudged.length,
    judged,
    notJudged: [...notJudged, ...rejected, ...complex.map(({ path, message }) => ({ path, why: message }))],
  }
  return buildReport(findings, [...(options.problems ?? []), ...problems, ...complex], counts)
}

function settingsOf({ preset, severities, options, overrides }: Configuration): RuleSettings {
  return { preset, severities, options, overrides }
}

/** What the run has, and of what other variants of its templates have, the first in each other place. */
function withOtherPlaces<T extends { readonly at: Span }>(own: readonly T[], others: readonly T[]): T[] {
  const placeOf = ({ at }: T): string => `${at.file.path} ${at.start}`
  const seen = new Set(own.map(placeOf))
  return [...own, ...others.filter((item) => !seen.has(placeOf(item)) && seen.add(placeOf(item)))]
}

/** Each variant of a template but the first, among the first ones of the others. */
function variationsOf(templates: readonly GatheredTemplate[], facts: readonly Facts[], contextOf: (all: readonly Facts[]) => RuleContext): Variation[] {
  return templates.filter(({ variants }) => variants.length > 1).map((template) => {
    const [first, ...others] = template.variants
    const company = templates.filter((other) => other !== template).map(({ variants }) => variants[0]!.facts)
    const contextWith = (own: Facts) => () => contextOf([...facts, ...company, own])
    return { file: template.file, when: first!.when, others: others.map((other) => ({ when: other.when, context: contextWith(other.facts) })) }
  })
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
  readonly #templates: PendingTemplate[] = []
  readonly #owners = new Map<string, TemplateOwner>()
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
    const { facts, problems, recognised, notJudged, notes, templates, owners } = await loadAndGather(file, hints, this.#parsers)
    this.problems.push(...problems)
    this.#options.observer?.note(path, recognised ? describeFacts(facts) : 'nothing of ours')
    if (recognised && file.text.includes(DIRECTIVE_MARK)) await this.#readComments(file)
    if (recognised) this.paths.push(path)
    else if (problems.length > 0) return
    else if (explicit && !skipUnknown) this.#reject(unknownSource(file))
    else this.skipped++
    this.facts.push(facts)
    this.#templates.push(...templates)
    for (const [template, owner] of owners) this.#owners.set(template, owner)
    this.remarks.push(...notes)
    this.notJudged.push(...notJudged)
  }

  /** Reads the templates, now that all files are there. */
  settleTemplates(): GatheredTemplate[] {
    const { parameters = NO_PARAMETERS } = this.#options
    const gathered = gatherTemplates(this.#templates, { parameters, owners: this.#owners, parsers: this.#parsers })
    for (const { problems, notes, notJudged } of gathered) {
      this.problems.push(...problems)
      this.remarks.push(...notes)
      this.notJudged.push(...notJudged)
    }
    this.problems.push(...strayParameters(this.#templates, parameters).map(strayParameter))
    return gathered
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
function tooComplex({ policy }: EndpointPolicy): (Problem & { readonly at: Span })[] {
  const why = gaveUpOn(policy)
  if (why === undefined) return []
  const { file, start } = policy.at
  const message = `the policy was not judged in full: ${why}`
  return [{ id: 'policy-too-complex', message, help: 'Use fewer wildcards and condition values, above all fewer "?".', path: file.path, at: { file, start, end: start + 1 } }]
}

const NO_PARAMETERS: ReadonlyMap<string, string> = new Map()

function strayParameter(name: string): Problem {
  const help = 'Check the name given by --parameter or --parameter-file.'
  return { id: 'invalid-input', message: `no template of the run has a parameter "${name}"`, help, path: '<parameters>' }
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
