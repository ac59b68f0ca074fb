import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Route, RouteTable } from './inventory.js'
import type { Egress } from './view.js'

type Reach = { readonly kind: Egress['kind']; readonly because: string; readonly table: RouteTable | undefined }

/** Reads from route tables whether nodes of a VPC can reach public addresses. */
export class EgressReader {
  readonly #nodeSubnets = new Map<string, Set<string>>()
  readonly #allSubnets = new Map<string, Set<string>>()
  readonly #tableOfSubnet = new Map<string, RouteTable>()
  readonly #mainTable = new Map<string, RouteTable>()
  /** VPCs of whose subnets, and of whose route tables, the run has a whole list. */
  readonly #listedSubnets: ReadonlySet<string | undefined>
  readonly #listedTables: ReadonlySet<string | undefined>

  constructor(merged: Facts, files: readonly Facts[]) {
    for (const { vpc, subnet } of merged.instances) if (vpc !== undefined && subnet !== undefined) addTo(this.#nodeSubnets, vpc, subnet)
    for (const { vpc, id } of merged.subnets) if (vpc !== undefined) addTo(this.#allSubnets, vpc, id)
    for (const table of merged.routeTables) {
      if (table.main && table.vpc !== undefined) this.#mainTable.set(table.vpc, table)
      for (const subnet of table.subnets) this.#tableOfSubnet.set(subnet, table)
    }
    const complete = merged.vpcs.filter((vpc) => vpc.complete === true).map(({ id }) => id)
    const withSubnets = files.filter(({ lists }) => lists.has('subnets'))
    this.#listedSubnets = new Set([...complete, ...withSubnets.flatMap(({ subnets }) => subnets.map(({ vpc }) => vpc))])
    const withTables = files.filter(({ lists }) => lists.has('route-tables'))
    this.#listedTables = new Set([...complete, ...withTables.flatMap(({ routeTables }) => routeTables.map(({ vpc }) => vpc))])
  }

  /** Asks the subnets given, else those that hold instances, and where no instance is known, every subnet of the VPC. */
  egressOf(vpc: string, chosen: readonly string[]): Egress {
    const subnets = chosen.length > 0 ? new Set(chosen) : (this.#nodeSubnets.get(vpc) ?? (this.#listedSubnets.has(vpc) ? this.#allSubnets.get(vpc) : undefined))
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
    const table = this.#tableOfSubnet.get(subnet) ?? (this.#listedTables.has(vpc) ? this.#mainTable.get(vpc) : undefined)
    if (table === undefined) return { kind: 'unknown', because: `the run has no route table of ${subnet}`, table }
    const leaving = table.routes.filter(({ active, target }) => active && target !== 'local' && target !== 'gateway-endpoint')
    const open = leaving.find((route) => isDefault(route) && route.target !== 'other')
    if (open !== undefined) return { kind: 'public', because: `${subnet} sends ${open.destination} to ${open.targetId}`, table }
    const [other] = leaving
    if (other === undefined) return { kind: 'isolated', because: `${subnet} has only local and gateway-endpoint routes`, table }
    const target = other.targetId ?? 'a target that the run does not know'
    return { kind: 'unknown', because: `${subnet} sends ${other.destination ?? 'traffic'} to ${target}`, table }
  }
}

function egress(kind: Egress['kind'], because: string, { table }: Reach): Egress {
  return { kind, because, ...(table !== undefined && { at: table.at }) }
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
