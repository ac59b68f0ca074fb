import { memberOf, plainValueOf, spanOf, type Member, type ObjectNode } from '../../syntax/node.js'
import { Run } from './choices.js'
import { conditionHolds } from './condition.js'
import type { Declarations } from './declarations.js'
import { resourceText } from './functions/reference.js'
import type { Memo } from './memo.js'
import { areTagsRelevant, isRelevant } from './relevant.js'
import { objectAt, textOf } from './resolved-node.js'
import type { Resolver } from './resolver.js'
import type { TemplateResource, TemplateVariant } from './template.js'
import { explore, type Exploration, type Outcome } from './variants.js'

/** The variants of a template in which its relevant resources differ. */
export function evaluateTemplate(resolver: Resolver): TemplateVariant[] {
  const { declarations } = resolver
  const resources = new Resources(resolver)
  const exploration = explore((script): Outcome<TemplateResource> => {
    const run = new Run(script)
    resolver.begin(run)
    return { items: resources.read(), run }
  }, () => declarations.work.isExhausted)
  noteUntried(exploration, declarations)
  noteMissing(declarations, exploration.variants.flatMap(({ items }) => items))
  return exploration.variants.map(({ when, items }) => ({ when, resources: items }))
}

/** A resource as it is written. */
interface Written {
  readonly member: Member
  readonly node: ObjectNode
  readonly type: string
}

class Resources {
  readonly #resolver: Resolver
  /** The relevant ones of each set of resources that loops make. */
  readonly #relevant = new Map<ReadonlyMap<string, Member>, readonly Written[]>()
  readonly #remembered: Memo<Written, TemplateResource | undefined> = new Map()
  /** By what they were made of, so that one that does not depend on a choice is the same in all variants. */
  readonly #made = new Map<Member, TemplateResource[]>()
  readonly #empty = new Map<ObjectNode, ObjectNode>()

  constructor(resolver: Resolver) {
    this.#resolver = resolver
  }

  read(): TemplateResource[] {
    const members = this.#resolver.membersOf('resources')
    let relevant = this.#relevant.get(members)
    if (relevant === undefined) this.#relevant.set(members, (relevant = [...members.values()].flatMap((member) => this.#typed(member) ?? [])))
    const resources: TemplateResource[] = []
    for (const written of relevant) {
      const resource = this.#resolver.inquiry.remember(this.#remembered, written, this.#read)
      if (resource !== undefined) resources.push(resource)
    }
    return resources
  }

  #typed(member: Member): Written | undefined {
    const { key, value: node } = member
    const type = memberOf(node, 'Type')
    if (node.kind === 'object' && type?.kind === 'string') return isRelevant(type.value) ? { member, node, type: type.value } : undefined
    this.#resolver.declarations.reporter.refuse(key, `the resource "${key.value}" has no "Type"`,
      'Say what it is, for example "AWS::EC2::VPCEndpoint".')
    return undefined
  }

  readonly #read = (written: Written): TemplateResource | undefined => {
    const { member, node, type } = written
    if (!this.#resolver.declarations.work.step() || !this.#exists(node)) return undefined
    return this.#make(written, this.#propertiesOf(node, type), resourceText(member, this.#resolver))
  }

  #exists(node: ObjectNode): boolean {
    const condition = memberOf(node, 'Condition')
    if (condition === undefined || condition.kind === 'null') return true
    const name = textOf(condition)
    if (name !== undefined) return conditionHolds(name, condition, this.#resolver) !== false
    this.#resolver.declarations.reporter.refuse(condition, '"Condition" of a resource is no name',
      'Write the name of a condition of "Conditions".')
    return true
  }

  #propertiesOf(node: ObjectNode, type: string): ObjectNode {
    const { reporter } = this.#resolver.declarations
    const given = memberOf(node, 'Properties')
    if (given === undefined || given.kind === 'null') return this.#none(node)
    const tags = memberOf(given, 'Tags')
    if (tags !== undefined && !areTagsRelevant(type)) this.#resolver.withoutChoices.add(tags)
    const properties = this.#resolver.resolve(given)
    if (properties?.kind === 'object') return properties
    // What is unknown as a whole has been noted.
    if (given.kind !== 'object') reporter.refuse(given, '"Properties" is no object', 'Write the properties as an object.')
    return this.#none(node)
  }

  #none(node: ObjectNode): ObjectNode {
    let empty = this.#empty.get(node)
    if (empty === undefined) this.#empty.set(node, (empty = objectAt(node, [])))
    return empty
  }

  #make({ member, type }: Written, properties: ObjectNode, ref: string): TemplateResource {
    const made = this.#made.get(member) ?? []
    this.#made.set(member, made)
    const known = made.find((resource) => resource.properties === properties && resource.ref === ref)
    if (known !== undefined) return known
    const path = memberOf(memberOf(member.value, 'Metadata'), 'aws:cdk:path')
    const constructPath = path?.kind === 'string' ? path.value : undefined
    const resource = { logicalId: member.key.value, type, at: spanOf(member.key), properties, constructPath, ref }
    made.push(resource)
    return resource
  }
}

function noteUntried({ untried, variants }: Exploration<TemplateResource>, { reporter, input, parameters }: Declarations): void {
  if (untried === undefined) return
  const { source, start } = input.root
  const place = { source, start, end: start }
  const help = 'Give the values of parameters that are used, and judge the template once for each choice that matters.'
  const text = `${variants.length} variants of the template were judged, not all that its parameters and conditions make`
  if (untried.length === 0) return reporter.note(place, text, help)
  const shown = untried.slice(0, 5).map(({ variable: { name }, tried }) => parameters.has(name)
    ? `of parameter "${name}" only ${tried.length === 1 ? `"${tried[0]}"` : `${tried.length} values`}` : `of condition "${name}" only ${tried[0]}`)
  const more = untried.length > 5 ? ', and others' : ''
  reporter.note(place, `${text}: ${shown.join(', ')}${more}`, help)
}

/** Of the parameters without a value, those on which an endpoint depends: most only name things. */
function noteMissing({ missed, reporter }: Declarations, resources: readonly TemplateResource[]): void {
  if (missed.size === 0) return
  const endpoints = new Set(resources.filter(({ type }) => type === 'AWS::EC2::VPCEndpoint'))
  const judged = JSON.stringify(Array.from(endpoints, ({ properties }) => plainValueOf(withoutNames(properties))))
  const members = [...missed].flatMap(([symbol, member]) => (judged.includes(symbol) ? [member] : [])).sort((one, other) => one.key.start - other.key.start)
  if (members.length === 0) return
  const names = members.slice(0, 5).map(({ key }) => `"${key.value}"`).join(', ')
  const more = members.length > 5 ? ` and ${members.length - 5} more` : ''
  const text = members.length === 1 ? `the parameter ${names} has no value` : `the parameters ${names}${more} have no value`
  reporter.note(members[0]!.key, text, 'What depends on it is taken as unknown; give a value to have it judged.')
}

function withoutNames({ members, ...place }: ObjectNode): ObjectNode {
  return { ...place, members: members.filter(({ key }) => key.value !== 'Tags') }
}
