import { bucketOfArn, parseArn } from '../policy/arn.js'
import { hasSymbol, internSymbol } from '../policy/symbol.js'
import type { Caller, Context, Environment } from './access.js'

/** What a condition key can be for a kind of caller. */
export interface Domain {
  readonly absent: boolean
  readonly present: boolean
  /** All values it can have; otherwise any text of the shape. */
  readonly values?: readonly string[]

  readonly shape?: Shape
  /** Patterns (`*` only) that the value never matches. */
  readonly excluded?: readonly string[]
  /** Plausible values, tried first. */
  readonly samples: readonly string[]
}

/** Every value is known, so that going through them leaves nothing out. */
export function isFinite(domain: Domain): boolean {
  return !domain.present || domain.values !== undefined
}

export type Shape = 'account' | 'organization' | 'organization-path' | 'text'

const ABSENT: Domain = { absent: true, present: false, samples: [] }
const FREE: Domain = { absent: true, present: true, samples: ['example'] }

function fixed(...values: string[]): Domain {
  return { absent: false, present: true, values, samples: values }
}

const FOREIGN_ACCOUNTS = ['999988887777', '888877776666', '777766665555']
const FOREIGN_ORGANIZATIONS = ['o-foreign1234', 'o-foreign5678']

/** The unknown id of my organization, when neither configuration nor policies tell it. */
const MY_ORGANIZATION = internSymbol('<my organization>', 'organization')!.character

function organizationsOf({ organizationIds = [] }: Environment): readonly string[] {
  return organizationIds.length > 0 ? organizationIds : [MY_ORGANIZATION]
}

/** What the question fixes about requests, beside the policy. */
export interface Circumstances {
  readonly caller: Caller
  readonly context: Context
  readonly environment: Environment
  readonly resources: readonly string[]
  readonly resourceOwner: 'any' | 'foreign' | 'mine' | 'aws'
  /** Accounts, organizations and unique ids that outsiders are not. */
  readonly trusted: readonly string[]
}

/**
 * Which keys a caller's requests carry behind an endpoint, and with what values.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html ("Availability" of each key),
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/privatelink-interface-endpoints.html (aws:SourceIp behind an endpoint)
 */
export function domainOf(key: string, circumstances: Circumstances): Domain {
  const stated = Object.entries(circumstances.context).find(([name]) => name.toLowerCase() === key)
  if (stated !== undefined) return stated[1] === null ? ABSENT : fixed(...stated[1])
  return identityDomain(key, circumstances) ?? resourceDomain(key, circumstances) ?? endpointDomain(key, circumstances) ?? FREE
}

function identityDomain(key: string, { caller, environment, trusted }: Circumstances): Domain | undefined {
  const signed = caller !== 'anonymous' && caller !== 'unsigned-node'
  const own = organizationsOf(environment)
  const mine = caller === 'organization'
  if (key.startsWith('aws:principaltag/')) return signed && caller !== 'service-principal' ? FREE : ABSENT
  switch (key) {
    case 'aws:principalisawsservice':
      return signed ? fixed(String(caller === 'service-principal')) : ABSENT
    case 'aws:principalservicename':
    case 'aws:principalservicenameslist':
      return caller === 'service-principal' ? { absent: false, present: true, samples: ['cloudformation.amazonaws.com', 'example.amazonaws.com'] } : ABSENT
    case 'aws:principalorgid':
      if (mine) return fixed(...own)
      return signed ? { absent: true, present: true, shape: 'organization', excluded: [...own, ...trusted], samples: FOREIGN_ORGANIZATIONS } : ABSENT
    case 'aws:principalorgpaths':
      if (mine) return { absent: false, present: true, shape: 'organization-path', samples: own.map((id) => `${id}/r-ab12/ou-ab12-11111111/`) }
      return signed
        ? { absent: true, present: true, shape: 'organization-path', excluded: [...own, ...trusted].map((id) => `${id}/*`), samples: FOREIGN_ORGANIZATIONS.map((id) => `${id}/r-zz99/`) }
        : ABSENT
    case 'aws:principalaccount':
      if (caller === 'anonymous') return fixed('anonymous')
      if (caller === 'unsigned-node') return ABSENT
      if (mine) return environment.accounts?.length ? fixed(...environment.accounts) : { absent: false, present: true, shape: 'account', samples: ['210987654321'] }
      return { absent: caller === 'service-principal', present: true, shape: 'account', excluded: [...(environment.accounts ?? []), ...trusted], samples: FOREIGN_ACCOUNTS }
    case 'aws:principalarn':
      return signed ? { absent: caller === 'service-principal', present: true, samples: [] } : ABSENT
    case 'aws:userid':
      if (caller === 'anonymous') return fixed('anonymous')
      return signed ? { absent: false, present: true, excluded: trusted.filter((id) => /^A[A-Z]{3}/.test(id)).map((id) => `${id}*`), samples: ['AROAZZZZEXAMPLEROLEID:session'] } : ABSENT
    case 'aws:principaltype':
      if (caller === 'anonymous') return fixed('Anonymous')
      return signed ? fixed('AssumedRole', 'User', 'FederatedUser', 'Account') : ABSENT
    case 'aws:username':
      return caller === 'service-principal' || !signed ? ABSENT : FREE
    case 'aws:tokenissuetime':
    case 'aws:multifactorauthpresent':
    case 'aws:multifactorauthage':
    case 'aws:sourceidentity':
    case 'aws:federatedprovider':
      return signed ? FREE : ABSENT
    case 'ssm:nodeorgid':
      return caller === 'unsigned-node' ? fixed(...own) : undefined
    case 'ssm:nodeaccountid':
      return caller === 'unsigned-node' && environment.accounts?.length ? fixed(...environment.accounts) : undefined
    default:
      return undefined
  }
}

function resourceDomain(key: string, { environment, resources, resourceOwner, trusted }: Circumstances): Domain | undefined {
  const ids = organizationsOf(environment)
  const accounts = environment.accounts ?? []
  const mine = resourceOwner === 'mine'
  const strangers = resourceOwner === 'foreign' || resourceOwner === 'aws'
  switch (key) {
    case 'aws:resourceorgid':
      if (mine) return fixed(...ids)
      return { absent: true, present: true, shape: 'organization', samples: strangers ? FOREIGN_ORGANIZATIONS : [...ids, ...FOREIGN_ORGANIZATIONS], excluded: strangers ? [...ids, ...trusted] : [] }
    case 'aws:resourceorgpaths':
      if (mine) return { absent: false, present: true, shape: 'organization-path', samples: ids.map((id) => `${id}/r-ab12/`) }
      return {
        absent: true, present: true, shape: 'organization-path', excluded: strangers ? [...ids, ...trusted].map((id) => `${id}/*`) : [],
        samples: [...(strangers ? [] : ids), ...FOREIGN_ORGANIZATIONS].map((id) => `${id}/r-zz99/`),
      }
    case 'aws:resourceaccount': {
      const named = new Set(resources.map((resource) => parseArn(resource)?.account ?? ''))
      const [account] = named
      if (named.size === 1 && account !== undefined && /^\d{12}$/.test(account)) return fixed(account)
      if (mine && accounts.length > 0) return fixed(...accounts)
      // Absent for a few actions only, such as those of the EBS direct APIs.
      const absent = !resources.every((resource) => bucketOfArn(resource) !== undefined)
      return { absent, present: true, shape: 'account', samples: mine ? ['210987654321'] : FOREIGN_ACCOUNTS, excluded: strangers ? [...accounts, ...trusted] : [] }
    }
    default:
      return undefined
  }
}

function endpointDomain(key: string, { environment }: Circumstances): Domain | undefined {
  const known = (value: string | undefined, sample: string): Domain =>
    value === undefined || hasSymbol(value) ? { absent: false, present: true, samples: [sample] } : fixed(value)
  // Only deployment knows the id of what a template makes, but a policy beside it may name the same.
  const ofThisNetwork = (id: string | undefined, sample: string): Domain => (id === undefined ? known(id, sample) : fixed(id))
  switch (key) {
    case 'aws:sourceip':
    case 'aws:calledvia':
    case 'aws:calledviafirst':
    case 'aws:calledvialast':
      return ABSENT
    case 'aws:viaawsservice':
      return fixed('false')
    case 'aws:sourcevpc':
      return ofThisNetwork(environment.vpcId, 'vpc-0a1b2c3d4e5f60718')
    case 'aws:sourcevpce':
      return ofThisNetwork(environment.endpointId, 'vpce-0a1b2c3d4e5f60718')
    case 'aws:requestedregion':
      return known(environment.region, 'us-east-1')
    case 'aws:vpcsourceip':
      return { absent: false, present: true, samples: ['10.0.0.10'] }
    case 'aws:securetransport':
      return fixed('true', 'false')
    case 'aws:currenttime':
      return { absent: false, present: true, samples: ['2026-01-01T00:00:00Z'] }
    case 'aws:epochtime':
      return { absent: false, present: true, samples: ['1767225600'] }
    default:
      return undefined
  }
}

const WHO: Readonly<Record<Caller, string>> = {
  anonymous: 'unsigned requests',
  'service-principal': 'requests of an AWS service principal',
  'service-account': 'requests signed by an account of an AWS service',
  organization: 'requests of your organization',
  'unsigned-node': 'the unsigned calls of hybrid nodes',
  outsider: 'requests from outside your organization',
}

/** A noun phrase for messages: `unsigned requests`. */
export function requestsOf(caller: Caller): string {
  return WHO[caller]
}

