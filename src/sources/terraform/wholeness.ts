import { itemsOf, memberOf, type Node } from '../../syntax/node.js'
import { textOf } from './configuration.js'
import type { Resource } from './resource.js'
import { isForeign, isRead } from './types.js'

/**
 * True when a plan shows everything of what it makes: it is not of some targets only, it has no errors, and nothing in it makes
 * networks that cannot be seen.
 */
export function isWholePlan(root: Node, resources: readonly Resource[], isChanged: (address: string) => boolean): boolean {
  if (['planned_values', 'configuration'].some((name) => memberOf(root, name) === undefined)) return false
  if (flagOf(root, 'errored') === true || flagOf(root, 'complete') === false) return false
  if (resources.some(({ type, address }) => isForeign(type) && isChanged(address))) return false
  const blocks = new Set(resources.map(({ module, name }) => `${module} ${name}`))
  return !lacksBlocks(memberOf(memberOf(root, 'configuration'), 'root_module'), '', blocks)
}

/** `"complete": false` stands, since Terraform 1.8, in plans of some targets only and in those that put changes off. */
function flagOf(root: Node, name: 'complete' | 'errored'): boolean | undefined {
  const flag = memberOf(root, name)
  return flag?.kind === 'boolean' ? flag.value : undefined
}

/** Older versions and OpenTofu do not say so: then what must have one instance has none. */
function lacksBlocks(module: Node | undefined, address: string, blocks: ReadonlySet<string>): boolean {
  const isMissing = (block: Node) =>
    textOf(memberOf(block, 'mode')) === 'managed' && isRead(textOf(memberOf(block, 'type'))) && !isRepeated(block)
    && !blocks.has(`${address} ${textOf(memberOf(block, 'address'))}`)
  if (itemsOf(memberOf(module, 'resources')).some(isMissing)) return true
  const calls = memberOf(module, 'module_calls')
  if (calls?.kind !== 'object') return false
  return calls.members.some(({ key, value }) =>
    !isRepeated(value) && lacksBlocks(memberOf(value, 'module'), `${address === '' ? '' : `${address}.`}module.${key.value}`, blocks))
}

function isRepeated(block: Node): boolean {
  return memberOf(block, 'count_expression') !== undefined || memberOf(block, 'for_each_expression') !== undefined
}
