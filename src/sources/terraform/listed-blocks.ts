import type { Direction } from '../../inventory/inventory.js'
import { itemsOf, memberOf } from '../../syntax/node.js'
import type { Attributes } from './attributes.js'
import type { Deployment } from './deployment.js'
import type { Resource } from './resource.js'

/**
 * The blocks for traffic of a direction, `undefined` when some of them are not known. What has none in the configuration is made
 * without any: the provider takes away what AWS gives it.
 * https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group
 */
export function blocksFor(direction: Direction, resource: Resource, deployment: Deployment): readonly Attributes[] | undefined {
  const list = memberOf(resource.values.node, direction)
  if (list === undefined) return deployment.isUnset(resource, direction) ? [] : undefined
  // Unknown blocks stand as null.
  return itemsOf(list).every(({ kind }) => kind === 'object') ? resource.values.blocks(direction) : undefined
}

/** The blocks are those that AWS listed before the plan, with those that stand in resources of their own. */
export function areAsBefore(direction: Direction, resource: Resource, deployment: Deployment): boolean {
  return !resource.isNew && !deployment.isConfigured(resource, [direction])
}
