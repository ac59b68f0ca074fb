import type { Targets } from '../inventory/inventory.js'
import type { MemberReader } from './record-reader.js'

/** Collects what runs are for, target by target: https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Target.html */
export class TargetList {
  /** Something else decides too. */
  elsewhere = false
  readonly #instances: Set<string>
  readonly #tags: { key: string; values?: readonly string[] }[] = []

  constructor(instances: readonly string[]) {
    this.#instances = new Set(instances)
  }

  add(key: string | undefined, values: readonly string[]): void {
    if (key === 'InstanceIds') for (const value of values) this.#instances.add(value)
    else if (key?.startsWith('tag:')) this.#tags.push({ key: key.slice('tag:'.length), values })
    else if (key === 'tag-key' && values.length === 1) this.#tags.push({ key: values[0]! })
    else this.elsewhere = true
  }

  targets(): Targets {
    const instances = [...this.#instances].filter((id) => id !== '*')
    return { instances, everyNode: this.#instances.has('*'), tags: this.#tags, elsewhere: this.elsewhere }
  }
}

/** Reads `Targets` of an association or a task. */
export function readTargets(record: MemberReader, named: string | undefined): Targets {
  const list = new TargetList(named === undefined ? [] : [named])
  for (const target of record.records('Targets') ?? []) list.add(target.string('Key'), target.strings('Values') ?? [])
  list.elsewhere ||= (record.records('TargetMaps')?.length ?? 0) > 0
  return list.targets()
}
