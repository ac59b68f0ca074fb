import { itemsOf, locate, memberOf, type Node, type ObjectNode } from '../../syntax/node.js'
import type { Located } from '../../text/source-text.js'
import type { Gathering } from '../gathering.js'
import { isOpen } from '../open-policy.js'
import { reportType, type MemberReader } from '../record-reader.js'

/**
 * Reads the properties of a resource. What only deployment knows may stand in place of any value, and reads as not known.
 * CloudFormation takes numbers and booleans for text and the reverse; other values of the wrong type are reported at their place,
 * by a reader with a gathering, and then taken for absent.
 */
export class Properties implements MemberReader {
  readonly node: ObjectNode
  readonly #gathering: Gathering | undefined

  constructor(node: ObjectNode, gathering?: Gathering) {
    this.node = node
    this.#gathering = gathering
  }

  /** The value, of whatever type; null is none. */
  value(name: string): Node | undefined {
    const node = memberOf(this.node, name)
    return node?.kind === 'null' ? undefined : node
  }

  /** Nothing is known of the value but that there is one. */
  isOpen(name: string): boolean {
    return isOpen(this.value(name))
  }

  text(name: string): Located<string> | undefined {
    const node = this.value(name)
    return node && this.#textOf(node, `"${name}"`)
  }

  string(name: string): string | undefined {
    return this.text(name)?.value
  }

  boolean(name: string): boolean | undefined {
    const node = this.value(name)
    if (node === undefined || isOpen(node)) return undefined
    if (node.kind === 'boolean') return node.value
    if (node.kind === 'string' && /^(?:true|false)$/i.test(node.value)) return node.value.toLowerCase() === 'true'
    return this.#report(node, `"${name}"`, 'boolean')
  }

  number(name: string): number | undefined {
    const node = this.value(name)
    if (node === undefined || isOpen(node)) return undefined
    if (node.kind === 'number') return node.value
    if (node.kind === 'string' && /^-?\d+$/.test(node.value)) return Number(node.value)
    return this.#report(node, `"${name}"`, 'number')
  }

  record(name: string): Properties | undefined {
    const node = this.value(name)
    return node && this.#recordOf(node, `"${name}"`)
  }

  strings(name: string): string[] | undefined {
    return this.texts(name)?.map(({ value }) => value)
  }

  texts(name: string): Located<string>[] | undefined {
    return this.#itemsOf(name)?.flatMap((item) => this.#textOf(item, `an item of "${name}"`) ?? [])
  }

  records(name: string): Properties[] | undefined {
    return this.#itemsOf(name)?.flatMap((item) => this.#recordOf(item, `an item of "${name}"`) ?? [])
  }

  /** Whether the list, or an item of it, is not known. */
  isListOpen(name: string): boolean {
    return this.isOpen(name) || itemsOf(this.value(name)).some(isOpen)
  }

  tags(): Record<string, string> | undefined {
    const tags = this.records('Tags')?.map((tag) => [tag.string('Key'), tag.string('Value') ?? ''] as const)
    return tags && Object.fromEntries(tags.filter((tag): tag is [string, string] => tag[0] !== undefined))
  }

  #textOf(node: Node, what: string): Located<string> | undefined {
    if (node.kind === 'string') return locate(node, node.value)
    if (node.kind === 'number' || node.kind === 'boolean') return locate(node, node.asText?.value ?? String(node.value))
    return this.#report(node, what, 'string')
  }

  #recordOf(node: Node, what: string): Properties | undefined {
    if (node.kind === 'object') return new Properties(node, this.#gathering)
    return isOpen(node) ? undefined : this.#report(node, what, 'object')
  }

  #itemsOf(name: string): Node[] | undefined {
    const node = this.value(name)
    if (node === undefined || isOpen(node)) return undefined
    return node.kind === 'array' ? node.items : this.#report(node, `"${name}"`, 'array')
  }

  #report(node: Node, what: string, expected: Node['kind']): undefined {
    if (this.#gathering !== undefined) reportType(this.#gathering, node, what, expected)
  }
}
