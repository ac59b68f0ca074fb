import type { SymbolSort } from '../../policy/symbol.js'
import type { ArrayNode, Member, Node, ObjectNode, StringNode } from '../../syntax/node.js'
import { PiecedText, pieceOf, type Piece, type Place } from '../../text/pieced-text.js'
import type { ProblemId } from '../../text/problem.js'
import type { Run } from './choices.js'
import { byName, type Declarations } from './declarations.js'
import { hasDynamicReference, isPlain, withDynamicReferences } from './dynamic-reference.js'
import { expandLoop, isLoop } from './for-each.js'
import { intrinsic } from './functions/functions.js'
import { Inquiry, type Memo } from './memo.js'
import { WITHOUT_CHOICES } from './relevant.js'
import { ResolvedString, arrayAt, haveSameContents, isText, objectAt, sourceOf, stringAt } from './resolved-node.js'
import { MAXIMUM_TEXT } from './work.js'

/** Where the values of exports come from. */
export interface Imports {
  /** The text exported under the name; `undefined` when no template of the run exports it. */
  valueOf(name: string, importer: Declarations): string | undefined
  /** Symbols that are ids, which have letters, digits and dashes only. */
  readonly ids: Set<string>
}

/** A function of a template, such as `{"Fn::Sub": "…"}`. */
export interface Call {
  /** The whole of it. */
  readonly place: ObjectNode
  readonly name: string
  readonly argument: Node
}

const TOO_LONG = `texts put together here would exceed ${MAXIMUM_TEXT} characters, or too many in all`
const TOO_DEEP = 'values are nested or refer to each other too deeply'

type Section = 'resources' | 'conditions' | 'outputs'

/** Resolves the functions of one template, for one choice after another. */
export class Resolver {
  readonly declarations: Declarations
  readonly imports: Imports
  readonly inquiry = new Inquiry()
  /** Resolves what no choice is worth making for: what depends on one is a symbol. */
  readonly quiet: Resolver
  /** By the members of resources; by those of conditions. */
  readonly references: Memo<Member, string> = new Map()
  readonly conditions: Memo<Member, boolean | undefined> = new Map()
  /** Values for which no choice is worth making either, besides those of WITHOUT_CHOICES. */
  readonly withoutChoices = new Set<Node>()
  readonly #resolved: Memo<Node, Node | undefined> = new Map()
  readonly #sections: Memo<ObjectNode, ReadonlyMap<string, Member>> = new Map()
  readonly #written = new Map<ObjectNode, { readonly members: ReadonlyMap<string, Member>; readonly isAll: boolean }>()
  readonly #built = new Map<Node, (ObjectNode | ArrayNode)[]>()
  readonly #open = new Set<object>()

  constructor(declarations: Declarations, imports: Imports, quiet?: Resolver) {
    this.declarations = declarations
    this.imports = imports
    this.quiet = quiet ?? this
  }

  begin(run: Run): void {
    this.inquiry.begin(run)
  }

  /** The value without functions; `undefined` for AWS::NoValue, which takes with it what it is the value of. */
  resolve(node: Node): Node | undefined {
    if (isPlain(node)) return node
    return this.inquiry.remember(this.#resolved, node, this.#resolveOnce)
  }

  /** The value where it is text, or a number or boolean in its place. */
  resolveText(node: Node | undefined): Node | undefined {
    const value = node && this.resolve(node)
    return isText(value) ? value : undefined
  }

  /** The members of a section, those that loops make included; their values are not resolved. */
  membersOf(section: Section): ReadonlyMap<string, Member> {
    const node = this.declarations[section]
    let written = this.#written.get(node)
    if (written === undefined) this.#written.set(node, (written = { members: byName(node.members), isAll: !hasFunctions(node) }))
    const { members, isAll } = written
    if (isAll) return members
    // The lists of its loops know nothing of what the loops make.
    return this.guard(node, () => this.inquiry.remember(this.#sections, node, () => byName(this.#expand(node))), () => members, () => members)
  }

  /** A value that only deployment knows. `more` tells apart those that are called the same. */
  unknown(place: Place, name: string, sort?: SymbolSort, more?: string): StringNode {
    return stringAt(place, this.declarations.own(name, sort, more))
  }

  /** CloudFormation would refuse the function; its value is unknown. */
  refuse({ place, name }: Call, at: Place, message: string, help: string): StringNode {
    this.declarations.reporter.refuse(at, message, help)
    return this.unknown(place, name, 'any', this.declarations.identityOf(place))
  }

  /** The text that the pieces make. */
  textOf(place: Place, pieces: readonly Piece[]): StringNode {
    const length = pieces.reduce((sum, { text }) => sum + text.length, 0)
    if (!this.declarations.work.takes(length)) return this.#giveUp(place, 'file-too-large', TOO_LONG)
    const text = new PiecedText(pieces, place)
    return new ResolvedString(place, hasDynamicReference(text.text) ? withDynamicReferences(text, place, this.declarations) : text)
  }

  /** Computes what may depend on itself, in which case `cyclic` is its value, or on so much else that it is unknown. */
  guard<T>(key: Member | Node, compute: () => T, cyclic: () => T, tooDeep: () => T): T {
    if (this.#open.has(key)) return cyclic()
    this.#open.add(key)
    try {
      if (this.declarations.work.enter()) return compute()
      this.#giveUp('key' in key ? key.key : key, 'nesting-too-deep', TOO_DEEP)
      return tooDeep()
    } finally {
      this.declarations.work.leave()
      this.#open.delete(key)
    }
  }

  readonly #resolveOnce = (node: Node): Node | undefined => {
    const { work } = this.declarations
    try {
      if (!work.enter()) return this.#giveUp(node, 'nesting-too-deep', TOO_DEEP)
      if (!work.step()) return this.#giveUp(this.declarations.input.root, 'file-too-large', 'the template takes too much work to resolve')
      if (node.kind === 'object') return this.#object(node)
      if (node.kind === 'array') return this.#array(node)
      return this.textOf(node, [pieceOf(sourceOf(node))])
    } finally {
      work.leave()
    }
  }

  #object(node: ObjectNode): Node | undefined {
    const [only] = node.members
    if (only !== undefined && node.members.length === 1 && isFunction(only.key.value)) {
      const name = only.key.value
      return intrinsic(name)({ place: node, name, argument: only.value }, this)
    }
    const from = this.inquiry.asked
    const given = this.#expand(node)
    let isChanged = given !== node.members
    const members: Member[] = []
    for (const member of given) {
      const isQuiet = WITHOUT_CHOICES.has(member.key.value) || this.withoutChoices.has(member.value)
      const value = (isQuiet ? this.quiet : this).resolve(member.value)
      isChanged ||= value !== member.value
      if (value !== undefined) members.push(value === member.value ? member : { key: member.key, value })
    }
    return isChanged ? this.#intern(node, objectAt(node, members), from) : node
  }

  #array(node: ArrayNode): Node {
    const from = this.inquiry.asked
    const items: Node[] = []
    let isChanged = false
    for (const item of node.items) {
      const value = this.resolve(item)
      isChanged ||= value !== item
      if (value !== undefined) items.push(value)
    }
    return isChanged ? this.#intern(node, arrayAt(node, items), from) : node
  }

  /** The members with those that loops make; macros are left out, since nobody knows what they add. */
  #expand(node: ObjectNode): readonly Member[] {
    if (!hasFunctions(node)) return node.members
    return node.members.flatMap((member) => {
      if (isLoop(member.key.value)) return expandLoop(member, this)
      if (member.key.value !== 'Fn::Transform') return [member]
      this.noteTransform(member.key)
      return []
    })
  }

  noteTransform(place: Place): void {
    this.declarations.reporter.note(place, 'what "Fn::Transform" puts here is known only at deployment',
      'Judge the processed template too, which "aws cloudformation get-template --template-stage Processed" gives.')
  }

  /** The same object for the same contents, so that variants that do not differ in it share it. */
  #intern<T extends ObjectNode | ArrayNode>(original: Node, built: T, from: number): T {
    // What asked nothing is built once.
    if (this.inquiry.asked === from) return built
    let known = this.#built.get(original)
    if (known === undefined) this.#built.set(original, (known = []))
    const same = known.find((other) => haveSameContents(other, built))
    if (same !== undefined) return same as T
    known.push(built)
    return built
  }

  #giveUp(place: Place, id: ProblemId, message: string): StringNode {
    const { source, start, end } = place
    this.declarations.reporter.problem(id, { source, start, end: Math.min(start + 1, end) }, message,
      'Shorten the template; what is unresolved here is taken as unknown.')
    return this.unknown(place, 'too much', 'any', this.declarations.identityOf(place))
  }
}

function hasFunctions(node: ObjectNode): boolean {
  return node.members.some(({ key }) => key.value.startsWith('Fn::'))
}

function isFunction(key: string): boolean {
  return key === 'Ref' || (key.startsWith('Fn::') && !isLoop(key))
}
