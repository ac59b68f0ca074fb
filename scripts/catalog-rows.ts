import type { AccessPattern, PatternCaller } from '../src/catalog/access-patterns.js'
import type { AccountSet } from '../src/catalog/accounts.js'
import type { AgentAction } from '../src/catalog/actions.js'
import type { PatchBucketRow, SsmBucket, SuffixedPayload, SupersededResource } from '../src/catalog/buckets.js'
import type { ConditionKey } from '../src/catalog/condition-keys.js'
import type { Feature } from '../src/catalog/features.js'
import type { PartitionRow } from '../src/catalog/regions.js'
import type { EndpointPolicySupport, ServiceGroup, SystemsManagerEndpoint } from '../src/catalog/services.js'
import type { Confidence, Documented } from '../src/catalog/sources.js'
import type { Facts } from './facts.js'

const CONFIDENCES: readonly Confidence[] = ['H', 'M', 'L']

/** For facts whose rows name only their sources: as sure as the best of them, and as new as the newest. */
function documentedBy(facts: Facts, keys: readonly string[]): Documented {
  const sources = keys.map((key) => {
    const source = facts.sources[key]
    if (source === undefined) throw new Error(`data/facts.json names no source "${key}"`)
    return source
  })
  const confidence = CONFIDENCES.find((level) => sources.some((source) => source.confidence === level)) ?? 'L'
  return { sources: keys, confidence, asOf: newest(sources.map((source) => source.asOf)) }
}

function newest(dates: readonly string[]): string {
  return dates.toSorted().at(-1) ?? ''
}

function leastSure(confidences: readonly Confidence[]): Confidence {
  return CONFIDENCES.findLast((level) => confidences.includes(level)) ?? 'L'
}

function documentedOf({ sources, confidence, asOf }: Documented): Documented {
  return { sources, confidence, asOf }
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, convert: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, convert(value)]))
}

export function partitionRows(facts: Facts): PartitionRow[] {
  return facts.partitions.map(({ id, regionRegex, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion, regions }) => ({
    id, regionRegex, dnsSuffix, dualStackDnsSuffix, implicitGlobalRegion,
    regions: regions.map(({ region, name, optIn }) => (
      { region, name, optIn, ec2messages: !facts.ec2messagesUnsupportedRegions.includes(region) }
    )),
  }))
}

/** The list is the CDK's: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_ec2.InterfaceVpcEndpointAwsService.html */
export function serviceGroups(facts: Facts): ServiceGroup[] {
  const groups = new Map<string, { prefix: string; port: number; global: boolean; names: string }>()
  for (const { name, prefix, port, global } of facts.privateLinkServices.services) {
    const key = `${prefix} ${port} ${global}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { prefix, port, global, names: name })
    else group.names += ` ${name}`
  }
  return [...groups.values()].map((group) => ({ ...group, ...documentedBy(facts, ['CDK']) }))
}

export function partitionPrefixes(facts: Facts): Record<string, string> {
  return mapValues(facts.privateLinkServices.nonDefaultPrefixByRegion, (names) => names.join(' '))
}

export function crossRegionServices(facts: Facts): string[] {
  return facts.crossRegion.interfaceServices.map((name) => name.replace(/^com\.amazonaws\.(?:\{region\}\.)?/, ''))
}

export function systemsManagerEndpoints(facts: Facts): SystemsManagerEndpoint[] {
  return facts.ssmEndpoints.flatMap((row) => row.service.split(' / ').map((service) => (
    { service, type: row.type, level: row.level, when: row.when, ...documentedOf(row) }
  )))
}

export function endpointPolicySupport(facts: Facts): EndpointPolicySupport[] {
  let stated = ''
  return facts.endpointPolicySupport.flatMap((row) => {
    if (row.supported !== 'as above') stated = row.supported
    // What is documented for a family and not for the service itself is less certain than the page it stands on.
    const confidence = stated.includes('not documented') && row.confidence === 'H' ? 'M' : row.confidence
    const supported = /^yes\b/.test(stated) ? 'yes' : 'no'
    return policyServices(row.service).map((service) => ({ ...service, supported, stated, ...documentedOf({ ...row, confidence }) }))
  })
}

function policyServices(text: string): Pick<EndpointPolicySupport, 'service' | 'endpointType'>[] {
  if (text.startsWith('endpoint services of other accounts')) return [{ service: 'vpce-svc-*' }]
  return text.split(', ').map((part) => {
    const typed = /^(\S+) \((gateway|interface)\)$/.exec(part)
    if (typed !== null) return { service: typed[1]!, endpointType: typed[2] as 'gateway' | 'interface' }
    return { service: part.replace(/ family$/, '.*') }
  })
}

export function ssmBuckets(facts: Facts): SsmBucket[] {
  return facts.ssmBuckets.map((row) => ({
    id: row.id, arn: row.arn, purpose: row.purpose,
    documents: row.documents.filter((name) => /^AWS[\w-]+$/.test(name)),
    operatingSystems: row.os.map((name) => name.replace(/^some /, '')),
    legacy: row.status.startsWith('legacy'),
    ...documentedOf(row),
  }))
}

export function patchBuckets(facts: Facts): PatchBucketRow[] {
  return facts.patchBucketsByRegion.map((row) => {
    const suffix = after(row.awsPatchManager, `aws-patch-manager-${row.region}-`)
    if (after(row.awsPatchManagerMacos, `aws-patchmanager-macos-${row.region}-`) !== suffix) {
      throw new Error(`the macOS patch bucket of ${row.region} has a suffix of its own, which the tables cannot hold`)
    }
    const snapshotSuffix = after(row.patchBaselineSnapshot, `patch-baseline-snapshot-${row.region}`).replace(/^-/, '')
    return { region: row.region, suffix, snapshotSuffix, addedIn2026: row.addedToDocsIn2026, ...documentedOf(row) }
  })
}

function after(text: string, start: string): string {
  if (!text.startsWith(start)) throw new Error(`"${text}" does not start with "${start}"`)
  return text.slice(start.length)
}

/** The Regions where AWS's sample policy fails because the patch script itself takes the suffixed bucket there. */
export function suffixedPayload(facts: Facts): SuffixedPayload {
  const row = facts.knownGapsOfAwsSample.find(({ gap }) => gap.includes('aws-patch-manager'))
  if (row === undefined) throw new Error('data/facts.json has no gap row for aws-patch-manager')
  const regions = row.level.match(/[a-z]{2}-[a-z]+-\d/g) ?? []
  const { sources, asOf } = documentedBy(facts, row.sources)
  return { regions, sources, confidence: leastSure(sources.map((key) => facts.sources[key]!.confidence)), asOf }
}

export function supersededResources(facts: Facts): SupersededResource[] {
  return facts.supersededResources.map(({ arn, why, sources }) => ({ arn, why, ...documentedBy(facts, sources) }))
}

const CALLERS: Readonly<Record<string, PatternCaller>> = {
  anonymous: 'anonymous',
  'org-identity': 'organization',
  'presigned-by-service-principal': 'service-principal',
  'presigned-by-service-account': 'service-account',
  'no-sigv4-identity': 'unsigned-node',
  presigned: 'presigned',
  'not-stated': 'not-stated',
  'forward-access-session': 'forward-access-session',
}

export function accessPatterns(facts: Facts): AccessPattern[] {
  return facts.dataAccessPatterns.map((row) => ({
    id: row.id, service: row.service,
    resources: row.resources.map((resource) => (resource === 'see ssmBuckets' ? 'ssm-buckets' : resource)),
    actions: row.actions,
    callers: row.caller.map(callerOf),
    ...endpointsOf(row.endpoint),
    ...documentedOf(row),
  }))
}

function callerOf(caller: string): PatternCaller {
  const known = CALLERS[caller]
  if (known === undefined) throw new Error(`data/facts.json has an unknown caller "${caller}"`)
  return known
}

/** `ecr.api+ecr.dkr (+s3 layers), guardduty-data`: what stands in parentheses serves only a part of the use. */
function endpointsOf(text: string): { endpoints: string[]; conditionalEndpoints: string[] } {
  const conditional = [...text.matchAll(/\(\+(\S+)[^)]*\)/g)].map((match) => match[1]!)
  const endpoints = text.replace(/\([^)]*\)/g, '').split(/[+,]/).map((part) => part.trim())
  return { endpoints, conditionalEndpoints: conditional }
}

export function accountLists(facts: Facts): Record<AccountSet, string> {
  const list = (accounts: Readonly<Record<string, readonly string[]>>) => (
    Object.entries(accounts).map(([region, ids]) => `${region}=${ids.join(',')}`).join(' ')
  )
  const single = (accounts: Readonly<Record<string, string>>) => list(mapValues(accounts, (id) => [id]))
  return {
    'eks-add-on': single(facts.eksAddonAccounts),
    'guardduty-eks-agent': single(facts.guardDutyEksAgentAccounts),
    'guardduty-fargate-agent': single(facts.guardDutyFargateAgentAccounts),
    'codeartifact-assets': single(facts.codeArtifactAssetAccounts),
    'glue-studio-transforms': single(facts.glueStudioTransformAccounts),
    'sagemaker-registry': list(mapValues(facts.sagemakerRegistries, (registries) => Object.keys(registries))),
  }
}

export function features(facts: Facts): Feature[] {
  return facts.features.map((row) => {
    const patterns = row.accessPatterns.map((id) => rowOf(facts.dataAccessPatterns, 'id', id))
    const buckets = row.ssmBuckets.map((id) => rowOf(facts.ssmBuckets, 'id', id))
    const ssmEndpoints = facts.ssmEndpoints.filter((endpoint) => row.endpoints.includes(endpoint.service))
    const rows: readonly Documented[] = [...patterns, ...buckets, ...ssmEndpoints]
    const ofPatterns = patterns.map((pattern) => endpointsOf(pattern.endpoint))
    const endpoints = unique([...row.endpoints, ...ofPatterns.flatMap((part) => part.endpoints)])
    const isPlugin = (text: string) => /^aws:\w+$/.test(text)
    return {
      id: row.feature, title: row.title,
      // A pattern that a feature needs only sometimes (cloudwatch-agent: the download of the agent) stays conditional.
      endpoints: endpoints.filter((service) => row.endpoints.includes(service) || !row.conditionalEndpoints.includes(service)),
      conditionalEndpoints: unique([...row.conditionalEndpoints, ...ofPatterns.flatMap((part) => part.conditionalEndpoints)]),
      accessPatterns: row.accessPatterns, ssmBuckets: row.ssmBuckets,
      evidence: {
        documents: row.evidence.ssmDocuments,
        plugins: row.evidence.documentPlugins.filter(isPlugin),
        other: [...row.evidence.documentPlugins.filter((text) => !isPlugin(text)), ...row.evidence.other],
      },
      sources: Object.keys(facts.sources).filter((key) => rows.some((part) => part.sources.includes(key))),
      confidence: leastSure(rows.map((part) => part.confidence)),
      asOf: newest(rows.map((part) => part.asOf)),
    }
  })
}

function rowOf<T, K extends keyof T>(rows: readonly T[], key: K, value: T[K]): T {
  const row = rows.find((candidate) => candidate[key] === value)
  if (row === undefined) throw new Error(`data/facts.json has no row "${String(value)}"`)
  return row
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)]
}

export function agentActions(facts: Facts): AgentAction[] {
  return facts.agentActions.map((row) => ({
    action: row.action, accessLevel: row.accessLevel,
    resourceTypes: row.resourceTypes.map((type) => type.replace(/\*$/, '')),
    requiredResourceTypes: row.resourceTypes.filter((type) => type.endsWith('*')).map((type) => type.slice(0, -1)),
    conditionKeys: row.conditionKeys,
    wildcardResourceOnly: row.wildcardResourceOnly, inManagedPolicy: row.inAmazonSSMManagedInstanceCore,
    unsignedOnHybridNodes: row.hybridUnsigned, usedFor: row.when, ...documentedOf(row),
  }))
}

export function conditionKeys(facts: Facts): ConditionKey[] {
  return facts.conditionKeys.flatMap((row) => row.key.split(' / ').map((key) => ({
    key, availability: row.availability, anonymous: row.anonymous, valueType: row.valueType, note: row.note,
    sensitive: facts.sensitiveKeys.includes(key), ...documentedOf(row),
  })))
}
