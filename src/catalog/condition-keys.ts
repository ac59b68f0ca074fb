import { lazy } from './lazy.js'
import type { Documented } from './sources.js'
import { conditionKeyTable, sensitiveKeyTable } from './tables.js'

/** When a key is in the context of a request that arrives at an endpoint. */
export interface ConditionKey extends Documented {
  /** In AWS's spelling; `aws:PrincipalTag/*` stands for every tag. */
  readonly key: string
  readonly availability: string
  /** What an unsigned request carries. */
  readonly anonymous: string
  readonly valueType: string
  readonly note: string
  /** Wildcards are never valid in its values. */
  readonly sensitive: boolean
}

export const conditionKeys: () => readonly ConditionKey[] = conditionKeyTable

/** Keys whose values AWS allows no wildcards in. */
export const sensitiveKeys: () => readonly string[] = sensitiveKeyTable

/**
 * Every global key and every key of one service that other services see too; a trailing `/*` stands for any tag.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const knownGlobalConditionKeys: readonly string[] = [
  'aws:AssumedRoot', 'aws:CalledVia', 'aws:CalledViaAWSMCP', 'aws:CalledViaFirst', 'aws:CalledViaLast', 'aws:ChatbotSourceArn',
  'aws:CurrentTime', 'aws:Ec2InstanceSourcePrivateIPv4', 'aws:Ec2InstanceSourceVpc', 'aws:EpochTime', 'aws:FederatedProvider',
  'aws:IsMcpServiceAction', 'aws:MultiFactorAuthAge', 'aws:MultiFactorAuthPresent', 'aws:PrincipalAccount', 'aws:PrincipalArn',
  'aws:PrincipalIsAWSService', 'aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:PrincipalServiceName', 'aws:PrincipalServiceNamesList',
  'aws:PrincipalTag/*', 'aws:PrincipalType', 'aws:referer', 'aws:RequestedRegion', 'aws:RequestTag/*', 'aws:ResourceAccount',
  'aws:ResourceOrgID', 'aws:ResourceOrgPaths', 'aws:ResourceTag/*', 'aws:SecureTransport', 'aws:SignInSessionArn', 'aws:SourceAccount',
  'aws:SourceArn', 'aws:SourceIdentity', 'aws:SourceIp', 'aws:SourceOrgID', 'aws:SourceOrgPaths', 'aws:SourceVpc', 'aws:SourceVpcArn',
  'aws:SourceVpce', 'aws:TagKeys', 'aws:TokenIssueTime', 'aws:userid', 'aws:UserAgent', 'aws:username', 'aws:ViaAWSMCPService',
  'aws:ViaAWSService', 'aws:VpceAccount', 'aws:VpceOrgID', 'aws:VpceOrgPaths', 'aws:VpcSourceIp',
  'codebuild:BuildArn', 'codebuild:ProjectArn', 'ec2:RoleDelivery', 'ec2:SourceInstanceArn', 'glue:CredentialIssuingService',
  'glue:RoleAssumedBy', 'identitystore:UserId', 'lambda:SourceFunctionArn', 'ssm:SourceInstanceArn',
]

const rowsByKey = lazy(() => new Map(conditionKeyTable().map((row) => [row.key.toLowerCase(), row])))
const globalKeys = lazy(() => new Set(knownGlobalConditionKeys.map((key) => key.toLowerCase())))

/** Folds case; a key with a tag (`aws:PrincipalTag/team`) finds the row of its prefix. */
export function conditionKey(name: string): ConditionKey | undefined {
  return lookUp(name, (key) => rowsByKey().get(key))
}

export function isGlobalConditionKey(name: string): boolean {
  return lookUp(name, (key) => globalKeys().has(key) || undefined) ?? false
}

export function isSensitiveKey(name: string): boolean {
  const folded = name.toLowerCase()
  return sensitiveKeyTable().some((key) => key.toLowerCase() === folded)
}

function lookUp<T>(name: string, find: (key: string) => T | undefined): T | undefined {
  const folded = name.toLowerCase()
  const slash = folded.indexOf('/')
  return find(folded) ?? (slash > 0 && slash < folded.length - 1 ? find(`${folded.slice(0, slash)}/*`) : undefined)
}
