import { remembered } from '../policy/remembered.js'
import { accountsOf } from './accounts.js'
import { lazy } from './lazy.js'
import { REGION_SHAPE } from './regions.js'
import { accessPatternTable, ssmBucketTable, supersededTable } from './tables.js'
import {
  bucketOfTemplate, bucketTemplateIn, documentedValues, exceptionsOf, expandTemplate, isSymbol, PLACEHOLDER, regionOfFlatName,
} from './template.js'

export interface AwsOwnedBucket {
  /** Of an `SsmBucket` or an `AccessPattern`. */
  readonly id: string
  readonly service: string
  /** The Region in the name, or the character of a symbol that stands for it; `undefined` for a bucket of all Regions. */
  readonly region: string | undefined
  /** AWS owns the name but does not use it there: harmless to grant, wrong to require. */
  readonly superseded: boolean
  /** The bucket for the same use in a Region; `undefined` where AWS does not document its name. */
  canonicalName(region: string): string | undefined
}

interface BucketName {
  readonly id: string
  readonly service: string
  readonly template: string
  /** What AWS uses today in its place. */
  readonly current: string
  readonly superseded: boolean
  /** An irregular name has one Region only. */
  readonly onlyIn: string | undefined
  /** What every such name begins with. */
  readonly start: string
  readonly shape: () => RegExp
}

type Groups = Readonly<Record<string, string | undefined>>

/** Recognises the names of AWS's own buckets, in any Region; wildcards and everybody else's names give `undefined`. */
export const awsOwnedBucket = remembered(recognise)

function recognise(bucketName: string): AwsOwnedBucket | undefined {
  for (const name of bucketNames()) {
    if (!bucketName.startsWith(name.start)) continue
    const match = name.shape().exec(bucketName)
    if (match === null) continue
    const groups = match.groups ?? {}
    const region = regionIn(groups)
    if (isNamedSo(name, region, groups)) return ownedBucket(name, region)
  }
  return undefined
}

function ownedBucket(name: BucketName, region: string | undefined): AwsOwnedBucket {
  return {
    id: name.id,
    service: name.service,
    region,
    superseded: name.superseded && !(region !== undefined && isRegularIn(name, region)),
    canonicalName: (other) => canonicalName(name.current, other),
  }
}

/** A suffix that only some Regions have makes the name without it wrong where AWS documents one. */
function isRegularIn(name: BucketName, region: string): boolean {
  if (!name.current.startsWith(`${name.template}[`)) return false
  const suffixes = documentedValues(name.current, 'suffix', region)
  return suffixes === undefined || suffixes.includes('')
}

function canonicalName(template: string, region: string): string | undefined {
  const named = bucketTemplateIn(template, region)
  const [name, ...others] = expandTemplate(named, (placeholder) => documentedValues(template, placeholder, region) ?? [])
  return others.length === 0 && name?.includes('*') !== true ? name : undefined
}

const bucketNames = lazy(() => {
  const names = new Map<string, BucketName>()
  const add = (id: string, service: string, template: string, current: string, superseded = false, onlyIn?: string) => {
    // `*aws-data-exchange*` fits names that anyone may register.
    if (template.startsWith('*') || names.has(template)) return
    const start = template.split(/[[{*]/, 1)[0]!
    names.set(template, { id, service, template, current, superseded, onlyIn, start, shape: lazy(() => shapeOf(template)) })
    for (const [region, irregular] of exceptionsOf(template)) add(id, service, irregular, template, false, region)
  }
  const superseded = supersededTable().flatMap((row) => bucketOfTemplate(row.arn) ?? [])
  for (const { id, arn } of ssmBucketTable()) {
    const template = bucketOfTemplate(arn)!
    // Before today's name, whose optional suffix would take the old one too.
    for (const old of superseded) if (old !== template && template.startsWith(old)) add(id, 'Systems Manager', old, template, true)
    add(id, 'Systems Manager', template, template, superseded.includes(template))
  }
  for (const { id, service, resources } of accessPatternTable()) {
    for (const template of resources.flatMap((resource) => bucketOfTemplate(resource) ?? [])) add(id, service, template, template)
  }
  for (const template of superseded) {
    const pattern = accessPatternTable().find((row) => template.startsWith(`aws-${row.id}-`))
    if (pattern !== undefined) add(pattern.id, pattern.service, template, template, true)
  }
  return [...names.values()]
})

const SHAPES: Readonly<Record<string, string>> = {
  region: REGION_SHAPE,
  regionNoDashes: '[a-z]+\\d{1,2}',
  suffix: '[a-z0-9]{8,9}',
  id: '[a-z0-9]+',
  // https://docs.aws.amazon.com/servicecatalog/latest/dg/API_ProductViewSummary.html
  productId: 'prod-[a-z0-9]{10,}',
}

const ACCOUNT_SHAPE = '\\d{12}'

function shapeOf(template: string): RegExp {
  let source = ''
  let from = 0
  for (const match of template.matchAll(PLACEHOLDER)) {
    const name = match[1] ?? match[2]!
    const group = `(?<${name}>${SHAPES[name] ?? ACCOUNT_SHAPE}|[\\ue000-\\uf8ff])`
    source += literalSource(template.slice(from, match.index)) + (match[1] === undefined ? group : `(?:-${group})?`)
    from = match.index + match[0].length
  }
  return new RegExp(`^${source}${literalSource(template.slice(from))}$`)
}

function literalSource(text: string): string {
  return text.replaceAll('.', '\\.').replaceAll('*', '[a-z0-9.-]+')
}

function regionIn(groups: Groups): string | undefined {
  const flat = groups.regionNoDashes
  if (flat === undefined) return groups.region
  return isSymbol(flat) ? flat : regionOfFlatName(flat)
}

/** Whether AWS's name in the Region is this one, as far as AWS documents its irregular parts. */
function isNamedSo(name: BucketName, region: string | undefined, groups: Groups): boolean {
  if (groups.regionNoDashes !== undefined && region === undefined) return false
  if (region !== undefined && name.onlyIn !== undefined && region !== name.onlyIn) return false
  if (region !== undefined && name.onlyIn === undefined && bucketTemplateIn(name.template, region) !== name.template) return false
  return Object.entries(groups).every(([placeholder, value]) => {
    if (placeholder.startsWith('region') || (value !== undefined && isSymbol(value))) return true
    const documented = region === undefined ? undefined : documentedValues(name.template, placeholder, region)
    if (documented !== undefined) return documented.includes(value ?? '')
    // Many give buckets of their own a name such as `assets-ACCOUNT-REGION`.
    return placeholder !== 'codeArtifactAccount' || (value !== undefined && accountsOf('codeartifact-assets').includes(value))
  })
}
