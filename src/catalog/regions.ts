import { lazy } from './lazy.js'
import { partitionTable, patchBucketTable } from './tables.js'

export interface Partition {
  readonly id: string
  readonly dnsSuffix: string
  readonly dualStackDnsSuffix: string
  readonly implicitGlobalRegion: string
}

export interface PartitionRow extends Partition {
  readonly regionRegex: string
  readonly regions: readonly RegionRow[]
}

export interface RegionRow {
  readonly region: string
  readonly name: string
  /** `null` where the list of opt-in Regions does not mention the Region. */
  readonly optIn: boolean | null
  readonly ec2messages: boolean
}

export interface RegionInfo {
  readonly region: string
  readonly partition: string
  /** Listed in the catalog, not only shaped like a Region. */
  readonly known: boolean
  /** The Region has the `ec2messages` service: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
  readonly ec2messages: boolean
  readonly name: string | undefined
  readonly optIn: boolean | null
}

interface KnownRegion {
  readonly partition: PartitionRow
  readonly row: RegionRow
}

const knownRegions = lazy(() => new Map<string, KnownRegion>(
  partitionTable().flatMap((partition) => partition.regions.map((row) => [row.region, { partition, row }])),
))

const partitionShapes = lazy(() => partitionTable().map((row) => ({ partition: row, shape: new RegExp(row.regionRegex) })))

const regionInside = lazy(() => {
  const longestFirst = allRegions().toSorted((a, b) => b.length - a.length)
  return new RegExp(`(?<![A-Za-z0-9])(?:${longestFirst.join('|')})(?![A-Za-z0-9])`)
})

export function partitions(): readonly Partition[] {
  return partitionTable()
}

export function partition(id: string): Partition | undefined {
  return partitionTable().find((row) => row.id === id)
}

/** The partition of a Region, known or shaped like the partition's Regions; `undefined` for other texts, symbols included. */
export function partitionOf(region: string): Partition | undefined {
  return knownRegions().get(region)?.partition ?? partitionShapes().find(({ shape }) => shape.test(region))?.partition
}

export function regionInfo(region: string): RegionInfo | undefined {
  const known = knownRegions().get(region)
  if (known !== undefined) {
    const { name, optIn, ec2messages } = known.row
    return { region, partition: known.partition.id, known: true, ec2messages, name, optIn }
  }
  const shaped = partitionOf(region)
  // A Region that the catalog has not heard of is younger than 2024, from when on Regions come without ec2messages.
  return shaped && { region, partition: shaped.id, known: false, ec2messages: false, name: undefined, optIn: null }
}

/** Every Region of the catalog, of all partitions. */
export function allRegions(): string[] {
  return partitionTable().flatMap(({ regions }) => regions.map(({ region }) => region))
}

/** The Regions whose patch buckets AWS lists. */
export function documentedRegions(): string[] {
  return patchBucketTable().map(({ region }) => region)
}

/**
 * A Region inside other text, as the source of a regular expression: stricter than the expressions of the partitions, which
 * would read a Region into names such as `aws-ssm-us-backup-1`.
 */
export const REGION_SHAPE =
  '(?:eusc-[a-z]{2}|[a-z]{2}(?:-(?:gov|iso[a-z]?))?)-(?:north|south|east|west|central|northeast|northwest|southeast|southwest)-\\d{1,2}'

const REGION_NAME = new RegExp(`^(?:${REGION_SHAPE})$`)

/** True for the Regions of the catalog and for what is shaped like one. */
export function isRegionName(text: string): boolean {
  return partitionOf(text) !== undefined || REGION_NAME.test(text)
}

/** The first Region of the catalog that stands in `text` between other than letters and digits; the longest where several start. */
export function regionInText(text: string): string | undefined {
  return regionInside().exec(text)?.[0]
}
