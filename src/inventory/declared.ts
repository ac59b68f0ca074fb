import { displayText } from '../policy/symbol.js'
import type { Declarations, VpcDeclaration } from './declarations.js'
import { matchesGlob } from './glob.js'
import type { Usage } from './inventory.js'

interface DeclaredVpc {
  readonly id: string
  readonly region: string | undefined
  readonly tags: Readonly<Record<string, string>> | undefined
}

/** The configuration's entries for a VPC. Tags that the run does not know match nothing. */
export function declarationsFor(declarations: Declarations, vpc: DeclaredVpc): VpcDeclaration[] {
  return declarations.vpcs.filter(({ id, tags, region }) =>
    (id === undefined || matchesGlob(id, displayText(vpc.id))) &&
    (region === undefined || region === vpc.region) &&
    Object.entries(tags ?? {}).every(([key, glob]) => hasTag(vpc.tags, key, glob)))
}

function hasTag(tags: DeclaredVpc['tags'], key: string, glob: string): boolean {
  return tags !== undefined && Object.hasOwn(tags, key) && matchesGlob(glob, tags[key]!)
}

/** Entries that list features stand in place of the run-wide list. */
export function isDeclaredIn(declarations: Declarations, entries: readonly VpcDeclaration[], feature: string): boolean {
  const lists = entries.flatMap(({ features }) => (features === undefined ? [] : [features]))
  return lists.length === 0 ? declarations.features.includes(feature) : lists.some((list) => list.includes(feature))
}

export function isDeclaredAnywhere(declarations: Declarations, feature: string): boolean {
  return declarations.features.includes(feature) || declarations.vpcs.some(({ features }) => features?.includes(feature) ?? false)
}

export function declaredUsage(feature: string, vpc: string | undefined): Usage {
  const note = vpc === undefined ? `the configuration declares ${feature}` : `the configuration declares ${feature} for ${vpc}`
  return { feature, evidence: 'strong', at: undefined, note, ...(vpc !== undefined && { vpc }) }
}

export function assumedUsage(feature: string): Usage {
  return { feature, evidence: 'strong', at: undefined, note: `the command line assumes ${feature}` }
}
