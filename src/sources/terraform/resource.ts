import { spanOf, type Node, type ObjectNode } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'
import type { Attributes } from './attributes.js'

/** Something with an id, which is known or stands for the one that it will get. */
export interface Link {
  readonly id: string
  /** The id that AWS gave it; `undefined` before it is made. */
  readonly knownId: string | undefined
  readonly type: string
}

/** One instance of a resource block or a data block. */
export interface Resource extends Link {
  /** `module.network.aws_subnet.private["a"]` */
  readonly address: string
  /** An id of this file's alone, whether or not AWS gave it another. */
  readonly ownId: string
  /** Where users see it: its address in the file. */
  readonly node: Node
  readonly at: Span
  /** The address of the module instance; empty for the root. */
  readonly module: string
  /** Without module and key: `aws_subnet.private`, `data.aws_vpc.main`. */
  readonly name: string
  /** `[0]`, `["a"]`, or empty. */
  readonly key: string
  readonly isData: boolean
  /** It is made by applying the plan. */
  readonly isNew: boolean
  readonly values: Attributes
}

/** What a resource is, before its attributes are looked at. */
export interface Entry {
  readonly node: ObjectNode
  /** The string that names it. */
  readonly addressNode: Node
  readonly address: string
  readonly module: string
  readonly mode: string
  readonly type: string
  readonly name: string
  readonly values: ObjectNode
}

/** `mark` tells the ids of things that one file makes from those of others. */
export function resourceOf(entry: Entry, values: Attributes, knownId: string | undefined, isNew: boolean, mark: string): Resource {
  const { address, addressNode, module, mode, type } = entry
  const isData = mode === 'data'
  const name = `${isData ? 'data.' : ''}${type}.${entry.name}`
  const whole = module === '' ? name : `${module}.${name}`
  return {
    id: knownId ?? mark + address,
    ownId: mark + address,
    type,
    address,
    node: addressNode,
    at: spanOf(addressNode),
    module,
    name,
    key: address.startsWith(whole) ? address.slice(whole.length) : '',
    isData,
    knownId,
    isNew,
    values,
  }
}
