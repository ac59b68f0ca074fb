import { parseJson, parseJsonc, type SyntaxFault } from '../syntax/json.js'
import { withTextForNumbers, type Node } from '../syntax/node.js'
import type { SourceFile } from '../text/source-text.js'
import { ConfigurationError } from './configuration.js'

/** The tree of a configuration in the language that its name says; throws a ConfigurationError for what is none. */
export async function parseConfiguration(file: SourceFile): Promise<Node> {
  const { root, faults } = await parse(file)
  if (root === undefined) throw new ConfigurationError(faults)
  return root
}

async function parse(file: SourceFile): Promise<{ root: Node | undefined; faults: readonly SyntaxFault[] }> {
  if (/\.jsonc$/i.test(file.path)) return parseJsonc(file)
  if (!/\.ya?ml$/i.test(file.path)) return parseJson(file)
  // Loaded only for configurations in YAML: it takes time.
  const { parseYaml } = await import('../syntax/yaml.js')
  const { roots, faults } = parseYaml(file)
  const [root, second] = roots
  if (faults.length > 0 || root === undefined) return { root: undefined, faults: faults.length > 0 ? faults : [emptyFault(file)] }
  if (second === undefined) return { root: withTextOutsideOfRules(root), faults: [] }
  const at = second.source.spanOf(second.start, second.end)
  return { root: undefined, faults: [{ id: 'syntax-error', message: 'a second document follows', help: 'Keep one document.', at }] }
}

function emptyFault(file: SourceFile): SyntaxFault {
  return { id: 'syntax-error', message: 'the configuration is empty', help: 'Write at least {}.', at: file.spanOf(0, 0) }
}

/** Account ids need no quotes; only options of rules may be numbers. */
function withTextOutsideOfRules(root: Node): Node {
  if (root.kind !== 'object') return root
  const members = root.members.map(({ key, value }) => ({
    key,
    value: key.value === 'rules' || key.value === 'overrides' ? value : withTextForNumbers(value),
  }))
  return { kind: 'object', source: root.source, start: root.start, end: root.end, members }
}
