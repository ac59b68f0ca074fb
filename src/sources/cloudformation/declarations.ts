import { internSymbol, type SymbolSort } from '../../policy/symbol.js'
import { memberOf, type Member, type ObjectNode } from '../../syntax/node.js'
import { Queries, type Variable } from './choices.js'
import { comparedLiterals, declaredParameter, pseudoParameters, type Parameter } from './parameters.js'
import { Reporter } from './reporter.js'
import { objectAt } from './resolved-node.js'
import type { TemplateInput } from './template.js'
import { Work, type Depth } from './work.js'

/** What of a template is the same in all its variants. */
export class Declarations {
  readonly input: TemplateInput
  readonly reporter: Reporter
  readonly work: Work
  readonly queries = new Queries()
  readonly resources: ObjectNode
  readonly conditions: ObjectNode
  readonly outputs: ObjectNode
  readonly mappings: ObjectNode
  readonly parameters: ReadonlyMap<string, Parameter>
  /** Parameters without a value of which one was asked, by their symbols. */
  readonly missed = new Map<string, Member>()
  /** What loops repeat, by the original and what was filled in. */
  readonly copies = new Map<Member, Map<string, Member>>()
  readonly #scope: string
  readonly #identities = new Map<object, string>()
  readonly #conditionVariables = new Map<string, Variable>()

  constructor(input: TemplateInput, depth: Depth) {
    const { file, root, account = '', region = '', stackName = '' } = input
    this.input = input
    this.work = new Work(depth)
    this.reporter = new Reporter(file)
    this.#scope = `${file.path} ${root.start} ${account} ${region} ${stackName}`
    this.resources = this.#section('Resources')
    this.conditions = this.#section('Conditions')
    this.outputs = this.#section('Outputs')
    this.mappings = this.#section('Mappings')
    this.parameters = this.#readParameters()
    this.#noteMacros()
  }

  /** The choice between a condition being true and false, where it cannot be reduced to parameters. */
  conditionVariable(name: string): Variable {
    let variable = this.#conditionVariables.get(name)
    if (variable === undefined) this.#conditionVariables.set(name, (variable = { kind: 'condition', name, values: ['true', 'false'], rest: undefined }))
    return variable
  }

  /** The symbol for something that is unknown about this template only. */
  own(name: string, sort: SymbolSort = 'any', more = ''): string {
    return this.#symbol(`\${${name}}`, sort, `${this.#scope} ${more}`)
  }

  /** The symbol for something that is the same in all templates of an account and Region, such as an export. */
  shared(text: string, sort: SymbolSort = 'any', more = ''): string {
    const { account = '', region = '' } = this.input
    return this.#symbol(text, sort, `${account} ${region} ${more}`)
  }

  /** Tells apart what is unknown of two functions, even of two copies that loops make of one. */
  identityOf(place: object): string {
    let identity = this.#identities.get(place)
    if (identity === undefined) this.#identities.set(place, (identity = String(this.#identities.size)))
    return identity
  }

  #symbol(text: string, sort: SymbolSort, scope: string | undefined): string {
    const symbol = internSymbol(text, sort, scope)
    if (symbol !== undefined) return symbol.character
    this.reporter.note(this.input.root, 'there are more unknown values than can be told apart, so some of them are taken for one',
      'Judge fewer templates in one run, or give the values of parameters.')
    return LAST_RESORT
  }

  #section(name: string): ObjectNode {
    const { root } = this.input
    const node = memberOf(root, name)
    if (node?.kind === 'object') return node
    if (node !== undefined && node.kind !== 'null') this.reporter.refuse(node, `"${name}" is no object`, `Write "${name}" as an object with a member for each name.`)
    return objectAt(root, [])
  }

  #readParameters(): Map<string, Parameter> {
    const { input, reporter } = this
    const compared = comparedLiterals(this.conditions)
    // Region and account are the same unknowns in templates that are linked by exports and in policies beside them.
    const pseudo = pseudoParameters(input, compared, (name, sort) =>
      name.startsWith('AWS::Stack') || name === 'AWS::NotificationARNs' ? this.own(name, sort) : this.#symbol(`\${${name}}`, sort, undefined))
    const declared = this.#section('Parameters').members.map((member) =>
      [member.key.value, declaredParameter(member, input, compared, (name, sort) => this.own(name, sort), reporter)] as const)
    return new Map([...declared, ...pseudo.map((parameter) => [parameter.variable.name, parameter] as const)])
  }

  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/transform-section-structure.html */
  #noteMacros(): void {
    const transform = memberOf(this.input.root, 'Transform')
    for (const node of transform?.kind === 'array' ? transform.items : transform === undefined ? [] : [transform]) {
      const name = node.kind === 'string' ? node.value : memberOf(node, 'Name')
      const shown = typeof name === 'string' ? name : name?.kind === 'string' ? name.value : undefined
      if (shown !== undefined && UNDERSTOOD.test(shown)) continue
      this.reporter.note(node, `the macro ${shown === undefined ? 'here' : `"${shown}"`} may change the template in ways that only deployment knows`,
        'Judge the processed template too, which "aws cloudformation get-template --template-stage Processed" gives.')
    }
  }
}

/** Macros that leave the resources that matter here as they are written. */
const UNDERSTOOD = /^AWS::(?:Serverless-2016-10-31|LanguageExtensions|CodeDeployBlueGreen|SecretsManager-[\d-]+)$/

const LAST_RESORT = internSymbol('${…}', 'any')!.character

/** The members of an object by their names; the last of duplicates wins. */
export function byName(members: readonly Member[]): ReadonlyMap<string, Member> {
  return new Map(members.map((member) => [member.key.value, member]))
}
