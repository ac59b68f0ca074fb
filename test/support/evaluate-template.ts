import assert from 'node:assert/strict'
import { displayText } from '../../src/policy/symbol.js'
import { INTRINSIC_TAGS } from '../../src/sources/intrinsic-tags.js'
import { evaluateTemplates, type EvaluatedTemplate, type TemplateInput, type TemplateResource } from '../../src/sources/cloudformation/template.js'
import { parseJson } from '../../src/syntax/json.js'
import { memberOf, plainValueOf, type Node } from '../../src/syntax/node.js'
import { parseYaml } from '../../src/syntax/yaml.js'
import { SourceFile, type Span } from '../../src/text/source-text.js'

export type Given = Partial<Omit<TemplateInput, 'file' | 'root'>>

/** A template of YAML, or of JSON if it begins so. */
export function templateInput(text: string, given: Given = {}, path = 'template.yaml'): TemplateInput {
  const file = new SourceFile(path, text)
  const { roots, faults } = text.startsWith('{') ? jsonOf(file) : parseYaml(file, { longForms: INTRINSIC_TAGS })
  assert.deepEqual(faults, [], text)
  return { parameters: new Map(), ...given, file, root: roots[0]! }
}

function jsonOf(file: SourceFile): { roots: Node[]; faults: unknown[] } {
  const { root, faults } = parseJson(file)
  return { roots: root === undefined ? [] : [root], faults }
}

export function evaluateText(text: string, given: Given = {}): EvaluatedTemplate {
  return evaluateTemplates([templateInput(text, given)])[0]!
}

export function resourceCalled(resources: readonly TemplateResource[], id: string): TemplateResource {
  const resource = resources.find(({ logicalId }) => logicalId === id)
  assert.ok(resource, id)
  return resource
}

/** A property of a resource of the first variant. */
export function propertyOf({ variants }: EvaluatedTemplate, id: string, name: string): Node | undefined {
  return memberOf(resourceCalled(variants[0]!.resources, id).properties, name)
}

/** The value with the names of what is unknown. */
export function shown(node: Node | undefined): unknown {
  return node && JSON.parse(displayText(JSON.stringify(plainValueOf(node))))
}

export function selected({ file, start, end }: Span): string {
  return file.text.slice(start, end)
}

/** What was said, each with its place. */
export function said({ problems, notes }: EvaluatedTemplate): string[] {
  const line = (at: Span, text: string) => `${at.file.positionAt(at.start).line}:${at.file.positionAt(at.start).column} ${text}`
  return [...problems.map(({ at, message }) => line(at!, message)), ...notes.map(({ at, text }) => line(at, text))]
}
