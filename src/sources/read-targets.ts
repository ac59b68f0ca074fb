import type { Targets } from '../inventory/inventory.js'
import type { MemberReader } from './record-reader.js'

/** Reads `Targets` of an association or a task: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
export function readTargets(record: MemberReader, named: string | undefined): Targets {
  const instances = new Set(named === undefined ? [] : [named])
  const tags: { key: string; values?: string[] }[] = []
  let elsewhere = false
  for (const target of record.records('Targets') ?? []) {
    const key = target.string('Key')
    const values = target.strings('Values') ?? []
    if (key === 'InstanceIds') for (const value of values) instances.add(value)
    else if (key?.startsWith('tag:')) tags.push({ key: key.slice('tag:'.length), values })
    else if (key === 'tag-key' && values.length === 1) tags.push({ key: values[0]! })
    else elsewhere = true
  }
  elsewhere ||= (record.records('TargetMaps')?.length ?? 0) > 0
  return { instances: [...instances].filter((id) => id !== '*'), everyNode: instances.has('*'), tags, elsewhere }
}
