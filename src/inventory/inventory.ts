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
  /** The path of its construct, or its address in a configuration: what its author calls it. */
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
  /** The run makes it and all that stands in it: what the run does not show of it does not exist. */
  readonly whole?: boolean | undefined
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

/** A route that stands apart from its table, which another file may make. */
export interface AddedRoute extends Fact {
  /** `undefined` when nothing says which. */
  readonly table: string | undefined
  readonly route: Route
}

/** Says which table a subnet uses. */
export interface RouteTableAssociation extends Fact {
  readonly table: string | undefined
  readonly subnet: string | undefined
}

export type RouteTarget = 'local' | 'gateway-endpoint' | 'internet' | 'nat' | 'egress-only-internet' | 'other'

export interface Route {
  readonly destination: string | undefined
  readonly target: RouteTarget
  /** igw-…, nat-…, tgw-…; for messages. */
  readonly targetId: string | undefined
  readonly active: boolean
}

export interface SecurityGroup extends Fact {
  readonly id: string
  readonly vpc?: string | undefined
  /** `undefined` when not known, as are those of a list of which a part is not. */
  readonly ingress: readonly TrafficRule[] | undefined
  readonly egress: readonly TrafficRule[] | undefined
  /** Nobody wrote the rules of `egress`: AWS adds them where there are no others. */
  readonly hasDefaultEgress?: boolean | undefined
}

/** Admits traffic: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html */
export interface TrafficRule {
  readonly at: Span
  /** `tcp` or a number; `-1` is all of them. `undefined` when not known. */
  readonly protocol: string | undefined
  /** `undefined` when not known. */
  readonly ports: PortRange | undefined
  readonly peer: Peer
}

/** Both ends belong to it. */
export interface PortRange {
  readonly from: number
  readonly to: number
}

/** Where traffic comes from, or goes to. */
export interface Peer {
  readonly kind: 'addresses' | 'security-group' | 'prefix-list' | 'unknown'
  /** A block of addresses or an id. */
  readonly value: string | undefined
}

export type Direction = 'ingress' | 'egress'

/** A rule that stands apart from its group, which another file may make. */
export interface AddedTrafficRule extends Fact {
  readonly group: string | undefined
  readonly direction: Direction
  readonly rule: TrafficRule
}

export interface NetworkAcl extends Fact {
  readonly id: string
  readonly vpc?: string | undefined
  readonly subnets: readonly string[]
  /** As written; the lowest number that matches decides, and without one traffic is denied. */
  readonly entries: readonly NetworkAclEntry[]
}

/** https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html; what is `undefined` is not known. */
export interface NetworkAclEntry {
  readonly at: Span
  readonly number: number | undefined
  readonly direction: Direction | undefined
  readonly action: 'allow' | 'deny' | undefined
  readonly protocol: string | undefined
  readonly ports: PortRange | undefined
  readonly addresses: string | undefined
}

/** An entry that stands apart from its network ACL, which another file may make. */
export interface AddedNetworkAclEntry extends Fact {
  readonly acl: string | undefined
  readonly entry: NetworkAclEntry
}

/** Says which network ACL a subnet uses. */
export interface NetworkAclAssociation extends Fact {
  readonly acl: string | undefined
  readonly subnet: string | undefined
}

/** A bucket of the user's. */
export interface Bucket extends Fact {
  readonly name: string
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
  /** Where: a VPC, or instances or subnets whose VPC the run may know; none when the source does not say. */
  readonly vpc?: string | undefined
  readonly instances?: readonly string[] | undefined
  readonly subnets?: readonly string[] | undefined
  readonly platforms?: readonly ('linux' | 'windows' | 'macos')[] | undefined
}
