import { buildInventory } from '../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../src/inventory/declarations.js'
import type { InventoryView } from '../../src/inventory/view.js'
import { internSymbol } from '../../src/policy/symbol.js'
import { gatherResources } from '../../src/sources/cloudformation/gather-resources.js'
import type { TemplateOwner, TemplateResource } from '../../src/sources/cloudformation/template.js'
import { Gathering } from '../../src/sources/gathering.js'
import { Parsers } from '../../src/sources/parsers.js'
import { parseJson } from '../../src/syntax/json.js'
import { memberOf, spanOf, type Node, type ObjectNode } from '../../src/syntax/node.js'
import { SourceFile } from '../../src/text/source-text.js'

const parsers = new Parsers()
await parsers.loadYaml()

/** What a template gives whose only functions are Ref, and `${Name}` in any text. */
export function gatherTemplate(template: string | object, owner: TemplateOwner = {}, path = 'template.json'): Gathering {
  const isYaml = typeof template === 'string' && !/^\s*\{/.test(template)
  const file = new SourceFile(path, typeof template === 'string' ? template : JSON.stringify(template, undefined, 2))
  const gathering = new Gathering(file, { explicit: true }, parsers, isYaml)
  gatherResources(resourcesIn(isYaml ? parsers.parseYaml(file).roots[0]! : parseJson(file).root!, path), gathering, owner)
  return gathering
}

/** The inventory of a run over templates of these resources. */
export function inventoryOfTemplates(...templates: readonly Readonly<Record<string, object>>[]): InventoryView {
  const facts = templates.map((Resources, index) => {
    const { facts: own, problems } = gatherTemplate({ Resources }, {}, `${index}.json`)
    if (problems.length > 0) throw new Error(problems.map(({ message }) => message).join('; '))
    return own
  })
  return buildInventory(facts, NO_DECLARATIONS)
}

export function resource(type: string, properties: object = {}): object {
  return { Type: `AWS::${type}`, Properties: properties }
}

export const ref = (name: string): object => ({ Ref: name })

/** The symbol that a Ref to a resource or a parameter of the template gives. */
export function symbolFor(name: string, path = 'template.json'): string {
  return internSymbol(name.startsWith('AWS::') ? `\${${name}}` : `${name} of ${path}`, sortOf(name))!.character
}

function sortOf(name: string): 'region' | 'account' | 'any' {
  return name === 'AWS::Region' ? 'region' : name === 'AWS::AccountId' ? 'account' : 'any'
}

function resourcesIn(root: Node, path: string): TemplateResource[] {
  const resources = memberOf(root, 'Resources') as ObjectNode
  return resources.members.map(({ key, value }) => {
    const type = memberOf(value, 'Type')
    const constructPath = memberOf(memberOf(value, 'Metadata'), 'aws:cdk:path')
    const { source, start, end } = value
    const properties = memberOf(value, 'Properties') ?? { kind: 'object', source, start, end, members: [] }
    return {
      logicalId: key.value,
      type: type?.kind === 'string' ? type.value : '',
      at: spanOf(key),
      properties: resolve(properties, path) as ObjectNode,
      constructPath: constructPath?.kind === 'string' ? constructPath.value : undefined,
      ref: symbolFor(key.value, path),
    }
  })
}

function resolve(node: Node, path: string): Node {
  const { source, start, end } = node
  if (node.kind === 'array') return { ...node, items: node.items.map((item) => resolve(item, path)) }
  if (node.kind === 'string') return withSymbols(node, path)
  if (node.kind !== 'object') return node
  const name = memberOf(node, 'Ref')
  if (node.members.length !== 1 || name?.kind !== 'string') {
    return { kind: 'object', source, start, end, members: node.members.map(({ key, value }) => ({ key, value: resolve(value, path) })) }
  }
  const value = symbolFor(name.value, path)
  return { kind: 'string', source, start, end, value, inside: () => ({ text: value, spanOf: () => spanOf(node) }) }
}

function withSymbols(node: Extract<Node, { kind: 'string' }>, path: string): Node {
  const value = node.value.replaceAll(/\$\{(AWS::\w+|[A-Z]\w*)\}/g, (_, name: string) => symbolFor(name, path))
  return value === node.value ? node : { ...node, value, inside: () => ({ text: value, spanOf: () => spanOf(node) }) }
}
