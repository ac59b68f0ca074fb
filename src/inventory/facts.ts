import type {
  DocumentRun, Endpoint, EndpointPolicy, Instance, ManagedNode, RouteTable, SsmDocument, Subnet, Usage, Vpc,
} from './inventory.js'

/** What one file says; `buildInventory` merges those of a run. */
export interface Facts {
  readonly endpoints: Endpoint[]
  readonly policies: EndpointPolicy[]
  readonly vpcs: Vpc[]
  readonly subnets: Subnet[]
  readonly routeTables: RouteTable[]
  readonly instances: Instance[]
  readonly nodes: ManagedNode[]
  readonly documents: SsmDocument[]
  readonly usages: Usage[]
  readonly runs: DocumentRun[]
  /** Which lists the file holds, so that what is not in a list is known not to exist. */
  readonly lists: Set<'endpoints' | 'vpcs' | 'subnets' | 'route-tables' | 'instances' | 'nodes'>
}

export function noFacts(): Facts {
  return {
    endpoints: [], policies: [], vpcs: [], subnets: [], routeTables: [], instances: [], nodes: [], documents: [], usages: [],
    runs: [], lists: new Set(),
  }
}
