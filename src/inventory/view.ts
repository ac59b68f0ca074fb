import type { Span } from '../text/source-text.js'
import type { Declarations } from './declarations.js'
import type {
  Endpoint, EndpointPolicy, Instance, ManagedNode, NetworkAcl, RouteTable, SecurityGroup, SsmDocument, Subnet, Usage, Vpc,
} from './inventory.js'

/** Can nodes of a VPC reach public addresses? `unknown` says what is missing. */
export type Egress =
  | { readonly kind: 'isolated'; readonly because: string; readonly at?: Span }
  | { readonly kind: 'public'; readonly because: string; readonly at?: Span }
  | { readonly kind: 'unknown'; readonly because: string; readonly at?: Span }

/** A VPC of the run: one that a list gave, or one that an endpoint, subnet or instance names. */
export interface VpcView {
  readonly id: string
  readonly at: Span
  readonly region: string | undefined
  readonly account: string | undefined
}

/** A version of the agent that nodes run. */
export interface AgentVersion {
  readonly version: string
  /** A clause: `i-0123 runs agent 3.2.582.0`. */
  readonly note: string
  /** Absent when the configuration declares it. */
  readonly at?: Span | undefined
}

/** All facts of a run, indexed; what rules read. */
export interface InventoryView {
  readonly endpoints: readonly Endpoint[]
  readonly policies: readonly EndpointPolicy[]
  readonly vpcs: readonly VpcView[]
  readonly vpcFacts: readonly Vpc[]
  readonly subnets: readonly Subnet[]
  readonly routeTables: readonly RouteTable[]
  readonly securityGroups: readonly SecurityGroup[]
  readonly networkAcls: readonly NetworkAcl[]
  readonly instances: readonly Instance[]
  readonly nodes: readonly ManagedNode[]
  readonly documents: readonly SsmDocument[]
  readonly usages: readonly Usage[]
  readonly declarations: Declarations
  /** Best evidence that the VPC uses the feature: declared, seen on its nodes (strong), or unplaced in the run (weak). */
  usageIn(vpc: string, feature: string): Usage | undefined
  /** For a raw policy: declared or seen anywhere in the run is strong. */
  usageAnywhere(feature: string): Usage | undefined
  /** Best evidence for a policy: through the VPCs of its endpoints, or anywhere in the run when it is a raw file. */
  usageFor(policy: EndpointPolicy, feature: string): Usage | undefined
  /** Operating systems seen or declared for the VPC (or the run); empty when unknown. */
  platformsFor(policy: EndpointPolicy): ReadonlySet<'linux' | 'windows' | 'macos'>
  /** Of these subnets, of these instances when the run knows all their subnets, else of all nodes of the VPC. */
  egressOf(vpc: string, nodes?: Pick<Usage, 'instances' | 'subnets'>): Egress
  /** Endpoints that stand in the VPC, whether or not they serve. */
  endpointsIn(vpc: string): readonly Endpoint[]
  /** Endpoints that nodes of the VPC reach for the service: its own, or a hub's when its sharing is known. Failed ones do not serve. */
  endpointsFor(vpc: string, service: string): readonly Endpoint[]
  /**
   * True when an endpoint list of the VPC's account and Region is in the run, or when the run makes the VPC, so that an endpoint
   * not seen does not exist.
   */
  knowsEndpointsOf(vpc: string): boolean
  /** Operating systems seen or declared for the VPC; empty when unknown. */
  platformsIn(vpc: string): ReadonlySet<'linux' | 'windows' | 'macos'>
  /** The versions of agents that were seen in the VPC or are declared for it. */
  agentsIn(vpc: string): readonly AgentVersion[]
  /** Those of the VPCs of its endpoints, or of the whole run for a raw file. */
  agentsFor(policy: EndpointPolicy): readonly AgentVersion[]
  /** Managed nodes of the VPC, through the instances of the run. */
  nodesIn(vpc: string): readonly ManagedNode[]
  /** By the configuration, by the buckets that the run makes, and by the names of AWS's own. */
  regionOfBucket(bucket: string): string | undefined
}
