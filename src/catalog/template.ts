import { internSymbol, isSymbolCode, symbolOf } from '../policy/symbol.js'
import { accountsIn, type AccountSet } from './accounts.js'
import { lazy } from './lazy.js'
import { allRegions } from './regions.js'
import { patchBucketTable } from './tables.js'

/** `{region}`, or `[-{suffix}]` for a part that some Regions lack. */
export const PLACEHOLDER = /\[-\{(\w+)\}\]|\{(\w+)\}/g

const ACCOUNT_SETS: Readonly<Record<string, readonly AccountSet[]>> = {
  codeArtifactAccount: ['codeartifact-assets'],
  eksAccount: ['eks-add-on'],
  glueAccount: ['glue-studio-transforms'],
  guarddutyAccount: ['guardduty-eks-agent', 'guardduty-fargate-agent'],
  sagemakerAccount: ['sagemaker-registry'],
}

/** Names that do not follow their template in a Region, by the bucket of the template; the notes of the rows say so. */
const EXCEPTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  // emr-instance-data: https://docs.aws.amazon.com/emr/latest/ManagementGuide/private-subnet-iampolicy.html
  'aws157-instance-data-0-prod-{region}': { 'ap-southeast-2': 'aws157-instance-data-bucket-0-prod-{region}' },
  'aws157-instance-data-1-prod-{region}': { 'ap-southeast-2': 'aws157-instance-data-bucket-1-prod-{region}' },
  // emr-logs, same page
  'aws157-logs-prod-{region}': { 'us-east-1': 'aws157-logs-prod' },
  // beanstalk: https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/vpc-vpce.policy.html
  'elasticbeanstalk-platform-assets-{region}': {
    'cn-north-1': 'elasticbeanstalk-platform-assets-public-beta-{region}',
    'me-central-1': 'elasticbeanstalk-platform-assets-{region}-f08b818c',
  },
  'elasticbeanstalk-env-resources-{region}': { 'me-central-1': 'elasticbeanstalk-env-resources-{region}-f08b818c' },
  // glue-studio-transforms: https://docs.aws.amazon.com/glue/latest/dg/getting-started-min-privs-job.html
  'aws-glue-studio-transforms-{glueAccount}-prod-{region}': {
    'us-gov-west-1': 'aws-glue-studio-transforms-{glueAccount}-prod-{region}-2604',
    'eusc-de-east-1': 'aws-glue-studio-transforms-{glueAccount}-prod-{region}-555',
  },
}

/** The parts `{id}` that AWS documents: https://docs.aws.amazon.com/amazonq/latest/qdeveloper-ug/firewall.html */
const KNOWN_IDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'amazonq-code-scan-{region}-{id}': { 'us-east-1': '29121b44f7b', 'eu-central-1': '9374e402cc5' },
  'amazonq-code-transformation-{region}-{id}': { 'us-east-1': 'c6160f047e0', 'eu-central-1': 'a0a89cc2b94' },
}

const regionsByFlatName = lazy(() => new Map(allRegions().map((region) => [region.replaceAll('-', ''), region])))

/** `uswest2` → `us-west-2`, for the Regions of the catalog. */
export function regionOfFlatName(flat: string): string | undefined {
  return regionsByFlatName().get(flat)
}

/** True for the one character that stands for a text which only deployment knows. */
export function isSymbol(text: string): boolean {
  return text.length === 1 && isSymbolCode(text.charCodeAt(0))
}

/** The bucket of a template, as it is named in the Region. */
export function bucketTemplateIn(bucketTemplate: string, region: string): string {
  return EXCEPTIONS[bucketTemplate]?.[region] ?? bucketTemplate
}

/** The irregular names of a bucket's template with the Region of each. */
export function exceptionsOf(bucketTemplate: string): [region: string, bucketTemplate: string][] {
  return Object.entries(EXCEPTIONS[bucketTemplate] ?? {})
}

/** The bucket part of an S3 ARN template; `undefined` for other services. */
export function bucketOfTemplate(template: string): string | undefined {
  return /^arn:[^:]+:s3:::([^/]+)/.exec(template)?.[1]
}

/** What a placeholder of a bucket's template stands for in a Region; `undefined` where AWS documents no value. */
export function documentedValues(bucketTemplate: string, placeholder: string, region: string): readonly string[] | undefined {
  if (placeholder === 'region') return [region]
  if (placeholder === 'regionNoDashes') return flatNames(region)
  if (placeholder === 'suffix') return patchSuffixes(bucketTemplate, region)
  if (placeholder === 'id') return oneOrNone(KNOWN_IDS[bucketTemplate]?.[region])
  const accounts = (ACCOUNT_SETS[placeholder] ?? []).flatMap((set) => accountsIn(set, region))
  return accounts.length === 0 ? undefined : accounts
}

function flatNames(region: string): readonly string[] | undefined {
  if (!isSymbol(region)) return [region.replaceAll('-', '')]
  const symbol = symbolOf(region)
  return oneOrNone(symbol && internSymbol(symbol.text, 'region-without-dashes', symbol.scope)?.character)
}

/** The empty text where the bucket has no suffix in the Region. */
function patchSuffixes(bucketTemplate: string, region: string): readonly string[] | undefined {
  const row = patchBucketTable().find((candidate) => candidate.region === region)
  return row && [bucketTemplate.startsWith('patch-baseline-snapshot-') ? row.snapshotSuffix : row.suffix]
}

function oneOrNone(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value]
}

/** Every text of a template; a placeholder without values leaves none. `optional` are those in brackets. */
export function expandTemplate(template: string, valuesOf: (placeholder: string, optional: boolean) => readonly string[]): string[] {
  let texts = ['']
  let from = 0
  for (const match of template.matchAll(PLACEHOLDER)) {
    const literal = template.slice(from, match.index)
    const optional = match[1] !== undefined
    const values = valuesOf(match[1] ?? match[2]!, optional)
    texts = texts.flatMap((text) => values.map((value) => text + literal + (optional && value !== '' ? `-${value}` : value)))
    from = match.index + match[0].length
  }
  return texts.map((text) => text + template.slice(from))
}
