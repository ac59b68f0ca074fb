import { policyLanguageTable, quotaTable } from './tables.js'

/** What AWS says of endpoint policies alone: https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html */
export interface PolicyLanguage {
  /** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
  readonly sizeLimitChars: number
  readonly sizeCountsWhitespace: boolean
  readonly sizeAdjustable: boolean
  readonly policiesPerEndpoint: number
  readonly principalElementRequired: boolean
  readonly defaultPolicy: string
  readonly gatewayPrincipal: string
  readonly unsupportedService: string
  /** No wildcards and no numeric operators on keys whose values AWS issues. */
  readonly noWildcardOrNumericOnSystemIdKeys: boolean
  readonly stringOperatorWildcardNeedsSixConsecutiveCharsBeforeOrAfter: boolean
  readonly arnAccountIdOrWildcardNotBoth: boolean
  readonly propagation: string
  readonly sharedSubnet: string
  /** An endpoint policy only limits: identities and resources still need their own permissions. */
  readonly grantsNothing: boolean
  readonly notPrincipal: string
  readonly version: string
  readonly absentKeyEvaluation: string
}

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html */
export interface Quotas {
  readonly interfaceAndGwlbPerVpc: number
  readonly gatewayPerRegion: number
  readonly gatewayPerVpcMax: number
  readonly resourceEndpointsPerVpc: number
  readonly serviceNetworkEndpointsPerVpc: number
  readonly policyChars: number
  readonly mtuBytes: number
}

export const policyLanguage: () => PolicyLanguage = policyLanguageTable

export const quotas: () => Quotas = quotaTable
