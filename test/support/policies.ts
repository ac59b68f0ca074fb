import { readPolicy } from '../../src/policy/parse-policy.js'
import type { Policy } from '../../src/policy/policy.js'
import { parseJson } from '../../src/syntax/json.js'
import { SourceFile } from '../../src/text/source-text.js'

/** The policy of a plain value, read as deployed text unless told otherwise. */
export function policyOf(document: unknown, deployed = true): Policy {
  const { root, faults } = parseJson(new SourceFile('policy.json', JSON.stringify(document, undefined, 2)))
  if (root === undefined || faults.length > 0) throw new Error(`not JSON: ${faults.map(({ message }) => message).join('; ')}`)
  return readPolicy(root, { deployed })
}
