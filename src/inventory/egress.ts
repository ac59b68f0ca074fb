import { hasSymbol } from '../policy/symbol.js'
import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Fact, Route, RouteTable, Vpc } from './inventory.js'
import type { Egress } from './view.js'

type Reach = { readonly kind: Egress['kind']; readonly because: string; readonly by: Fact | undefined }

/** Reads from route tables whether nodes of a VPC can reach public addresses. */
export class EgressReader {
  readonly #nodeSubnets = new Map<string, Set<string>>()
  readonly #allSubnets = new Map<string, Set<string>>()
  readonly #tableOfSubnet = new Map<string, RouteTable>()
  readonly #mainTable = new Map<string, RouteTable>()
  /** VPCs of whose subnets, and of whose route tables, the run has a whole list. */
  readonly #listedSubnets: ReadonlySet<string | undefined>
  readonly #listedTables: ReadonlySet<string | undefined>
  /** VPCs that the run makes. */
  readonly #whole: ReadonlyMap<string, Vpc>
  /** A route, and a choice of a table, that may be for any VPC that the run makes. */
  readonly #strayRoute: Fact | undefined
  readonly #strayAssociation: Fact | undefined

  constructor(merged: Facts, files: readonly Facts[]) {
    for (const { vpc, subnet } of merged.instances) if (vpc !== undefined && subnet !== undefined) addTo(this.#nodeSubnets, vpc, subnet)
    for (const { vpc, id } of merged.subnets) if (vpc !== undefined) addTo(this.#allSubnets, vpc, id)
    for (const table of merged.routeTables) {
      if (table.main && table.vpc !== undefined) this.#mainTable.set(table.vpc, table)
      for (const subnet of table.subnets) this.#tableOfSubnet.set(subnet, table)
    }
    const withSubnets = files.filter(({ lists }) => lists.has('subnets'))
    this.#listedSubnets = new Set(withSubnets.flatMap(({ subnets }) => subnets.map(({ vpc }) => vpc)))
    const withTables = files.filter(({ lists }) => lists.has('route-tables'))
    this.#listedTables = new Set(withTables.flatMap(({ routeTables }) => routeTables.map(({ vpc }) => vpc)))
    this.#whole = new Map(merged.vpcs.flatMap((vpc) => (vpc.whole === true ? [[vpc.id, vpc]] : [])))
    const isStrangeTable = strangerTo(merged.routeTables)
    const isStrangeSubnet = strangerTo(merged.subnets)
    this.#strayRoute = merged.routes.find(({ table, route }) => leavesVpc(route) && isStrangeTable(table))
    this.#strayAssociation = merged.routeTableAssociations.find(({ subnet }) => isStrangeSubnet(subnet))
  }

  /** Asks the subnets given, else those that hold instances, and where no instance is known, every subnet of the VPC. */
  egressOf(vpc: string, chosen: readonly string[]): Egress {
    const subnets = chosen.length > 0 ? new Set(chosen) : (this.#nodeSubnets.get(vpc) ?? this.#subnetsOf(vpc))
    if (subnets === undefined) return { kind: 'unknown', because: `the run has no list of the subnets of ${vpc}` }
    const byKind = groupBy([...subnets].map((subnet) => this.#reachOf(vpc, subnet)), ({ kind }) => kind)
    const [unknown] = byKind.get('unknown') ?? []
    const [reached] = byKind.get('public') ?? []
    const [isolated] = byKind.get('isolated') ?? []
    if (unknown !== undefined) return egress('unknown', unknown.because, unknown)
    if (reached !== undefined && isolated !== undefined) return egress('unknown', `${reached.because}, but ${isolated.because}`, isolated)
    if (reached !== undefined) return egress('public', reached.because, reached)
    const many = subnets.size > 1 ? 'the route tables of its subnets hold only local and gateway-endpoint routes' : isolated!.because
    return egress('isolated', many, isolated!)
  }

  #reachOf(vpc: string, subnet: string): Reach {
    const made = this.#whole.get(vpc)
    const isKnown = made !== undefined || this.#listedTables.has(vpc)
    const table = this.#tableOfSubnet.get(subnet) ?? (isKnown ? this.#mainTable.get(vpc) : undefined)
    if (table === undefined) return this.#reachByMainTable(made, subnet)
    const leaving = table.routes.filter(leavesVpc)
    const open = leaving.find((route) => isDefault(route) && route.target !== 'other')
    if (open !== undefined) return { kind: 'public', because: `${subnet} sends ${open.destination} to ${open.targetId}`, by: table }
    const [other] = leaving
    if (other === undefined && made !== undefined && this.#strayRoute !== undefined) {
      return { kind: 'unknown', because: 'a route stands in a route table that only deployment knows', by: this.#strayRoute }
    }
    if (other === undefined) return { kind: 'isolated', because: `${subnet} has only local and gateway-endpoint routes`, by: table }
    const target = other.targetId ?? 'a target that the run does not know'
    return { kind: 'unknown', because: `${subnet} sends ${other.destination ?? 'traffic'} to ${target}`, by: table }
  }

  #subnetsOf(vpc: string): ReadonlySet<string> | undefined {
    return this.#listedSubnets.has(vpc) || this.#whole.has(vpc) ? this.#allSubnets.get(vpc) : undefined
  }

  /**
   * Without a table of its own a subnet has the main one, which in a new VPC holds the local route alone:
   * https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html
   */
  #reachByMainTable(made: Vpc | undefined, subnet: string): Reach {
    if (made === undefined) return { kind: 'unknown', because: `the run has no route table of ${subnet}`, by: undefined }
    const stray = this.#strayAssociation
    if (stray !== undefined) {
      return { kind: 'unknown', because: `a subnet that only deployment knows has a route table; it may be ${subnet}`, by: stray }
    }
    return { kind: 'isolated', because: `${subnet} has the main route table, which holds only the local route`, by: made }
  }
}

/** Whether an id that only deployment knows is of none of these; without an id nothing says which it is. */
function strangerTo(known: readonly { readonly id: string }[]): (id: string | undefined) => boolean {
  const ids = new Set(known.map(({ id }) => id))
  return (id) => id === undefined || (hasSymbol(id) && !ids.has(id))
}

function leavesVpc({ active, target }: Route): boolean {
  return active && target !== 'local' && target !== 'gateway-endpoint'
}

function egress(kind: Egress['kind'], because: string, { by }: Reach): Egress {
  return { kind, because, ...(by !== undefined && { at: by.at }) }
}

/** Two halves of the address space are often routed in place of 0.0.0.0/0. */
function isDefault({ destination }: Route): boolean {
  return destination !== undefined && /\/[01]$/.test(destination)
}

function addTo(map: Map<string, Set<string>>, key: string, value: string): void {
  const set = map.get(key)
  if (set === undefined) map.set(key, new Set([value]))
  else set.add(value)
}
