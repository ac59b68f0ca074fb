import { memberOf, type Node } from './node.js'

/** The node that a JSON pointer (RFC 6901) leads to; `undefined` when it leads nowhere or is no pointer. */
export function nodeAt(root: Node, pointer: string): Node | undefined {
  if (pointer === '') return root
  if (!pointer.startsWith('/')) return undefined
  let node: Node | undefined = root
  for (const token of pointer.slice(1).split('/')) {
    // "~1" before "~0", so that "~01" is the key "~1" (RFC 6901, section 4).
    node = childOf(node, token.replaceAll('~1', '/').replaceAll('~0', '~'))
    if (!node) return undefined
  }
  return node
}

function childOf(node: Node, token: string): Node | undefined {
  if (node.kind !== 'array') return memberOf(node, token)
  return /^(0|[1-9]\d*)$/.test(token) ? node.items[Number(token)] : undefined
}
