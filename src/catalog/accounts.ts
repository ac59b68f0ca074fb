import { lazy } from './lazy.js'
import { accountTable } from './tables.js'

/** Accounts of AWS that own what its services hand out, one list of Regions each. */
export type AccountSet =
  | 'eks-add-on'
  | 'guardduty-eks-agent'
  | 'guardduty-fargate-agent'
  | 'codeartifact-assets'
  | 'glue-studio-transforms'
  | 'sagemaker-registry'

/** Keys of `sourceOf`: the pages of EKS, GuardDuty, CodeArtifact and Glue, and the image lists of the SageMaker SDK. */
export const accountSources: Readonly<Record<AccountSet, readonly string[]>> = {
  'eks-add-on': ['D25'],
  'guardduty-eks-agent': ['D25'],
  'guardduty-fargate-agent': ['D25'],
  'codeartifact-assets': ['D25'],
  'glue-studio-transforms': ['D26'],
  'sagemaker-registry': ['SM'],
}

/** Of every set, the accounts of each Region: `us-east-1=111122223333,444455556666 us-east-2=…`. */
const accountsByRegion = lazy(() => new Map(Object.entries(accountTable()).map(([set, list]) => [
  set as AccountSet,
  new Map(list.split(' ').map((entry) => {
    const [region, accounts] = entry.split('=') as [string, string]
    return [region, accounts.split(',')]
  })),
])))

const allAccounts = lazy(() => new Set([...accountsByRegion().keys()].flatMap(accountsOf)))

/** Empty where AWS documents no account for the Region. */
export function accountsIn(set: AccountSet, region: string): readonly string[] {
  return accountsByRegion().get(set)?.get(region) ?? []
}

/** Every documented account of a set, of all Regions. */
export function accountsOf(set: AccountSet): string[] {
  return [...new Set([...(accountsByRegion().get(set)?.values() ?? [])].flat())]
}

/** The documented accounts of AWS in a Region, whatever for. */
export function awsOwnedAccounts(region: string): string[] {
  return [...new Set([...accountsByRegion().keys()].flatMap((set) => accountsIn(set, region)))]
}

export function isAwsOwnedAccount(account: string): boolean {
  return allAccounts().has(account)
}
