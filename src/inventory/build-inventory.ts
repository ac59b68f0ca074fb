import { awsOwnedBucket, isRegionName } from '../catalog/catalog.js'
import { assumedUsage, declarationsFor, declaredUsage, isDeclaredAnywhere, isDeclaredIn } from './declared.js'
import type { Declarations, VpcDeclaration } from './declarations.js'
import { usagesOfDocuments, usagesOfRuns } from './document-usages.js'
import { EgressReader } from './egress.js'
import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Endpoint, EndpointPolicy, Instance, ManagedNode, Usage } from './inventory.js'
import { EndpointCoverage } from './known-endpoints.js'
import { usagesOfNodes } from './managed-node-usages.js'
import { mergeFacts, type MergedFacts } from './merge-facts.js'
import { TargetResolver } from './resolve-targets.js'
import { servingEndpoints } from './serving-endpoints.js'
import { sharedVpcs } from './shared-vpcs.js'
import { UsageIndex } from './usage-index.js'
import type { AgentVersion, Egress, InventoryView, VpcView } from './view.js'

/** Merges the facts of a run's files, in the order given, and indexes them. */
export function buildInventory(facts: readonly Facts[], declarations: Declarations): InventoryView {
  return new Inventory(facts, declarations)
}

type Platform = 'linux' | 'windows' | 'macos'

class Inventory implements InventoryView {
  readonly declarations: Declarations
  readonly vpcs: readonly VpcView[]
  readonly usages: readonly Usage[]
  readonly #facts: MergedFacts
  readonly #instances: ReadonlyMap<string, Instance>
  readonly #nodesOfVpc: ReadonlyMap<string | undefined, readonly ManagedNode[]>
  readonly #endpointsOfVpc: ReadonlyMap<string | undefined, readonly Endpoint[]>
  readonly #usageIndex: UsageIndex
  readonly #egressReader: EgressReader
  readonly #coverage: EndpointCoverage
  readonly #tagsOfVpc: ReadonlyMap<string, Readonly<Record<string, string>>>
  readonly #declarationsOfVpc = new Map<string, readonly VpcDeclaration[]>()
  readonly #platformsOfVpc: ReadonlyMap<string | undefined, ReadonlySet<Platform>>
  readonly #regionOfOwnBucket: ReadonlyMap<string, string | undefined>
  readonly #shared: ReturnType<typeof sharedVpcs>
  readonly #vpcsOfPolicy = new WeakMap<EndpointPolicy, readonly (string | undefined)[]>()

  constructor(files: readonly Facts[], declarations: Declarations) {
    const facts = mergeFacts(files)
    const vpcOf = (instance: string) => this.#instances.get(instance)?.vpc
    this.declarations = declarations
    this.#facts = facts
    this.vpcs = [...facts.vpcMap.values()]
    this.#instances = new Map(facts.instances.map((instance) => [instance.id, instance]))
    this.#nodesOfVpc = groupBy(facts.nodes, ({ id }) => vpcOf(id))
    this.#endpointsOfVpc = groupBy(facts.endpoints, ({ vpc }) => vpc)
    this.usages = [
      ...facts.usages,
      ...usagesOfNodes(facts.nodes, vpcOf),
      ...usagesOfRuns(facts.runs, facts.documents, new TargetResolver(facts.instances, facts.nodes)),
      ...usagesOfDocuments(facts.documents),
    ]
    this.#usageIndex = new UsageIndex(this.usages, vpcOf)
    this.#egressReader = new EgressReader(facts, files)
    this.#coverage = new EndpointCoverage(files)
    this.#regionOfOwnBucket = regionsByBucket(facts)
    this.#shared = sharedVpcs(facts)
    this.#tagsOfVpc = new Map(facts.vpcs.flatMap(({ id, tags }) => (tags === undefined ? [] : [[id, tags] as const])))
    this.#platformsOfVpc = platformsByVpc(facts, vpcOf)
  }

  get endpoints() { return this.#facts.endpoints }
  get policies() { return this.#facts.policies }
  get vpcFacts() { return this.#facts.vpcs }
  get subnets() { return this.#facts.subnets }
  get routeTables() { return this.#facts.routeTables }
  get securityGroups() { return this.#facts.securityGroups }
  get networkAcls() { return this.#facts.networkAcls }
  get instances() { return this.#facts.instances }
  get nodes() { return this.#facts.nodes }
  get documents() { return this.#facts.documents }

  usageIn(vpc: string, feature: string): Usage | undefined {
    if (isDeclaredIn(this.declarations, this.#declarationsFor(vpc), feature)) return declaredUsage(feature, vpc)
    const seen = this.#usageIndex.in(vpc, feature)
    if (seen?.evidence === 'strong') return seen
    const { account, region } = this.#facts.vpcMap.get(vpc) ?? { account: undefined, region: undefined }
    return seen ?? this.#usageIndex.unplaced({ account, region }, feature)
  }

  usageAnywhere(feature: string): Usage | undefined {
    return isDeclaredAnywhere(this.declarations, feature) ? declaredUsage(feature, undefined) : this.#usageIndex.anywhere(feature)
  }

  usageFor(policy: EndpointPolicy, feature: string): Usage | undefined {
    if (policy.endpoints.length === 0) {
      return this.declarations.assumed?.includes(feature) ? assumedUsage(feature) : this.usageAnywhere(feature)
    }
    const owner = { account: policy.account, region: policy.region }
    let best: Usage | undefined
    for (const vpc of this.#vpcsOf(policy)) {
      const usage = vpc === undefined ? this.#usageOutside(owner, feature) : this.usageIn(vpc, feature)
      if (usage?.evidence === 'strong') return usage
      best ??= usage
    }
    return best
  }

  platformsFor(policy: EndpointPolicy): ReadonlySet<Platform> {
    const raw = policy.endpoints.length === 0
    if (!raw) return new Set(this.#vpcsOf(policy).flatMap((vpc) => (vpc === undefined ? [] : [...this.platformsIn(vpc)])))
    const declared = this.declarations.vpcs.flatMap(({ operatingSystems }) => operatingSystems ?? [])
    return new Set([...declared, ...[...this.#platformsOfVpc.values()].flatMap((platforms) => [...platforms])])
  }

  platformsIn(vpc: string): ReadonlySet<Platform> {
    const declared = this.#declarationsFor(vpc).flatMap(({ operatingSystems }) => operatingSystems ?? [])
    return new Set([...declared, ...(this.#platformsOfVpc.get(vpc) ?? [])])
  }

  agentsIn(vpc: string): readonly AgentVersion[] {
    return [...agentsOf(this.nodesIn(vpc)), ...declaredAgents(this.#declarationsFor(vpc))]
  }

  agentsFor(policy: EndpointPolicy): readonly AgentVersion[] {
    if (policy.endpoints.length > 0) return this.#vpcsOf(policy).flatMap((vpc) => (vpc === undefined ? [] : this.agentsIn(vpc)))
    return [...agentsOf(this.#facts.nodes), ...declaredAgents(this.declarations.vpcs)]
  }

  egressOf(vpc: string, { instances = [], subnets = [] }: Pick<Usage, 'instances' | 'subnets'> = {}): Egress {
    const declared = this.#declarationsFor(vpc).findLast(({ publicEgress }) => publicEgress !== undefined)?.publicEgress
    if (declared === true) return { kind: 'public', because: `the configuration declares public egress for ${vpc}` }
    if (declared === false) return { kind: 'isolated', because: `the configuration declares ${vpc} to be without public egress` }
    const ofInstances = instances.flatMap((instance) => this.#instances.get(instance)?.subnet ?? [])
    const chosen = ofInstances.length === instances.length ? [...subnets, ...ofInstances] : []
    return this.#sharing(vpc) ?? this.#egressReader.egressOf(vpc, chosen)
  }

  endpointsIn(vpc: string): readonly Endpoint[] {
    return this.#endpointsOfVpc.get(vpc) ?? []
  }

  endpointsFor(vpc: string, service: string): readonly Endpoint[] {
    return servingEndpoints(this.endpointsIn(vpc), service)
  }

  knowsEndpointsOf(vpc: string): boolean {
    const view = this.#facts.vpcMap.get(vpc)
    return view !== undefined && this.#coverage.covers(view)
  }

  nodesIn(vpc: string): readonly ManagedNode[] {
    return this.#nodesOfVpc.get(vpc) ?? []
  }

  regionOfBucket(bucket: string): string | undefined {
    const { buckets } = this.declarations
    if (Object.hasOwn(buckets, bucket)) return buckets[bucket]
    const own = this.#regionOfOwnBucket.get(bucket)
    if (own !== undefined) return own
    const region = awsOwnedBucket(bucket)?.region
    return region !== undefined && isRegionName(region) ? region : undefined
  }

  #usageOutside(owner: Pick<VpcView, 'account' | 'region'>, feature: string): Usage | undefined {
    return isDeclaredIn(this.declarations, [], feature) ? declaredUsage(feature, undefined) : this.#usageIndex.unplaced(owner, feature)
  }

  #declarationsFor(vpc: string): readonly VpcDeclaration[] {
    let entries = this.#declarationsOfVpc.get(vpc)
    if (entries === undefined) {
      entries = declarationsFor(this.declarations, { id: vpc, region: this.#facts.vpcMap.get(vpc)?.region, tags: this.#tagsOfVpc.get(vpc) })
      this.#declarationsOfVpc.set(vpc, entries)
    }
    return entries
  }

  #vpcsOf(policy: EndpointPolicy): readonly (string | undefined)[] {
    let vpcs = this.#vpcsOfPolicy.get(policy)
    if (vpcs === undefined) {
      vpcs = [...new Set(policy.endpoints.map(({ vpc }) => vpc))]
      this.#vpcsOfPolicy.set(policy, vpcs)
    }
    return vpcs
  }

  /** The owner's own lists show all of a VPC, whoever's instances stand in it. */
  #sharing(vpc: string): Egress | undefined {
    const shared = this.#shared.get(vpc)
    if (shared === undefined || (shared.byInstances && this.knowsEndpointsOf(vpc))) return undefined
    return { kind: 'unknown', because: shared.because, at: shared.at }
  }
}

function agentsOf(nodes: readonly ManagedNode[]): AgentVersion[] {
  return nodes.flatMap(({ id, at, agentVersion: version }) => (version === undefined ? [] : [{ version, note: `${id} runs agent ${version}`, at }]))
}

function declaredAgents(declarations: readonly VpcDeclaration[]): AgentVersion[] {
  return declarations.flatMap(({ agentVersion: version }) =>
    version === undefined ? [] : [{ version, note: `the configuration declares agent ${version}` }])
}

/** A name that buckets of several Regions would have is of none: only one of them can have it. */
function regionsByBucket({ buckets }: Facts): Map<string, string | undefined> {
  const regions = new Map<string, string | undefined>()
  for (const { name, region } of buckets) regions.set(name, !regions.has(name) || regions.get(name) === region ? region : undefined)
  return regions
}

function platformsByVpc(facts: Facts, vpcOf: (instance: string) => string | undefined): Map<string | undefined, Set<Platform>> {
  const platforms = new Map<string | undefined, Set<Platform>>()
  const add = (vpc: string | undefined, platform: Platform | undefined) => {
    if (platform === undefined) return
    const known = platforms.get(vpc)
    if (known === undefined) platforms.set(vpc, new Set([platform]))
    else known.add(platform)
  }
  for (const { vpc, platform } of facts.instances) add(vpc, platform)
  for (const { id, platform } of facts.nodes) add(vpcOf(id), platform)
  return platforms
}
