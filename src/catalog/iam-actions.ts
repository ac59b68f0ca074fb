import { readPattern } from '../policy/pattern.js'
import { matchesPattern } from '../policy/wildcard.js'
import { isPrefix, prefixes, serviceOf } from './actions-table/read-services.js'
import { endpointPrefixes } from './actions-table/table.js'
import { isGlobalConditionKey } from './condition-keys.js'
import { lazy } from './lazy.js'

/** The day of the Service Authorization Reference that the actions are from, and their source: `IAMD` of `sourceOf`. */
export { iamActionsDate, iamDataVersion } from './actions-table/table.js'

/** An action; without a resource type it takes only the resource `*`. */
export interface IamAction {
  /** Without prefix: `GetObject`. */
  readonly name: string
  readonly access: 'read' | 'write' | 'list' | 'tagging' | 'permissions'
  readonly resources: readonly IamResourceType[]
  /** Keys that requests of this action may carry beside global ones, also by their resource; `*` stands for any text, as of a tag. */
  readonly conditionKeys: readonly string[]
}

export interface IamResourceType {
  readonly type: string
  /** False where the action takes one of several types, or none. */
  readonly required: boolean
  /** ARN formats; `${Partition}`, `${Region}` and `${Account}` are left to fill in, `*` stands for any text. */
  readonly arns: readonly string[]
}

/** What fills in an ARN format; each may be `*`. */
export interface ResourcePlace {
  readonly partition: string
  readonly region: string
  readonly account: string
}

export const iamPrefixes: () => string[] = prefixes

export const isIamPrefix: (prefix: string) => boolean = isPrefix

/** The actions of an IAM prefix such as `s3`; none where AWS documents none. */
export function iamActions(prefix: string): readonly IamAction[] {
  return [...(serviceOf(prefix)?.actions.values() ?? [])].map(({ read }) => read())
}

/** The action that `s3:GetObject` names; folds case, as IAM does. */
export function iamAction(action: string): IamAction | undefined {
  const [prefix, name] = splitAction(action)
  return serviceOf(prefix)?.actions.get(name.toLowerCase())?.read()
}

/**
 * The actions that `s3:Get*` matches, such as `s3:GetObject`; `undefined` for a pattern that leaves the service open, such as
 * `*`, because it stands for all there are. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchingActions(pattern: string): string[] | undefined {
  const [prefix, name] = splitAction(pattern)
  if (/[*?]/.test(prefix)) return undefined
  const tokens = readPattern(name, { variables: false, wildcards: true })
  return [...(serviceOf(prefix)?.actions.values() ?? [])]
    .filter((action) => matchesPattern(tokens, action.name, 'documented', true))
    .map((action) => `${prefix.toLowerCase()}:${action.name}`)
}

/** Patterns of the resources that an action takes, the required and the plainest first; `*` where it takes none, or is unknown. */
export function resourcePatterns(action: string, { partition, region, account }: ResourcePlace): string[] {
  const types = iamAction(action)?.resources ?? []
  const formats = types
    .flatMap(({ required, arns }) => arns.map((arn) => ({ required, arn })))
    .toSorted((a, b) => Number(b.required) - Number(a.required) || a.arn.length - b.arn.length)
  const filled = formats.map(({ arn }) => (
    arn.replaceAll('${Partition}', () => partition).replaceAll('${Region}', () => region).replaceAll('${Account}', () => account)
  ))
  return filled.length === 0 ? ['*'] : [...new Set(filled)]
}

/** The condition keys that the requests of a service may carry beside global ones; `*` stands for any text, as of a tag. */
export function serviceConditionKeys(prefix: string): readonly string[] {
  return serviceOf(prefix)?.conditionKeys ?? []
}

/**
 * May a request of the action carry the key? Global keys are taken for present: which of them an action has is not told here.
 * True also for an unknown action, whose keys nobody knows.
 */
export function takesConditionKey(action: string, key: string): boolean {
  const keys = iamAction(action)?.conditionKeys
  return keys === undefined || isGlobalConditionKey(key) || keys.some((known) => isNamed(known, key))
}

/** Some text must stand in place of the `*` in a documented key; a policy may write that text as it likes. */
function isNamed(documented: string, key: string): boolean {
  const [start, end] = documented.toLowerCase().split('*')
  const folded = key.toLowerCase()
  return end === undefined
    ? folded === start
    : folded.length > start!.length + end.length && folded.startsWith(start!) && folded.endsWith(end)
}

/** The IAM prefixes whose actions an endpoint service carries: `ecr` for `ecr.dkr`, `cloudwatch` for `monitoring`. */
export function iamPrefixesOfEndpoint(service: string): string[] {
  const name = withoutFips(service)
  return irregularPrefixes().get(name)?.split(' ') ?? [name, name.split('.')[0]!].filter(isIamPrefix).slice(0, 1)
}

function withoutFips(service: string): string {
  return service.replace(/-fips(?=\.|$)/, '')
}

const irregularPrefixes = lazy(() => new Map(endpointPrefixes().split(';').map((row) => row.split('=') as [string, string])))

/**
 * What goes in or out through an endpoint, by endpoint service or by IAM prefix: writes that carry data, then reads. Calls that
 * hybrid nodes and federated callers send unsigned are left out: they have no identity by which to tell an outsider.
 */
const DATA_ACTIONS: Readonly<Record<string, string>> = {
  appsync: 'GraphQL UpdateGraphqlApi GetGraphqlApi',
  aps: 'RemoteWrite QueryMetrics GetSeries',
  athena: 'StartQueryExecution GetQueryResults',
  backup: 'CopyIntoBackupVault StartCopyJob StartBackupJob StartRestoreJob',
  batch: 'SubmitJob RegisterJobDefinition',
  bedrock: 'InvokeModel InvokeModelWithResponseStream CreateModelCustomizationJob GetModelCustomizationJob',
  'bedrock-agent-runtime': 'InvokeAgent InvokeFlow Retrieve',
  cassandra: 'Modify Select',
  cloudformation: 'CreateStack UpdateStack GetTemplate',
  cloudwatch: 'PutMetricData PutMetricAlarm PutDashboard GetMetricData GetDashboard',
  codeartifact: 'PublishPackageVersion ReadFromRepository',
  codecommit: 'GitPush PutFile GitPull GetFile',
  dynamodb: 'PutItem UpdateItem BatchWriteItem GetItem Query Scan',
  'dynamodb-streams': 'GetRecords DescribeStream',
  ebs: 'PutSnapshotBlock GetSnapshotBlock ListSnapshotBlocks',
  ec2: 'ModifySnapshotAttribute ModifyImageAttribute CreateSnapshot CopySnapshot CopyImage RunInstances',
  ecr: 'PutImage UploadLayerPart BatchGetImage GetDownloadUrlForLayer',
  ecs: 'RunTask ExecuteCommand DescribeTasks',
  'ecs-agent': 'Poll SubmitTaskStateChange',
  'ecs-telemetry': 'StartTelemetrySession',
  events: 'PutEvents PutRule PutTargets',
  'execute-api': 'Invoke',
  firehose: 'PutRecord PutRecordBatch',
  glue: 'UpdateTable StartJobRun GetTable GetPartitions',
  'iot.data': 'Publish UpdateThingShadow GetThingShadow',
  kinesis: 'PutRecord PutRecords GetRecords',
  kms: 'Encrypt Decrypt GenerateDataKey CreateGrant',
  lambda: 'InvokeFunction UpdateFunctionCode GetFunction',
  logs: 'PutLogEvents CreateLogStream GetLogEvents FilterLogEvents',
  'neptune-graph': 'WriteDataViaQuery ReadDataViaQuery',
  'rds-data': 'ExecuteStatement BatchExecuteStatement',
  'redshift-data': 'ExecuteStatement GetStatementResult',
  s3: 'PutObject GetObject ListBucket DeleteObject PutObjectAcl PutBucketPolicy',
  s3express: 'CreateSession',
  s3tables: 'PutTableData GetTableData',
  s3vectors: 'PutVectors GetVectors QueryVectors',
  sagemaker: 'CreateTrainingJob CreateModel CreateEndpoint DescribeTrainingJob',
  'sagemaker.featurestore-runtime': 'PutRecord GetRecord',
  'sagemaker.runtime': 'InvokeEndpoint InvokeEndpointAsync',
  secretsmanager: 'PutSecretValue GetSecretValue UpdateSecret',
  ses: 'SendEmail SendRawEmail',
  sns: 'Publish Subscribe',
  sqs: 'SendMessage ReceiveMessage',
  ssm: 'PutParameter SendCommand StartSession GetParameter GetParameters GetDocument',
  states: 'StartExecution SendTaskSuccess GetExecutionHistory',
  sts: 'AssumeRole',
  xray: 'PutTraceSegments BatchGetTraces',
}

/** An action worth asking about at an endpoint, and patterns of the resources that it takes there. */
export interface PerimeterProbe {
  readonly action: string
  readonly access: IamAction['access']
  readonly resources: string[]
}

/** At most eight actions that an endpoint service carries, writes before reads; none for an unknown service. */
export function perimeterProbes(service: string, place: ResourcePlace): PerimeterProbe[] {
  return iamPrefixesOfEndpoint(service)
    .flatMap((prefix) => dataActions(withoutFips(service), prefix).map(({ name, access }) => ({ action: `${prefix}:${name}`, access })))
    .slice(0, 8)
    .map(({ action, access }) => ({ action, access, resources: resourcePatterns(action, place) }))
}

function dataActions(service: string, prefix: string): IamAction[] {
  const names = DATA_ACTIONS[service] ?? DATA_ACTIONS[prefix]
  if (names !== undefined) return names.split(' ').map((name) => existing(`${prefix}:${name}`))
  // What belongs to an account can be on the wrong side of the perimeter; an action without a resource cannot.
  const all = iamActions(prefix)
  const some = all.some(({ resources }) => resources.length > 0) ? all.filter(({ resources }) => resources.length > 0) : all
  const writes = some.filter(({ access }) => access === 'write')
  const reads = some.filter(({ access }) => access === 'read' || access === 'list')
  return [...writes.slice(0, 4), ...reads.slice(0, 4)]
}

function existing(action: string): IamAction {
  const found = iamAction(action)
  if (found === undefined) throw new Error(`AWS documents no action "${action}"`)
  return found
}

function splitAction(action: string): [prefix: string, name: string] {
  const colon = action.indexOf(':')
  return colon < 0 ? [action, ''] : [action.slice(0, colon), action.slice(colon + 1)]
}
