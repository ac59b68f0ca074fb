import type { Policy } from '../policy/policy.js'
import type { Located, Span } from '../text/source-text.js'

/** `deployed`: an API answered it; `template`: it will be made; `raw`: a policy document on its own. */
export type Origin = 'deployed' | 'template' | 'raw'

export type EndpointType = 'gateway' | 'interface' | 'gateway-load-balancer' | 'resource' | 'service-network' | 'tunnel'

/** Facts shared by everything that has a place, an owner and a Region. `undefined` is "not known", never "none". */
export interface Fact {
  readonly at: Span
  readonly account?: string | undefined
  readonly region?: string | undefined
}

export interface Endpoint extends Fact {
  /** vpce-…; a template has none before deployment. */
  readonly id?: string | undefined
  /** For messages: the id, logical id or resource address. */
  readonly name: string
  /** Where a template or a plan has it: `module.network.aws_vpc_endpoint.s3`. */
  readonly address?: string | undefined
  readonly origin: Origin
  readonly type: EndpointType
  readonly serviceName: Located<string>
  /** `ssm`, `ecr.api`; `undefined` for services that are not AWS's. */
  readonly service?: string | undefined
  readonly serviceRegion?: string | undefined
  readonly vpc?: string | undefined
  /** Lower case, as in `available`. */
  readonly state?: string | undefined
  readonly privateDns?: boolean | undefined
  /** Private DNS answers only what comes through inbound Resolver endpoints; nodes of the VPC take the gateway endpoint (S3). */
  readonly inboundDnsOnly?: boolean | undefined
  readonly subnets?: readonly string[] | undefined
  readonly routeTables?: readonly string[] | undefined
  readonly securityGroups?: readonly string[] | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
}

/**
 * A policy document carried by endpoints, or by a raw file that is an endpoint's. Endpoints of one service, Region and type
 * that carry the same text share one.
 */
export interface EndpointPolicy extends Fact {
  readonly policy: Policy
  readonly origin: Origin
  readonly service?: string | undefined
  readonly endpointType?: 'gateway' | 'interface' | undefined
  /** Empty for a raw file. */
  readonly endpoints: readonly Endpoint[]
}

export interface Vpc extends Fact {
  readonly id: string
  /** The file makes the VPC, so that it has the subnets, route tables and endpoints of the file, and no others. */
  readonly complete?: boolean | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
}

export interface Subnet extends Fact {
  readonly id: string
  readonly vpc?: string | undefined
}

export interface RouteTable extends Fact {
  readonly id: string
  readonly vpc?: string | undefined
  readonly main: boolean
  readonly subnets: readonly string[]
  readonly routes: readonly Route[]
}

export type RouteTarget = 'local' | 'gateway-endpoint' | 'internet' | 'nat' | 'egress-only-internet' | 'other'

export interface Route {
  readonly destination: string | undefined
  readonly target: RouteTarget
  /** igw-…, nat-…, tgw-…; for messages. */
  readonly targetId: string | undefined
  readonly active: boolean
}

export interface Instance extends Fact {
  readonly id: string
  readonly vpc?: string | undefined
  readonly subnet?: string | undefined
  readonly tags?: Readonly<Record<string, string>> | undefined
  readonly platform?: 'linux' | 'windows' | 'macos' | undefined
}

/** A node that Systems Manager manages: `i-…` or `mi-…`. */
export interface ManagedNode extends Fact {
  readonly id: string
  readonly agentVersion?: string | undefined
  readonly platform?: 'linux' | 'windows' | 'macos' | undefined
}

/** An SSM document of the user's, read as JSON or YAML. */
export interface SsmDocument extends Fact {
  readonly name: string | undefined
  readonly plugins: readonly Located<string>[]
  /** Features that running it uses, with the place that shows it. */
  readonly features: readonly Located<string>[]
  /** Names of documents that it runs in turn. */
  readonly references?: readonly Located<string>[] | undefined
}

/** A document that an association or a maintenance window task runs on nodes. */
export interface DocumentRun extends Fact {
  /** Name or ARN. */
  readonly document: string
  /** A clause for messages: `association "patch-weekly" runs AWS-RunPatchBaseline`. */
  readonly note: string
  readonly targets: Targets
}

/**
 * Nodes by id and by tag. All of `tags` must match, as in
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/send-commands-multiple.html
 */
export interface Targets {
  readonly instances: readonly string[]
  /** `InstanceIds` is `*`. */
  readonly everyNode: boolean
  /** Without values the key alone decides. */
  readonly tags: readonly { readonly key: string; readonly values?: readonly string[] | undefined }[]
  /** Something else decides too: a resource group, a maintenance window's own target. */
  readonly elsewhere: boolean
}

/** Evidence that a feature is used. */
export interface Usage {
  /** An id of the catalog's features. */
  readonly feature: string
  readonly evidence: 'strong' | 'weak'
  readonly at: Span | undefined
  /** A clause for messages: `session "alice-0a1b" ran on i-0123`. */
  readonly note: string
  readonly account?: string | undefined
  readonly region?: string | undefined
  /** Where: a VPC, or instances whose VPC the run may know; neither when the source does not say. */
  readonly vpc?: string | undefined
  readonly instances?: readonly string[] | undefined
  readonly platforms?: readonly ('linux' | 'windows' | 'macos')[] | undefined
}
