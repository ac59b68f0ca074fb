import { hasSymbol } from '../policy/symbol.js'
import { lazy } from './lazy.js'
import { isRegionName, partitionOf } from './regions.js'
import type { Documented } from './sources.js'
import {
  crossRegionTable, endpointPolicySupportTable, partitionPrefixTable, serviceTable, systemsManagerEndpointTable,
} from './tables.js'
import { isSymbol } from './template.js'

export interface EndpointService extends Documented {
  /** What the full name starts with in most Regions. */
  readonly prefix: string
  readonly port: number
  readonly global: boolean
}

/** Endpoint services that differ in nothing but the name; `names` is separated by spaces. */
export interface ServiceGroup extends EndpointService {
  readonly names: string
}

/** An endpoint service that Systems Manager or its agent uses. */
export interface SystemsManagerEndpoint extends Documented {
  readonly service: string
  readonly type: string
  readonly level: string
  readonly when: string
}

export interface EndpointPolicySupport extends Documented {
  /** A name, or `name.*` for a family. */
  readonly service: string
  readonly endpointType?: 'gateway' | 'interface'
  readonly supported: 'yes' | 'no'
  /** In the words of the source. */
  readonly stated: string
}

export interface ServiceName {
  readonly prefix: string
  /** Without prefix and Region: `ssm`, `ecr.api`, `vpce-svc-0123456789abcdef0`. */
  readonly service: string
  /** May hold symbols or be a placeholder such as `<region>`; `undefined` when the name has none. */
  readonly region: string | undefined
  /** A service of all Regions, or one that AWS offers under a name without a Region. */
  readonly global: boolean
  readonly owner: 'aws' | 'other'
  /** AWS documents an endpoint service of this name; whether the prefix is right in the Region says `serviceNameOf`. */
  readonly known: boolean
}

export const systemsManagerEndpoints: () => readonly SystemsManagerEndpoint[] = systemsManagerEndpointTable

/** What starts the names of some services in one partition only. */
const PARTITION_PREFIXES: Readonly<Record<string, string>> = {
  'aws-cn': 'cn.com.amazonaws',
  'aws-eusc': 'eu.amazonaws',
  'aws-iso': 'gov.ic.c2s',
  'aws-iso-b': 'gov.sgov.sc2s',
  'aws-iso-e': 'uk.adc-e.cloud',
  'aws-iso-f': 'gov.ic.hci.csp',
}

const REGIONAL = { prefix: 'com.amazonaws', port: 443, global: false, sources: ['D26'], confidence: 'H', asOf: '2026-10' } as const

/**
 * Services of https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html and of the pages on
 * gateway and FIPS endpoints that the service list of the facts, taken from the CDK, lacks.
 */
const MORE_SERVICES: readonly ServiceGroup[] = [
  { ...REGIONAL, global: true, names: 'route53 cloudfront' },
  { ...REGIONAL, names: 'iot kinesisanalytics kinesisanalytics-fips s3express stream-logs' },
  { ...REGIONAL, names: 'access-analyzer-fips ds-data-fips ec2-fips logs-fips ssm-incidents-fips ssm-sap-fips' },
  { ...REGIONAL, prefix: 'aws.api', names: 's3files' },
  { ...REGIONAL, prefix: 'api.aws', names: 'cassandra-streams' },
]

const ALL_PREFIXES = ['com.amazonaws', 'aws.api', 'api.aws', 'aws.sagemaker', ...Object.values(PARTITION_PREFIXES)]

const services = lazy(() => {
  const ofSystemsManager = systemsManagerEndpointTable().map(({ service }) => ({ ...REGIONAL, names: service }))
  const groups = [...ofSystemsManager, ...MORE_SERVICES, ...serviceTable()]
  return new Map(groups.flatMap((group) => group.names.split(' ').map((name): [string, EndpointService] => [name, group])))
})

const partitionPrefixed = lazy(() => (
  new Map(Object.entries(partitionPrefixTable()).map(([region, names]) => [region, new Set(names.split(' '))]))
))

/** Every documented endpoint service, without prefix and Region. */
export function knownServices(): Iterable<string> {
  return services().keys()
}

/** True for a documented endpoint service, named as `ecr.api` or in full. */
export function isKnownService(name: string): boolean {
  return services().has(name) || parseServiceName(name)?.known === true
}

/** What is known of an endpoint service, named as `ecr.api`. */
export function endpointService(service: string): EndpointService | undefined {
  return services().get(service)
}

/** Reads the name of an endpoint service, as `ServiceName` of an endpoint has it. */
export function parseServiceName(name: string): ServiceName | undefined {
  const prefix = ALL_PREFIXES.find((candidate) => name.startsWith(`${candidate}.`))
  if (prefix === undefined) return undefined
  const parts = name.slice(prefix.length + 1).split('.')
  if (parts.some((part) => part === '')) return undefined
  const [first, second] = parts
  if (first === 'vpce') {
    if (second === undefined || !isRegionPart(second) || !isServiceId(parts.slice(2).join('.'))) return undefined
    return { prefix, service: parts[2]!, region: second, global: false, owner: 'other', known: false }
  }
  const regional = first !== undefined && (isRegionPart(first) || (second !== undefined && hasSymbol(first)))
  // `aws.api.global.codecatalyst` names all Regions where others name one.
  const rest = regional || (prefix === 'aws.api' && first === 'global') ? parts.slice(1) : parts
  if (rest.length === 0) return undefined
  const service = serviceOfParts(prefix, rest)
  const known = services().get(service)
  const isPrefixed = Object.values(PARTITION_PREFIXES).includes(prefix)
  const isDocumented = known !== undefined && regional !== known.global
    && (prefix === known.prefix || known.prefix === `${prefix}.global` || isPrefixed)
  return {
    prefix, service, region: regional ? first : undefined, owner: 'aws',
    global: !regional && (known === undefined || known.global),
    known: isDocumented || (isPrefixed && first !== undefined && isPartitionPrefixed(service, first)),
  }
}

/** Transcribe in China ends in `.cn`: `cn.com.amazonaws.cn-north-1.transcribe.cn`. */
function serviceOfParts(prefix: string, parts: readonly string[]): string {
  const dropped = prefix === PARTITION_PREFIXES['aws-cn'] && parts.length === 2 && parts[1] === 'cn'
  return (dropped ? parts.slice(0, 1) : parts).join('.')
}

/** A template that makes an endpoint service does not know its id. */
function isServiceId(text: string): boolean {
  return /^vpce-svc-[^.]+$/.test(text) || isSymbol(text)
}

/** AWS writes no capitals in service names: `com.amazonaws.REGION.ssm` has yet to be filled in. */
function isRegionPart(part: string): boolean {
  return isRegionName(part) || /^(?:<[^<>]+>|[A-Z][A-Z_-]*)$/.test(part) || isSymbol(part)
}

/** The full name of a service in a Region; gateway endpoints have the same prefix in every partition. */
export function serviceNameOf(service: string, region: string, endpointType: 'gateway' | 'interface' = 'interface'): string {
  const known = services().get(service)
  if (known?.global === true) return `${known.prefix}.${service}`
  const prefix = known?.prefix ?? 'com.amazonaws'
  const regular = `${prefix}.${region}.${service}`
  if (prefix !== 'com.amazonaws' || endpointType === 'gateway' || !isPartitionPrefixed(service, region)) return regular
  const partition = partitionOf(region)?.id
  const ending = partition === 'aws-cn' && service === 'transcribe' ? '.cn' : ''
  return `${PARTITION_PREFIXES[partition ?? ''] ?? prefix}.${region}.${service}${ending}`
}

function isPartitionPrefixed(service: string, region: string): boolean {
  return partitionPrefixed().get(region)?.has(service) ?? false
}

/**
 * An endpoint for it may stand in another Region than the service:
 * https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-cross-region-privatelink-support.html
 */
export function supportsCrossRegion(service: string): boolean {
  return crossRegionTable().includes(service)
}

/** What AWS documents of endpoint policies for a service; FIPS endpoints are of their service. */
export function endpointPolicySupport(service: string, endpointType?: 'gateway' | 'interface'): EndpointPolicySupport | undefined {
  const name = service.replace(/-fips$/, '')
  const rows = endpointPolicySupportTable().filter((row) => covers(row.service, name))
  return rows.find((row) => row.endpointType === endpointType) ?? rows[0]
}

/** `codeartifact.*` covers `codeartifact` and `codeartifact.api`. */
function covers(documented: string, service: string): boolean {
  if (!documented.endsWith('*')) return documented === service
  const stem = documented.slice(0, -1)
  return service.startsWith(stem) || service === stem.slice(0, -1)
}

export function supportsEndpointPolicy(service: string, endpointType?: 'gateway' | 'interface'): 'yes' | 'no' | 'undocumented' {
  return endpointPolicySupport(service, endpointType)?.supported ?? 'undocumented'
}
