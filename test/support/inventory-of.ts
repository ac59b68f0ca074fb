import { buildInventory } from '../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS, type Declarations } from '../../src/inventory/declarations.js'
import type { InventoryView } from '../../src/inventory/view.js'
import { gather } from '../../src/sources/gather.js'
import { SourceFile } from '../../src/text/source-text.js'

/** The inventory of a run over these answers of the AWS CLI, a file each. */
export function inventoryOf(answers: readonly object[], declarations: Partial<Declarations> = {}): InventoryView {
  const facts = answers.map((answer, index) => {
    const gathered = gather(new SourceFile(`${index}.json`, JSON.stringify(answer, undefined, 2)), { explicit: true })
    if (gathered.problems.length > 0) throw new Error(gathered.problems.map(({ message }) => message).join('; '))
    return gathered.facts
  })
  return buildInventory(facts, { ...NO_DECLARATIONS, ...declarations })
}

export const ACCOUNT = '210987654321'

export function vpcs(...ids: string[]): object {
  return { Vpcs: ids.map((VpcId) => ({ VpcId, OwnerId: ACCOUNT })) }
}

/** `subnet` in `vpc`, by pairs. */
export function subnets(pairs: Readonly<Record<string, string>>, owner = ACCOUNT, zone = 'eu-west-1a'): object {
  return { Subnets: Object.entries(pairs).map(([SubnetId, VpcId]) => ({ SubnetId, VpcId, OwnerId: owner, AvailabilityZone: zone })) }
}

/** Instances by id, each `[vpc, subnet, tags]`. */
export function instances(rows: Readonly<Record<string, readonly [vpc: string, subnet?: string, tags?: object]>>, owner = ACCOUNT): object {
  const list = Object.entries(rows).map(([InstanceId, [VpcId, SubnetId, tags]]) => ({
    InstanceId, VpcId, ...(SubnetId !== undefined && { SubnetId }), Placement: { AvailabilityZone: 'eu-west-1a' },
    Tags: Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value })),
  }))
  return { Reservations: [{ OwnerId: owner, Instances: list }] }
}

interface Endpoint {
  readonly service: string
  readonly vpc: string
  readonly type?: string
  readonly state?: string
  readonly account?: string
  readonly region?: string
  readonly privateDns?: boolean
  readonly inboundOnly?: boolean
  readonly policy?: object
}

/** Endpoints called vpce-0, vpce-1 … */
export function endpoints(...rows: Endpoint[]): object {
  return {
    VpcEndpoints: rows.map((row, index) => ({
      VpcEndpointId: `vpce-${index}`,
      VpcEndpointType: row.type ?? 'Interface',
      ServiceName: `com.amazonaws.${row.region ?? 'eu-west-1'}.${row.service}`,
      VpcId: row.vpc,
      State: row.state ?? 'available',
      OwnerId: row.account ?? ACCOUNT,
      PrivateDnsEnabled: row.privateDns ?? true,
      DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: row.inboundOnly ?? false },
      ...(row.policy !== undefined && { PolicyDocument: JSON.stringify(row.policy) }),
    })),
  }
}

/** A route table: of these subnets, or the main one when there are none; it always has a local route. */
export function routeTable(id: string, vpc: string, routedSubnets: readonly string[], routes: readonly object[]): object {
  const associations = routedSubnets.length === 0 ? [{ Main: true }] : routedSubnets.map((SubnetId) => ({ Main: false, SubnetId }))
  const local = { DestinationCidrBlock: '10.0.0.0/16', GatewayId: 'local' }
  return { RouteTableId: id, VpcId: vpc, OwnerId: ACCOUNT, Associations: associations, Routes: [local, ...routes] }
}
