import type { Targets } from '../../inventory/inventory.js'
import { TargetList } from '../read-targets.js'
import type { Deployment } from './deployment.js'
import { INSTANCE } from './kinds.js'
import type { Resource } from './resource.js'

/** `targets` of an association, a task or a target of a window, of which a plan may not know all. */
export function readPlannedTargets(resource: Resource, named: readonly string[], { linker }: Deployment): Targets {
  const list = new TargetList(named)
  const blocks = resource.values.blocks('targets')
  list.elsewhere = resource.values.isUnknown('targets') && blocks.length === 0
  for (const target of blocks) {
    const key = target.string('key')
    const values = target.strings('values') ?? []
    if (!target.isUnknown('values')) list.add(key, values)
    else if (key === 'InstanceIds') {
      const links = linker.linksOf(resource, ['targets', 'values'], INSTANCE)
      list.add(key, [...values, ...(links ?? []).map(({ id }) => id)])
      list.elsewhere ||= links === undefined
    } else list.elsewhere = true
  }
  return list.targets()
}
