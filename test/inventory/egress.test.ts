import assert from 'node:assert/strict'
import test from 'node:test'
import { endpoints, instances, inventoryOf, routeTable, subnets, vpcs } from '../support/inventory-of.js'

const NAT = { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-1' }
const GATEWAY_ENDPOINT = { DestinationPrefixListId: 'pl-1', GatewayId: 'vpce-9' }

/** Egress of vpc-1 with two subnets, of which instances stand in `nodesIn`. */
function egressWith(tables: readonly object[], nodesIn: readonly string[] = []): string {
  const nodes = Object.fromEntries(nodesIn.map((subnet, index) => [`i-${index}`, ['vpc-1', subnet]] as const))
  const answers = [subnets({ 'subnet-a': 'vpc-1', 'subnet-b': 'vpc-1' }), { RouteTables: tables }, instances(nodes as never)]
  const { kind, because } = inventoryOf(answers).egressOf('vpc-1')
  return `${kind}: ${because}`
}

const main = (...routes: object[]) => routeTable('rtb-main', 'vpc-1', [], routes)
const own = (subnet: string, ...routes: object[]) => routeTable(`rtb-${subnet}`, 'vpc-1', [subnet], routes)

test('only local and gateway-endpoint routes isolate', () => {
  const because = 'the route tables of its subnets hold only local and gateway-endpoint routes'
  assert.equal(egressWith([main(GATEWAY_ENDPOINT)]), `isolated: ${because}`)
  assert.equal(egressWith([main(NAT), own('subnet-a')], ['subnet-a']), 'isolated: subnet-a has only local and gateway-endpoint routes')
})

test('a default route to a NAT, internet or egress-only internet gateway is public', () => {
  assert.equal(egressWith([main(NAT)], ['subnet-a']), 'public: subnet-a sends 0.0.0.0/0 to nat-1')
  assert.equal(egressWith([main({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'igw-1' })]), 'public: subnet-a sends 0.0.0.0/0 to igw-1')
  const ipv6 = { DestinationIpv6CidrBlock: '::/0', EgressOnlyInternetGatewayId: 'eigw-1' }
  assert.equal(egressWith([main(ipv6)]), 'public: subnet-a sends ::/0 to eigw-1')
  const halves = [{ ...NAT, DestinationCidrBlock: '0.0.0.0/1' }, { ...NAT, DestinationCidrBlock: '128.0.0.0/1' }]
  assert.equal(egressWith([main(...halves)]), 'public: subnet-a sends 0.0.0.0/1 to nat-1')
})

test('a route to a deleted gateway leads nowhere', () => {
  assert.match(egressWith([main({ ...NAT, State: 'blackhole' })]), /^isolated/)
  assert.match(egressWith([main({ ...NAT, State: 'active' })]), /^public/)
})

test('what other targets lead to is unknown', () => {
  const target = (route: object) => egressWith([main(route)], ['subnet-b'])
  assert.equal(target({ DestinationCidrBlock: '0.0.0.0/0', TransitGatewayId: 'tgw-1' }), 'unknown: subnet-b sends 0.0.0.0/0 to tgw-1')
  const peering = { DestinationCidrBlock: '10.9.0.0/16', VpcPeeringConnectionId: 'pcx-1' }
  assert.equal(target(peering), 'unknown: subnet-b sends 10.9.0.0/16 to pcx-1')
  assert.equal(target({ DestinationCidrBlock: '0.0.0.0/0', GatewayId: 'vpce-gwlb' }), 'unknown: subnet-b sends 0.0.0.0/0 to vpce-gwlb')
  assert.equal(target({ ...NAT, DestinationCidrBlock: '52.94.0.0/16' }), 'unknown: subnet-b sends 52.94.0.0/16 to nat-1')
  assert.match(target({ DestinationCidrBlock: '0.0.0.0/0' }), /a target that the run does not know$/)
})

test('subnets that differ leave it unknown, unless instances tell which count', () => {
  const tables = [main(), own('subnet-a', NAT)]
  const mixed = 'unknown: subnet-a sends 0.0.0.0/0 to nat-1, but subnet-b has only local and gateway-endpoint routes'
  assert.equal(egressWith(tables), mixed)
  assert.equal(egressWith(tables, ['subnet-a', 'subnet-b']), mixed)
  assert.match(egressWith(tables, ['subnet-a']), /^public/)
  assert.match(egressWith(tables, ['subnet-b']), /^isolated/)
})

test('what is missing is named', () => {
  assert.equal(egressWith([]), 'unknown: the run has no route table of subnet-a')
  assert.equal(egressWith([own('subnet-a')]), 'unknown: the run has no route table of subnet-b')
  const { because } = inventoryOf([{ RouteTables: [main()] }]).egressOf('vpc-1')
  assert.equal(because, 'the run has no list of the subnets of vpc-1')
  const paged = inventoryOf([subnets({ 'subnet-a': 'vpc-1' }), { RouteTables: [main()], NextToken: 'eyJ2' }])
  assert.equal(paged.egressOf('vpc-1').because, 'the run has no route table of subnet-a')
})

test('the place is the route table', () => {
  const { at } = inventoryOf([{ RouteTables: [main(NAT)] }, subnets({ 'subnet-a': 'vpc-1' })]).egressOf('vpc-1')
  assert.equal(at?.file.text.slice(at.start, at.end), '"rtb-main"')
})

test('a shared VPC is unknown to those who take part, and known to its owner', () => {
  const isolated = [subnets({ 'subnet-a': 'vpc-1' }), { RouteTables: [main()] }]
  const other = '654321098765'
  const because = (...answers: object[]) => inventoryOf([...isolated, ...answers]).egressOf('vpc-1').because
  assert.equal(
    because(endpoints({ service: 'ssm', vpc: 'vpc-1', account: other })),
    'vpc-1 is shared: account 210987654321 owns it, account 654321098765 has an endpoint in it',
  )
  assert.match(because({ Vpcs: [{ VpcId: 'vpc-1', OwnerId: other }] }), /^vpc-1 is shared/)
  assert.match(because(instances({ 'i-1': ['vpc-1', 'subnet-a'] }, other)), /^vpc-1 is shared/)
  assert.doesNotMatch(because(instances({ 'i-1': ['vpc-1', 'subnet-a'] }, other), endpoints({ service: 'ssm', vpc: 'vpc-1' })), /shared/)
})

test('declarations win', () => {
  const answers = [vpcs('vpc-1', 'vpc-2'), subnets({ 'subnet-a': 'vpc-1' }), { RouteTables: [main(NAT)] }]
  const view = inventoryOf(answers, { vpcs: [{ id: 'vpc-?', publicEgress: true }, { id: 'vpc-1', publicEgress: false }] })
  assert.equal(view.egressOf('vpc-1').kind, 'isolated')
  assert.equal(view.egressOf('vpc-2').kind, 'public')
})
