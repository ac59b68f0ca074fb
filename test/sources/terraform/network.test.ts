import assert from 'node:assert/strict'
import test from 'node:test'
import { buildInventory } from '../../../src/inventory/build-inventory.js'
import { NO_DECLARATIONS } from '../../../src/inventory/declarations.js'
import { displayText } from '../../../src/policy/symbol.js'
import { gatherPlan, gatherText, planOf, type PlannedResource } from '../../support/terraform-plan.js'

const to = (address: string, attribute = 'id') => [`${address}.${attribute}`, address]
const VPC: PlannedResource = { address: 'aws_vpc.main', unknown: ['default_route_table_id', 'main_route_table_id'] }
const SUBNET: PlannedResource = { address: 'aws_subnet.a', unknown: ['vpc_id'], references: { vpc_id: to('aws_vpc.main') } }
const TABLE: PlannedResource = { address: 'aws_route_table.a', unknown: ['vpc_id', 'route', 'propagating_vgws'], references: { vpc_id: to('aws_vpc.main') } }
const ASSOCIATION: PlannedResource = {
  address: 'aws_route_table_association.a', unknown: ['subnet_id', 'route_table_id'],
  references: { subnet_id: to('aws_subnet.a'), route_table_id: to('aws_route_table.a') },
}
const GATEWAY: PlannedResource = { address: 'aws_internet_gateway.out' }
const NETWORK = [VPC, SUBNET, TABLE, ASSOCIATION, GATEWAY]

function route(target: string, target_: readonly string[], table = to('aws_route_table.a')): PlannedResource {
  return {
    address: 'aws_route.out', values: { destination_cidr_block: '0.0.0.0/0' }, unknown: ['route_table_id', target],
    references: { route_table_id: table, [target]: target_ },
  }
}

/** How nodes of the plan's first VPC get out, and whether all its endpoints are known. */
function egress(resources: readonly PlannedResource[], more: object = {}): string {
  const { facts, problems } = gatherPlan(resources, more)
  assert.deepEqual(problems, [])
  const inventory = buildInventory([facts], NO_DECLARATIONS)
  const vpc = inventory.vpcs[0]!.id
  return `${inventory.egressOf(vpc).kind} ${inventory.knowsEndpointsOf(vpc) ? 'whole' : 'partial'}`
}

test('a VPC that the plan makes has the subnets and routes of the plan, and no others', () => {
  assert.equal(egress(NETWORK), 'isolated whole')
  assert.equal(egress([...NETWORK, route('gateway_id', to('aws_internet_gateway.out'))]), 'public whole')
  assert.equal(egress([...NETWORK, { address: 'aws_nat_gateway.a' }, route('nat_gateway_id', to('aws_nat_gateway.a'))]), 'public whole')
  assert.equal(egress([...NETWORK, route('transit_gateway_id', to('aws_ec2_transit_gateway.hub'))]), 'unknown whole')
  assert.equal(egress([...NETWORK, { address: 'aws_nat_gateway.a', values: { connectivity_type: 'private' } }, route('nat_gateway_id', to('aws_nat_gateway.a'))]), 'unknown whole')
})

test('subnets without a table of their own have the one that comes with the VPC', () => {
  const own = to('aws_vpc.main', 'main_route_table_id')
  assert.equal(egress([VPC, SUBNET, GATEWAY]), 'isolated whole')
  assert.equal(egress([VPC, SUBNET, GATEWAY, route('gateway_id', to('aws_internet_gateway.out'), own)]), 'public whole')
  const adopted = { address: 'aws_default_route_table.own', unknown: ['default_route_table_id'], references: { default_route_table_id: to('aws_vpc.main', 'default_route_table_id') } }
  assert.equal(egress([VPC, SUBNET, GATEWAY, adopted, route('gateway_id', to('aws_internet_gateway.out'), to('aws_default_route_table.own'))]), 'public whole')
  const main = { address: 'aws_main_route_table_association.a', unknown: ['vpc_id', 'route_table_id'], references: { vpc_id: to('aws_vpc.main'), route_table_id: to('aws_route_table.a') } }
  assert.equal(egress([VPC, SUBNET, TABLE, GATEWAY, main, route('gateway_id', to('aws_internet_gateway.out'))]), 'public whole')
})

test('what may belong to the VPC makes it doubtful', () => {
  const lost = (address: string) => ({ address, unknown: ['vpc_id'], references: { vpc_id: to('aws_lb.x', 'vpc_id') } })
  assert.equal(egress([...NETWORK, lost('aws_subnet.b')]), 'unknown partial')
  assert.equal(egress([...NETWORK, { ...lost('aws_vpc_endpoint.b'), values: { service_name: 'com.amazonaws.eu-west-1.ssm' } }]), 'unknown partial')
  assert.equal(egress([...NETWORK, { address: 'aws_cloudformation_stack.net' }]), 'unknown partial')
  assert.equal(egress([...NETWORK, route('gateway_id', to('aws_internet_gateway.out'), ['aws_lb.x.y', 'aws_lb.x'])]), 'unknown whole')
  assert.equal(egress([...NETWORK.filter((one) => one !== ASSOCIATION), { ...ASSOCIATION, references: { ...ASSOCIATION.references, subnet_id: ['aws_lb.x'] } }]), 'unknown partial')
  assert.equal(egress([...NETWORK.filter((one) => one !== ASSOCIATION), { ...ASSOCIATION, references: { ...ASSOCIATION.references, route_table_id: ['aws_lb.x'] } }]), 'unknown whole')
})

test('part of a plan, a plan with errors, and a VPC that stands already show no more than they hold', () => {
  assert.equal(egress(NETWORK, { complete: false }), 'unknown partial')
  assert.equal(egress(NETWORK, { complete: true }), 'isolated whole')
  const targeted = planOf([...NETWORK, route('gateway_id', to('aws_internet_gateway.out'))]) as { configuration: object }
  assert.equal(egress(NETWORK, { configuration: targeted.configuration }), 'unknown partial')
  assert.equal(egress([{ ...VPC, values: { id: 'vpc-0a9b8c7d6e5f40312' }, actions: ['no-op'] }, ...NETWORK.slice(1)]), 'unknown partial')
  const { facts, problems } = gatherPlan(NETWORK, { errored: true })
  assert.deepEqual([problems.map(({ message }) => message), facts.vpcs[0]?.whole], [['the plan ended with errors, so that it does not hold everything'], undefined])
})

test('inline routes that are partly unknown', () => {
  const inline = (block: object, expressions: object) => {
    const plan = planOf([...NETWORK, { address: 'aws_vpn_gateway.vpn' }].map((one) => (one === TABLE ? { ...TABLE, values: { route: [{ cidr_block: '0.0.0.0/0', gateway_id: '' }] } } : one))) as any
    const change = plan.resource_changes.find(({ type }: { type: string }) => type === 'aws_route_table').change
    change.after_unknown.route = [block]
    plan.configuration.root_module.resources.find(({ type }: { type: string }) => type === 'aws_route_table').expressions.route = expressions
    const inventory = buildInventory([gatherText(JSON.stringify(plan)).facts], NO_DECLARATIONS)
    return inventory.egressOf(inventory.vpcs[0]!.id).kind
  }
  assert.equal(inline({ nat_gateway_id: true }, [{ nat_gateway_id: { references: to('aws_nat_gateway.a') } }]), 'public')
  assert.equal(inline({ gateway_id: true }, [{ gateway_id: { references: to('aws_internet_gateway.out') } }]), 'public')
  assert.equal(inline({ gateway_id: true }, [{ gateway_id: { references: [...to('aws_internet_gateway.out'), ...to('aws_vpn_gateway.vpn')] } }]), 'unknown')
  assert.equal(inline({ gateway_id: true }, { references: ['aws_lb.x.routes', 'aws_lb.x'] }), 'unknown')
})

test('a table that loses a route, and one that takes routes of a VPN, lead nobody knows where', () => {
  const standing = (values: object) => [
    { address: 'aws_vpc.main', values: { id: 'vpc-1' }, actions: ['no-op'] },
    { address: 'aws_route_table.a', values: { id: 'rtb-1', vpc_id: 'vpc-1', route: [{ cidr_block: '0.0.0.0/0', gateway_id: 'igw-1' }], ...values }, actions: ['no-op'] },
    { address: 'aws_route_table_association.a', values: { id: 'rtbassoc-1', subnet_id: 'subnet-1', route_table_id: 'rtb-1' }, actions: ['no-op'] },
    { address: 'aws_instance.a', values: { id: 'i-1', subnet_id: 'subnet-1' }, actions: ['no-op'] },
    { address: 'aws_subnet.a', values: { id: 'subnet-1', vpc_id: 'vpc-1' }, actions: ['no-op'] },
  ]
  const gone = { address: 'aws_route.out', type: 'aws_route', change: { actions: ['delete'], before: { route_table_id: 'rtb-1' }, after: null, after_unknown: {} } }
  const routesOf = (values: object, ...changes: object[]) => {
    const plan = planOf(standing(values)) as any
    return gatherText(JSON.stringify({ ...plan, resource_changes: [...plan.resource_changes, ...changes] })).facts.routeTables[0]!.routes.map(({ target }) => target)
  }
  assert.deepEqual(routesOf({}), ['internet'])
  assert.deepEqual(routesOf({}, gone), ['internet', 'other'])
  assert.deepEqual(routesOf({ propagating_vgws: ['vgw-1'] }), ['internet', 'other'])
})

test('things that two plans make are different things of one name', () => {
  const text = JSON.stringify(planOf(NETWORK))
  const [one, other] = [gatherText(text, 'a.json').facts, gatherText(text, 'b.json').facts]
  const ids = [one, other].map(({ vpcs }) => vpcs[0]!.id)
  assert.notEqual(ids[0], ids[1])
  assert.deepEqual(ids.map(displayText), ['aws_vpc.main', 'aws_vpc.main'])
  assert.equal(gatherText(text, 'a.json').facts.vpcs[0]!.id, ids[0])
  assert.equal(buildInventory([one, other], NO_DECLARATIONS).vpcs.length, 2)
})

test('the configuration speaks of VPCs that a plan makes by their address', () => {
  const { facts } = gatherPlan(NETWORK)
  const inventory = buildInventory([facts], { ...NO_DECLARATIONS, vpcs: [{ id: 'aws_vpc.m*', publicEgress: true }] })
  assert.equal(inventory.egressOf(inventory.vpcs[0]!.id).kind, 'public')
})
