import { allRegions, features, isFeature, isKnownService, isRegionName, knownServices } from '../catalog/catalog.js'
import { RESERVED_FINDINGS } from '../linter/reserved.js'
import { spanOf, type Node } from '../syntax/node.js'
import { nodeAt } from '../syntax/pointer.js'
import { didYouMean } from '../text/nearest.js'
import type { Config, ConfigurationFault } from './configuration.js'
import { entryLists, severityOf } from './rule-entries.js'
import { nameOf } from './schema-faults.js'

/** Faults that the schema cannot see: names that only the rules and the catalog know, dates, and keys given twice. */
export function nameFaults(root: Node, config: Config, ruleIds: readonly string[]): ConfigurationFault[] {
  const faults: ConfigurationFault[] = []
  const fault = (pointer: string, message: string, help: string, key?: string): void => {
    const node = nodeAt(root, pointer)!
    const member =
      node.kind === 'object' && key !== undefined ? node.members.find((candidate) => candidate.key.value === key)?.key : undefined
    faults.push({ at: spanOf(member ?? node), message, help })
  }
  const ids = [...ruleIds, ...Object.keys(RESERVED_FINDINGS)]
  const unknownRule = (id: string): [string, string] => [
    `"${id}" is not a rule`,
    didYouMean(id, ids, 'Run `vpce-lint rules` for the list.'),
  ]
  const checkRegion = (pointer: string, region: string | undefined): void => {
    if (region === undefined || isRegionName(region)) return
    fault(
      pointer,
      `${nameOf(pointer)} is "${region}", which is not a Region`,
      didYouMean(region, allRegions(), 'Write a Region such as "eu-west-1".'),
    )
  }
  const checkFeatures = (pointer: string, names: readonly string[] = []): void => {
    for (const [index, name] of names.entries()) {
      if (isFeature(name)) continue
      const known = features().map(({ id }) => id)
      fault(`${pointer}/${index}`, `"${name}" is not a feature`, didYouMean(name, known, `Use one of ${known.join(', ')}.`))
    }
  }

  for (const { pointer, entries } of entryLists(config)) {
    for (const [id, entry] of Object.entries(entries)) {
      const severity = severityOf(entry)
      if (!ids.includes(id)) fault(pointer, ...unknownRule(id), id)
      else if (id === 'undecided' && severity !== 'off' && severity !== 'note') {
        fault(
          `${pointer}/undecided`,
          `${nameOf(`${pointer}/undecided`)} is "${severity}", but what could not be decided is never more than a note`,
          'Use "note" or "off".',
        )
      }
    }
  }
  checkFeatures('/features', config.features)
  for (const [index, vpc] of (config.vpcs ?? []).entries()) {
    checkFeatures(`/vpcs/${index}/features`, vpc.features)
    checkRegion(`/vpcs/${index}/region`, vpc.region)
  }
  for (const [index, { service, region }] of (config.files ?? []).entries()) {
    checkRegion(`/files/${index}/region`, region)
    const near = service === undefined ? undefined : serviceFault(service)
    if (near !== undefined)
      fault(`/files/${index}/service`, `"files[${index}].service" is "${service}", which is not a service of endpoints`, near)
  }
  for (const [bucket, region] of Object.entries(config.buckets ?? {})) checkRegion(`/buckets/${escapePointer(bucket)}`, region)
  for (const [index, { rule, expires }] of (config.suppressions ?? []).entries()) {
    const pointer = `/suppressions/${index}`
    if (!ids.includes(rule)) fault(`${pointer}/rule`, ...unknownRule(rule))
    if (expires !== undefined && !isDay(expires)) {
      fault(
        `${pointer}/expires`,
        `"suppressions[${index}].expires" is "${expires}", which is not a day of the calendar`,
        'Write a day as YYYY-MM-DD.',
      )
    }
  }
  return faults
}

/** Keys given twice, of which readers of JSON silently take one. */
export function duplicateKeys(node: Node): ConfigurationFault[] {
  if (node.kind === 'array') return node.items.flatMap(duplicateKeys)
  if (node.kind !== 'object') return []
  const seen = new Set<string>()
  return node.members.flatMap(({ key, value }) => {
    const twice = seen.has(key.value)
    seen.add(key.value)
    const inside = duplicateKeys(value)
    return twice
      ? [{ at: spanOf(key), message: `the key "${key.value}" stands twice in one object`, help: 'Keep one of them.' }, ...inside]
      : inside
  })
}

/** What to say of a service that is unknown but spelled like a known one; one like no other may be younger than the catalog. */
export function serviceFault(service: string): string | undefined {
  if (isKnownService(service)) return undefined
  const help = didYouMean(service, knownServices(), '')
  return help === '' ? undefined : help
}

function escapePointer(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1')
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
