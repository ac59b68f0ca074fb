import { itemsOf, memberOf, type Node, type ObjectNode } from '../../syntax/node.js'
import type { Gathering } from '../gathering.js'
import { RecordReader, reportType } from '../record-reader.js'
import { textOf } from './configuration.js'
import type { Entry } from './resource.js'
import { isForeign, isRead } from './types.js'

/** https://developer.hashicorp.com/terraform/internals/json-format#values-representation */
export function entriesInValues(values: Node | undefined, gathering: Gathering): Entry[] {
  const entries: Entry[] = []
  // Modules nest as deep as the JSON that holds them, which is bounded.
  const enter = (module: Node | undefined, address: string): void => {
    if (module === undefined) return
    for (const resource of listIn(module, 'resources', gathering)) {
      const entry = entryOf(resource, address, 'values', gathering)
      if (entry !== undefined) entries.push(entry)
    }
    for (const child of listIn(module, 'child_modules', gathering)) enter(child, moduleIn(child, 'address'))
  }
  enter(memberOf(values, 'root_module'), '')
  return entries
}

/** For plans from which everything but the changes was cut: the values after each of them. */
export function entriesInChanges(root: Node, gathering: Gathering): Entry[] {
  return listIn(root, 'resource_changes', gathering).flatMap((change) => {
    const after = memberOf(memberOf(change, 'change'), 'after')
    if (after?.kind !== 'object') return []
    return entryOf(change, moduleIn(change, 'module_address'), after, gathering) ?? []
  })
}

/** The file of a state, as Terraform stores it. */
export function entriesInStateFile(root: Node, gathering: Gathering): Entry[] {
  return listIn(root, 'resources', gathering).flatMap((resource) => {
    const module = moduleIn(resource, 'module')
    const kind = textOf(memberOf(resource, 'type'))
    if (!isRead(kind)) return []
    const name = textOf(memberOf(resource, 'name'))
    const mode = textOf(memberOf(resource, 'mode'))
    const base = [module, mode === 'data' ? 'data' : '', kind, name].filter((part) => part !== '').join('.')
    return listIn(resource, 'instances', gathering).flatMap((instance): Entry[] => {
      const values = memberOf(instance, 'attributes')
      if (values?.kind !== 'object' || memberOf(instance, 'deposed') !== undefined) return []
      const key = memberOf(instance, 'index_key')
      const shown = key === undefined || key.kind === 'null' ? '' : `[${key.source.text.slice(key.start, key.end)}]`
      const place = memberOf(values, 'id') ?? memberOf(resource, 'name') ?? resource
        return [{ node: resource, addressNode: place, address: base + shown, module, mode, type: kind, name, values }]
    })
  })
}

function entryOf(node: ObjectNode, module: string, valuesIn: 'values' | ObjectNode, gathering: Gathering): Entry | undefined {
  const kind = memberOf(node, 'type')
  // Most of a plan is about other things: its values need not be looked at.
  if (kind?.kind === 'string' && !isRead(kind.value) && !isForeign(kind.value)) return undefined
  const record = new RecordReader(node, gathering)
  const addressNode = record.member('address', 'string')
  const values = valuesIn === 'values' ? record.member('values', 'object') : valuesIn
  const [type, name] = [record.string('type'), record.string('name')]
  if (addressNode === undefined || type === undefined || name === undefined) {
    if (!['address', 'type', 'name'].every((member) => record.has(member))) {
      gathering.report(node, 'a resource has no "address", "type" or "name"', 'Give the output of terraform show -json as it is.')
    }
    return undefined
  }
  if (values === undefined) return undefined
  return { node, addressNode, address: addressNode.value, module, mode: textOf(memberOf(node, 'mode')), type, name, values }
}

/** No module is nested so deep that its address is longer; following a longer one takes time for nothing. */
const LONGEST_ADDRESS = 4000

function moduleIn(node: Node, name: string): string {
  const address = textOf(memberOf(node, name))
  return address.length > LONGEST_ADDRESS ? '' : address
}

function listIn(node: Node, name: string, gathering: Gathering): ObjectNode[] {
  const list = memberOf(node, name)
  if (list === undefined || list.kind === 'null') return []
  if (list.kind !== 'array') reportType(gathering, list, `"${name}"`, 'array')
  return itemsOf(list).flatMap((item) => {
    if (item.kind === 'object') return [item]
    reportType(gathering, item, `an item of "${name}"`, 'object')
    return []
  })
}
