import type { Facts } from '../../inventory/facts.js'
import { memberOf, type Node } from '../../syntax/node.js'
import type { Problem } from '../../text/problem.js'
import type { SourceFile } from '../../text/source-text.js'
import { Gathering, type FileHints, type GatheringNote, type NotJudged } from '../gathering.js'
import type { Parsers } from '../parsers.js'
import { gatherResources } from './gather-resources.js'
import { evaluateTemplates, type TemplateInput, type TemplateOwner, type TemplateVariant } from './template.js'

/** A template that waits for the rest of the run: for what others export, and for the account and Region that a CDK app names. */
export interface PendingTemplate {
  readonly file: SourceFile
  readonly root: Node
  readonly hints: FileHints
  readonly isYaml: boolean
}

/** The facts of a template for one choice of what only deployment knows. */
export interface FactsVariant {
  /** Clauses such as `parameter "Env" is "prod"`; none when it always holds. */
  readonly when: readonly string[]
  readonly facts: Facts
}

export interface GatheredTemplate {
  readonly file: SourceFile
  /** At least one. */
  readonly variants: readonly FactsVariant[]
  readonly problems: readonly Problem[]
  readonly notes: readonly GatheringNote[]
  readonly notJudged: readonly NotJudged[]
}

export interface TemplateSettings {
  readonly parameters: ReadonlyMap<string, string>
  /** Where stacks go, by the path of their template. */
  readonly owners: ReadonlyMap<string, TemplateOwner>
  readonly parsers: Parsers
}

/** Reads the templates of a run together, in every variant that parameters and conditions make of them. */
export function gatherTemplates(pending: readonly PendingTemplate[], settings: TemplateSettings): GatheredTemplate[] {
  const inputs = pending.map((template) => inputOf(template, settings))
  return evaluateTemplates(inputs).map(({ variants, problems, notes }, index) => {
    const read = variants.map((variant) => readVariant(variant, pending[index]!, inputs[index]!, settings.parsers))
    return {
      file: pending[index]!.file,
      variants: read.map(({ when, gathering }) => ({ when, facts: gathering.facts })),
      problems: distinct([...problems, ...read.flatMap(({ gathering }) => gathering.problems)], ({ message }) => message),
      notes: distinct([...notes, ...read.flatMap(({ gathering }) => gathering.notes)], ({ text }) => text),
      notJudged: distinct(read.flatMap(({ gathering }) => gathering.notJudged), ({ why }) => why),
    }
  })
}

/** Parameters that were given but that no template has. */
export function strayParameters(pending: readonly PendingTemplate[], parameters: ReadonlyMap<string, string>): string[] {
  return [...parameters.keys()].filter((name) => pending.every(({ root }) => memberOf(memberOf(root, 'Parameters'), name) === undefined))
}

function inputOf({ file, root, hints }: PendingTemplate, { parameters, owners }: TemplateSettings): TemplateInput {
  const { account, region = hints.region } = owners.get(file.path) ?? {}
  return { file, root, parameters, ...(account !== undefined && { account }), ...(region !== undefined && { region }) }
}

function readVariant({ when, resources }: TemplateVariant, { file, root, hints, isYaml }: PendingTemplate, owner: TemplateOwner, parsers: Parsers) {
  const gathering = new Gathering(file, hints, parsers, isYaml)
  gatherResources(resources, gathering, owner)
  const { vpcs } = gathering.facts
  if (hasMacro(root)) vpcs.splice(0, vpcs.length, ...vpcs.map((vpc) => ({ ...vpc, whole: false })))
  return { when, gathering }
}

/** Transforms of AWS that add nothing to a network. */
const HARMLESS = /^AWS::(?:Serverless|LanguageExtensions|SecretsManager|CodeDeployBlueGreen)/

/** A macro may add resources: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html */
function hasMacro(root: Node): boolean {
  const transform = memberOf(root, 'Transform')
  const names = transform?.kind === 'array' ? transform.items : transform === undefined ? [] : [transform]
  const isMacro = names.some((name) => name.kind !== 'string' || !HARMLESS.test(name.value))
  return isMacro || [root, memberOf(root, 'Resources')].some((node) => memberOf(node, 'Fn::Transform') !== undefined)
}

/** What several variants have in common is said once. */
function distinct<T extends { readonly at?: { readonly start: number } | undefined }>(items: readonly T[], textOf: (item: T) => string): T[] {
  return [...new Map(items.map((item) => [`${item.at?.start} ${textOf(item)}`, item])).values()]
}
