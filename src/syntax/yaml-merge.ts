import type { Member, Node } from './node.js'

/** A member of a map as it is written. */
export interface Entry extends Member {
  /** Whether its key is the "<<" that takes members from other maps. */
  readonly merges: boolean
}

/**
 * The members with those that "<<" takes over in its place; keys of the map itself win over them, and of several maps the first.
 * https://yaml.org/type/merge.html
 */
export function mergeMembers(entries: readonly Entry[]): Member[] {
  if (!entries.some(isMerge)) return entries.map(memberOf)
  const taken = new Set(entries.flatMap((entry) => (isMerge(entry) ? [] : entry.key.value)))
  return entries.flatMap((entry) => {
    if (!isMerge(entry)) return memberOf(entry)
    return (mapsOf(entry.value) ?? []).flatMap((members) => {
      const added = members.filter(({ key }) => !taken.has(key.value))
      for (const { key } of added) taken.add(key.value)
      return added
    })
  })
}

function memberOf({ key, value }: Entry): Member {
  return { key, value }
}

function isMerge({ merges, value }: Entry): boolean {
  return merges && mapsOf(value) !== undefined
}

function mapsOf(value: Node): readonly Member[][] | undefined {
  const nodes = value.kind === 'array' ? value.items : [value]
  const maps = nodes.flatMap((node) => (node.kind === 'object' ? [node.members] : []))
  return maps.length === nodes.length && maps.length > 0 ? maps : undefined
}
