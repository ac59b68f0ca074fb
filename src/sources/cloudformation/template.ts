import { memberOf, type Node, type ObjectNode } from '../../syntax/node.js'
import type { Problem } from '../../text/problem.js'
import type { SourceFile, Span } from '../../text/source-text.js'
import { Declarations } from './declarations.js'
import { evaluateTemplate } from './evaluate-template.js'
import { Exports } from './exports.js'
import { isLoop } from './for-each.js'
import { isRelevant } from './relevant.js'
import type { TemplateNote } from './reporter.js'
import { textOf } from './resolved-node.js'
import { Resolver } from './resolver.js'

/** A resource as deployment makes it, for one choice of what only deployment knows. */
export interface TemplateResource {
  readonly logicalId: string
  readonly type: string
  /** Of its logical id. */
  readonly at: Span
  /** Functions are resolved, and what is AWS::NoValue is left out; an empty object when there are none. */
  readonly properties: ObjectNode
  /** In the metadata that the CDK writes. */
  readonly constructPath?: string | undefined
  /** The text that a Ref to it gives: its literal name where it has one, else a symbol of its own. */
  readonly ref: string
}

/** Where a template is deployed, as far as that is known. */
export interface TemplateOwner {
  readonly account?: string | undefined
  readonly region?: string | undefined
}

export interface TemplateVariant {
  /** Clauses under which it is deployed, such as `parameter "Env" is "prod"`; none when it always is. */
  readonly when: readonly string[]
  /** Those of relevant types, in the order of the template. */
  readonly resources: readonly TemplateResource[]
}

export interface TemplateInput {
  readonly file: SourceFile
  readonly root: Node
  readonly account?: string
  readonly region?: string
  readonly partition?: string
  readonly stackName?: string
  /** Values of parameters, which win over their defaults. */
  readonly parameters: ReadonlyMap<string, string>
}

export interface EvaluatedTemplate {
  /** At least one. */
  readonly variants: readonly TemplateVariant[]
  readonly problems: readonly Problem[]
  readonly notes: readonly TemplateNote[]
}

/** Whether resources of the type are part of evaluated templates. */
export const RELEVANT: (type: string) => boolean = isRelevant

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html, and types of others. */
const TYPE = /^(?:[A-Za-z0-9]+::[A-Za-z0-9]+::[A-Za-z0-9]|Custom::\S)/

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
export function isTemplate(root: Node): boolean {
  const resources = memberOf(root, 'Resources')
  if (resources?.kind !== 'object' || memberOf(root, 'schemaVersion') !== undefined) return false
  return resources.members.some(({ key, value }) => isLoop(key.value) || TYPE.test(textOf(memberOf(value, 'Type')) ?? ''))
}

/** Templates of one run together, because what one exports another imports. The results are in the order of the inputs. */
export function evaluateTemplates(inputs: readonly TemplateInput[]): EvaluatedTemplate[] {
  const exports = new Exports()
  const depth = { levels: 0 }
  const resolvers = inputs.map((input) => {
    const declarations = new Declarations(input, depth)
    const quiet = new Resolver(declarations, exports)
    exports.add(quiet)
    return new Resolver(declarations, exports, quiet)
  })
  const evaluated = resolvers.map((resolver) => ({ variants: evaluateTemplate(resolver), reporter: resolver.declarations.reporter }))
  // A template may also be found wrong while another imports from it.
  return evaluated.map(({ variants, reporter: { problems, notes } }) => ({ variants, problems, notes }))
}
