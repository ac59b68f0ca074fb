import { parseJson } from '../syntax/json.js'
import type { Node, StringNode } from '../syntax/node.js'
import type { Gathering } from './gathering.js'

/** The document in a string; its faults are problems at their places inside the string. */
export function parseInside(node: StringNode, gathering: Gathering, what: string): Node | undefined {
  const { root, faults } = parseJson(node.inside())
  for (const { id, message, help, at } of faults) gathering.problems.push({ id, message, help, at, path: gathering.file.path })
  if (root === undefined) gathering.leaveOut(node, `${what} is not valid JSON`)
  return root
}
