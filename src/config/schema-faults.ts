import type { ErrorObject } from 'ajv'
import { spanOf, type Node, type ObjectNode } from '../syntax/node.js'
import { nodeAt } from '../syntax/pointer.js'
import { didYouMean } from '../text/nearest.js'
import type { ConfigurationFault } from './configuration.js'

interface SchemaNode {
  readonly description?: string
  readonly properties?: Readonly<Record<string, unknown>>
}

const KINDS: Readonly<Record<Node['kind'] | 'integer', string>> = {
  object: 'an object',
  array: 'a list',
  string: 'a string',
  number: 'a number',
  integer: 'a number',
  boolean: 'true or false',
  null: 'null',
}

/** A schema error in the words of the configuration, at its exact place. */
export function faultOf(root: Node, error: ErrorObject): ConfigurationFault {
  const node = nodeAt(root, error.instancePath)
  if (node === undefined) throw new Error(`the schema speaks of "${error.instancePath}", which is not in the configuration`)
  const schema = error.parentSchema as SchemaNode
  const where = nameOf(error.instancePath)
  const at = spanOf(node)
  switch (error.keyword) {
    case 'additionalProperties':
      return unknownKey(node as ObjectNode, String(error.params['additionalProperty']), where, schema)
    case 'required': {
      const missing = String(error.params['missingProperty'])
      return {
        at,
        message: `${where} has no "${missing}"`,
        help: `Add "${missing}": ${describe(schema.properties?.[missing] as SchemaNode)}.`,
      }
    }
    case 'enum': {
      const allowed = (error.params['allowedValues'] as unknown[]).map(String)
      return unknownName(node, where, schema, allowed)
    }
    case 'type': {
      const kind = expected(error.params['type'])
      return { at, message: `${where} is ${kindOf(node)}, not ${kind}`, help: `Write ${kind}: ${describe(schema)}.` }
    }
    default: {
      const empty = node.kind === 'string' && node.value.trim() === ''
      return {
        at,
        message: `${where} is ${empty ? 'empty' : `${shown(node)}, which is not ${describe(schema)}`}`,
        help: `Give ${describe(schema)}.`,
      }
    }
  }
}

function unknownKey(object: ObjectNode, key: string, where: string, { properties = {} }: SchemaNode): ConfigurationFault {
  const member = object.members.find((candidate) => candidate.key.value === key)
  const known = Object.keys(properties)
  return {
    at: spanOf(member?.key ?? object),
    message: `${where} has the unknown key "${key}"`,
    help: didYouMean(key, known, `Use one of ${known.join(', ')}.`),
  }
}

function unknownName(node: Node, where: string, schema: SchemaNode, allowed: readonly string[]): ConfigurationFault {
  const list = `Use one of ${allowed.join(', ')}.`
  const help = node.kind === 'string' ? didYouMean(node.value, allowed, list) : list
  return { at: spanOf(node), message: `${where} is ${shown(node)}, which is not ${describe(schema)}`, help }
}

/** `/vpcs/0/id` → `"vpcs[0].id"`; the whole is `the configuration`. */
export function nameOf(pointer: string): string {
  if (pointer === '') return 'the configuration'
  const parts = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const name = parts.reduce((before, part) => (/^\d+$/.test(part) ? `${before}[${part}]` : before === '' ? part : `${before}.${part}`), '')
  return `"${name}"`
}

function describe(schema: SchemaNode | undefined): string {
  return schema?.description ?? 'a valid value'
}

function kindOf(node: Node): string {
  return node.kind === 'boolean' ? String(node.value) : KINDS[node.kind]
}

function expected(type: unknown): string {
  return (Array.isArray(type) ? type : [type]).map((kind) => KINDS[kind as Node['kind']]).join(' or ')
}

function shown(node: Node): string {
  return node.kind === 'string' ? `"${node.value}"` : node.kind === 'number' || node.kind === 'boolean' ? String(node.value) : kindOf(node)
}
