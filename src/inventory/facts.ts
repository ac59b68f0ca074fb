import type {
  AddedNetworkAclEntry, AddedRoute, AddedTrafficRule, Bucket, DocumentRun, Endpoint, EndpointPolicy, Instance, ManagedNode, NetworkAcl,
  NetworkAclAssociation, RouteTable, RouteTableAssociation, SecurityGroup, SsmDocument, Subnet, Usage, Vpc,
} from './inventory.js'

/** What one file says; `buildInventory` merges those of a run. */
export interface Facts {
  readonly endpoints: Endpoint[]
  readonly policies: EndpointPolicy[]
  readonly vpcs: Vpc[]
  readonly subnets: Subnet[]
  readonly routeTables: RouteTable[]
  readonly routes: AddedRoute[]
  readonly routeTableAssociations: RouteTableAssociation[]
  readonly securityGroups: SecurityGroup[]
  readonly securityGroupRules: AddedTrafficRule[]
  readonly networkAcls: NetworkAcl[]
  readonly networkAclEntries: AddedNetworkAclEntry[]
  readonly networkAclAssociations: NetworkAclAssociation[]
  readonly instances: Instance[]
  readonly nodes: ManagedNode[]
  readonly documents: SsmDocument[]
  readonly usages: Usage[]
  readonly runs: DocumentRun[]
  readonly buckets: Bucket[]
  /** Which lists the file holds, so that what is not in a list is known not to exist. */
  readonly lists: Set<'endpoints' | 'vpcs' | 'subnets' | 'route-tables' | 'instances' | 'nodes'>
}

export function noFacts(): Facts {
  return {
    endpoints: [], policies: [], vpcs: [], subnets: [], routeTables: [], routes: [], routeTableAssociations: [], securityGroups: [],
    securityGroupRules: [], networkAcls: [], networkAclEntries: [], networkAclAssociations: [], instances: [], nodes: [], documents: [],
    usages: [], runs: [], buckets: [], lists: new Set(),
  }
}
