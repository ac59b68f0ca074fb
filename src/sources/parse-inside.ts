import { parseJson } from '../syntax/json.js'
import type { Node, StringNode } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import type { Parsed } from './parsers.js'

/** The document in a string; its faults are problems at their places inside the string. */
export function parseInside(node: StringNode, gathering: Gathering, what: string, language: 'JSON' | 'YAML' = 'JSON'): Node | undefined {
  const { roots, faults } = language === 'JSON' ? parseOne(node) : gathering.parsers.parseYaml(node.inside())
  for (const { id, message, help, at } of faults) gathering.problems.push({ id, message, help, at, path: gathering.file.path })
  if (roots.length === 1 && faults.length === 0) return roots[0]
  gathering.leaveOut(node, `${what} is not ${faults.length > 0 ? 'valid' : 'one document of'} ${language}`)
  return undefined
}

function parseOne(node: StringNode): Parsed {
  const { root, faults } = parseJson(node.inside())
  return { roots: root === undefined ? [] : [root], faults }
}
