import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { interfaces, network, tableOf } from '../../support/example-network.js'
import { gatherTemplate, inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

type Resources = Readonly<Record<string, object>>

const NAT = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') }
const IN_A = { Node: resource('EC2::Instance', { SubnetId: ref('SubnetA') }) }
const vpc = symbolFor('Vpc', '0.json')

function egress(resources: Resources, ...others: readonly Resources[]): string {
  const { kind, because } = inventoryOfTemplates(resources, ...others).egressOf(vpc)
  return displayText(`${kind}: ${because}`).replaceAll(' of 0.json', '')
}

test('a subnet without a table uses the main one, which in a new VPC leads nowhere', () => {
  assert.match(egress(network()), /^isolated: the route tables of its subnets/)
  assert.equal(egress(network(IN_A)), 'isolated: SubnetA has the main route table, which holds only the local route')
})

test('gateway endpoints are no way out', () => {
  const gate = resource('EC2::VPCEndpoint', { VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.${AWS::Region}.s3', RouteTableIds: [ref('SubnetATable')] })
  assert.equal(egress({ ...network(IN_A), ...tableOf('SubnetA'), gate }), 'isolated: SubnetA has only local and gateway-endpoint routes')
})

test('default routes to gateways are', () => {
  const to = (route: object, more: Resources = {}) => egress({ ...network(IN_A), ...tableOf('SubnetA', route), ...more })
  const all = { DestinationCidrBlock: '0.0.0.0/0' }
  const gateway = { Gateway: resource('EC2::InternetGateway') }
  assert.equal(to(NAT, { Nat: resource('EC2::NatGateway') }), 'public: SubnetA sends 0.0.0.0/0 to Nat')
  assert.match(to({ ...all, GatewayId: ref('Gateway') }, gateway), /^public/)
  assert.match(to({ DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: ref('Out') }), /^public/)
  assert.match(to({ ...all, GatewayId: 'igw-1' }), /^public/)
})

test('where other targets lead is unknown', () => {
  const to = (route: object, more: Resources = {}) => egress({ ...network(IN_A), ...tableOf('SubnetA', route), ...more })
  const all = { DestinationCidrBlock: '0.0.0.0/0' }
  assert.equal(to({ ...all, GatewayId: ref('Parameter') }), 'unknown: SubnetA sends 0.0.0.0/0 to Parameter')
  assert.match(to(NAT, { Nat: resource('EC2::NatGateway', { ConnectivityType: 'private' }) }), /^unknown/)
  for (const name of ['TransitGatewayId', 'VpcPeeringConnectionId', 'InstanceId', 'NetworkInterfaceId', 'VpcEndpointId', 'CoreNetworkArn']) {
    assert.match(to({ ...all, [name]: ref('There') }), /^unknown: SubnetA sends 0\.0\.0\.0\/0 to There/)
  }
  assert.match(to({ DestinationCidrBlock: ref('Range'), NatGatewayId: ref('Nat') }), /^unknown: SubnetA sends Range to Nat/)
  const learned = { Learned: resource('EC2::VPNGatewayRoutePropagation', { RouteTableIds: [ref('SubnetATable')], VpnGatewayId: ref('Vpn') }) }
  assert.match(egress({ ...network(IN_A), ...tableOf('SubnetA'), ...learned }), /^unknown: SubnetA sends traffic to Vpn/)
})

test('the subnets of instances decide, and where there are none all of them', () => {
  const mixed = { ...network(), ...tableOf('SubnetB', NAT), Nat: resource('EC2::NatGateway') }
  assert.match(egress(mixed), /^unknown: SubnetB sends .*, but SubnetA has/)
  assert.match(egress({ ...mixed, ...IN_A }), /^isolated/)
})

test('routes and tables that only deployment knows leave it unknown', () => {
  const stray = { Stray: resource('EC2::Route', { RouteTableId: ref('SomeTable'), ...NAT }) }
  assert.equal(egress({ ...network(IN_A), ...tableOf('SubnetA'), ...stray }), 'unknown: a route stands in a route table that only deployment knows')
  assert.match(egress({ ...network(IN_A), ...tableOf('SubnetA') }, stray), /^unknown/)
  const uses = { Uses: resource('EC2::SubnetRouteTableAssociation', { SubnetId: ref('SomeSubnet'), RouteTableId: ref('SubnetBTable') }) }
  assert.match(egress({ ...network(IN_A), ...tableOf('SubnetB'), ...uses }), /^unknown: a subnet that only deployment knows has a route table/)
  assert.match(egress({ ...network(IN_A), ...tableOf('SubnetA'), ...uses }), /^isolated/)
})

test('of a VPC that is a parameter little is known', () => {
  const { Vpc, ...others } = network(IN_A)
  assert.equal(egress(others), 'unknown: the run has no route table of SubnetA')
  const view = inventoryOfTemplates({ ...others, ...interfaces('ssm') })
  assert.deepEqual([view.vpcs.map(({ id }) => id), view.knowsEndpointsOf(vpc)], [[vpc], false])
  assert(Vpc !== undefined)
})

test('the endpoints of a VPC are known where the run makes it', () => {
  const known = (resources: Resources, ...others: readonly Resources[]) => inventoryOfTemplates(resources, ...others).knowsEndpointsOf(vpc)
  const gate = (properties: object) => ({ Gate: resource('EC2::VPCEndpoint', { VpcEndpointType: 'Interface', ...properties }) })
  const ssm = 'com.amazonaws.${AWS::Region}.ssm'
  assert.equal(known(network()), true)
  assert.equal(known({ ...network(), ...interfaces('ssm') }, network()), true)
  assert.equal(known({ ...network(), ...gate({ VpcId: ref('Vpc'), ServiceName: ref('Service') }) }), false)
  assert.equal(known({ ...network(), ...gate({ VpcId: ref('Vpc'), ServiceName: 'com.amazonaws.vpce.${AWS::Region}.vpce-svc-1' }) }), true)
  assert.equal(known({ ...network(), ...gate({ VpcId: ref('Vpc'), ServiceName: ssm, VpcEndpointType: ref('Type') }) }), true)
  assert.equal(known(network(), gate({ VpcId: ref('Elsewhere'), ServiceName: ssm })), false)
  assert.equal(known(network(), gate({ VpcId: 'vpc-0a1b2c3d', ServiceName: ssm })), true)
  for (const part of ['Vpc', 'SubnetA', 'SubnetATable']) {
    const child = { Child: resource('CloudFormation::Stack', { TemplateURL: 'https://x', Parameters: { Part: ref(part) } }) }
    assert.equal(known({ ...network(), ...tableOf('SubnetA'), ...child }), false, part)
  }
})

test('what other templates of the run add belongs to the VPC', () => {
  // Linked templates share the symbols of what they hand over.
  const { facts: first } = gatherTemplate({ Resources: { ...network(), ...tableOf('SubnetA') } })
  const { facts: second } = gatherTemplate({ Resources: tableOf('SubnetA', { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }) })
  assert.equal(first.routes.length + second.routes.length, 1)
  assert.equal(second.routes[0]?.table, first.routeTables[0]?.id)
})

test('Regions and tags', () => {
  const { facts } = gatherTemplate({ Resources: {
    Vpc: resource('EC2::VPC', { Tags: [{ Key: 'Name', Value: 'main' }] }), A: resource('EC2::Subnet', { AvailabilityZone: 'us-west-2-lax-1a' }),
    B: resource('EC2::Subnet', { AvailabilityZone: '${AWS::Region}a' }),
  } }, { region: 'eu-west-1', account: '210987654321' })
  assert.deepEqual(facts.vpcs.map(({ tags, region, account }) => [tags, region, account]), [[{ Name: 'main' }, 'eu-west-1', '210987654321']])
  assert.deepEqual(facts.subnets.map(({ region }) => region), ['us-west-2', 'eu-west-1'])
})
