import type { Targets } from '../../inventory/inventory.js'
import type { Deployment } from './deployment.js'
import { INSTANCE } from './kinds.js'
import type { Resource } from './resource.js'

/** `targets` of an association, a task or a target of a window: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
export function readPlannedTargets(resource: Resource, named: readonly string[], { linker }: Deployment): Targets {
  const instances = new Set(named)
  const tags: { key: string; values?: string[] }[] = []
  let elsewhere = resource.values.isUnknown('targets') && resource.values.blocks('targets').length === 0
  for (const target of resource.values.blocks('targets')) {
    const key = target.string('key')
    const values = target.strings('values') ?? []
    const isUnknown = target.isUnknown('values')
    if (key === 'InstanceIds') {
      const links = isUnknown ? linker.linksOf(resource, ['targets', 'values'], INSTANCE) : []
      for (const id of [...values, ...(links ?? []).map((link) => link.id)]) instances.add(id)
      elsewhere ||= links === undefined
    } else if (key?.startsWith('tag:') && !isUnknown) tags.push({ key: key.slice('tag:'.length), values })
    else if (key === 'tag-key' && values.length === 1 && !isUnknown) tags.push({ key: values[0]! })
    else elsewhere = true
  }
  return { instances: [...instances].filter((id) => id !== '*'), everyNode: instances.has('*'), tags, elsewhere }
}
