import { hasSymbol } from '../policy/symbol.js'
import { parseJson } from '../syntax/json.js'
import { itemsOf, memberOf, type Node, type StringNode } from '../syntax/node.js'

/** What stands, unknown until deployment, in place of a policy, of its statements or of one of them. */
export function openPartOf(document: Node): StringNode | undefined {
  if (document.kind === 'string') return openPartOfText(document)
  const statement = memberOf(document, 'Statement')
  return [document, statement, ...itemsOf(statement)].find((node): node is StringNode => isOpen(node))
}

function openPartOfText(document: StringNode): StringNode | undefined {
  if (!hasSymbol(document.value)) return undefined
  const { root, faults } = parseJson(document.inside())
  if (root !== undefined && faults.length === 0) return openPartOf(root) === undefined ? undefined : document
  // Where any value in its place would do, it is the symbol that is no JSON.
  return isJson(document.value.replaceAll(/[\ue000-\uf8ff]/g, '0')) ? document : undefined
}

/** Only deployment knows the value, or a part of it. */
export function isOpen(node: Node | undefined): boolean {
  return node?.kind === 'string' && hasSymbol(node.value)
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
