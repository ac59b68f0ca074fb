import type { Member, Node, StringNode } from '../../syntax/node.js'
import type { Piece } from '../../text/pieced-text.js'
import { arrayAt, objectAt, onlyMember, stringAt, textOf } from './resolved-node.js'
import type { Resolver } from './resolver.js'
import { MAXIMUM_COPIES } from './work.js'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html

export function isLoop(key: string): boolean {
  return key.startsWith('Fn::ForEach::')
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const HELP_REPEATED = 'CloudFormation refuses templates with more than 500 resources.'

const HELP = 'Write it as [identifier, list of texts, object].'

/** The members that a loop makes, loops inside of it included; functions in their values are left as they are. */
export function expandLoop({ key, value }: Member, resolver: Resolver): Member[] {
  const { reporter } = resolver.declarations
  const [identifier, collection, body] = value.kind === 'array' ? value.items : []
  const name = textOf(identifier)
  if (name === undefined || collection === undefined || body?.kind !== 'object') {
    reporter.refuse(key, `"${key.value}" is no loop`, HELP)
    return []
  }
  const texts = textsIn(collection, resolver)
  if (texts === undefined) {
    reporter.note(key, `what "${key.value}" makes is not judged, since its list is known only at deployment`,
      'Give the values of the parameters that it depends on.')
    return []
  }
  const made: Member[] = []
  for (const text of texts) {
    for (const member of body.members) {
      const copy = copyOf(member, name, text, resolver)
      if (copy === undefined) return made
      if (!isLoop(copy.key.value)) made.push(copy)
      else for (const inner of expandLoop(copy, resolver)) made.push(inner)
    }
  }
  return made
}

function textsIn(collection: Node, resolver: Resolver): string[] | undefined {
  const list = resolver.resolve(collection)
  if (list?.kind !== 'array') return undefined
  const texts = list.items.flatMap((item) => (item.kind === 'array' ? item.items : [item])).map(textOf)
  return texts.every((text) => text !== undefined) ? texts : undefined
}

/** Each copy is made once, so that it is the same in all variants. */
function copyOf(member: Member, identifier: string, text: string, resolver: Resolver): Member | undefined {
  const { copies, reporter, work, input } = resolver.declarations
  let known = copies.get(member)
  if (known === undefined) copies.set(member, (known = new Map<string, Member>()))
  const id = `${identifier} ${text}`
  const copied = known.get(id)
  if (copied !== undefined) return copied
  if (!work.copy()) {
    const { source, start } = input.root
    const message = `the loops of the template repeat more than ${MAXIMUM_COPIES} times in all, so that not all is judged`
    reporter.problem('file-too-large', { source, start, end: start }, message, HELP_REPEATED)
    return undefined
  }
  const copy = new Substitution(identifier, text, resolver).ofMember(member)
  known.set(id, copy)
  return copy
}

class Substitution {
  readonly #identifier: string
  readonly #text: string
  readonly #placeholders: readonly string[]
  readonly #resolver: Resolver

  constructor(identifier: string, text: string, resolver: Resolver) {
    this.#identifier = identifier
    this.#text = text
    this.#placeholders = [`\${${identifier}}`, `&{${identifier}}`]
    this.#resolver = resolver
  }

  ofMember(member: Member): Member {
    const key = this.#string(member.key)
    const value = this.#node(member.value)
    return key === member.key && value === member.value ? member : { key, value }
  }

  #node(node: Node): Node {
    if (node.kind === 'string') return this.#string(node)
    if (node.kind !== 'array' && node.kind !== 'object') return node
    if (!this.#resolver.declarations.work.step()) return node
    const only = onlyMember(node)
    if (only?.key.value === 'Ref' && textOf(only.value) === this.#identifier) return stringAt(node, this.#text)
    if (node.kind === 'array') {
      const items = node.items.map((item) => this.#node(item))
      return items.every((item, index) => item === node.items[index]) ? node : arrayAt(node, items)
    }
    const members = node.members.map((member) => this.ofMember(member))
    return members.every((member, index) => member === node.members[index]) ? node : objectAt(node, members)
  }

  #string(node: StringNode): StringNode {
    if (!this.#placeholders.some((placeholder) => node.value.includes(placeholder))) return node
    const source = node.inside()
    const pieces: Piece[] = []
    let from = 0
    for (const { 0: match, index } of source.text.matchAll(/[$&]\{[^{}]*\}/g)) {
      if (!this.#placeholders.includes(match)) continue
      const end = index + match.length
      // "&{…}" leaves out what may not stand in a logical id.
      const text = match.startsWith('&') ? this.#text.replace(/[^A-Za-z0-9]/g, '') : this.#text
      pieces.push({ text: source.text.slice(from, index), source, start: from, end: index, isExact: true }, { text, source, start: index, end, isExact: false })
      from = end
    }
    pieces.push({ text: source.text.slice(from), source, start: from, end: source.text.length, isExact: true })
    return this.#resolver.textOf(node, pieces)
  }
}
