import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { call, gatherPlan, type PlannedResource } from '../../support/terraform-plan.js'

const VPC: PlannedResource = { address: 'aws_vpc.main' }
const OTHER: PlannedResource = { address: 'aws_vpc.other' }

function subnet(address: string, ...references: string[]): PlannedResource {
  return { address, unknown: ['vpc_id'], references: { vpc_id: references } }
}

/** The VPC of the last subnet. */
function vpcOf(resources: readonly PlannedResource[], calls: object = {}): string | undefined {
  const vpc = gatherPlan(resources, {}, calls).facts.subnets.at(-1)?.vpc
  return vpc && displayText(vpc)
}

test('an id that is not known yet is that of what the expression names', () => {
  assert.equal(vpcOf([VPC, OTHER, subnet('aws_subnet.a', 'aws_vpc.main.id', 'aws_vpc.main')]), 'aws_vpc.main')
  assert.equal(vpcOf([VPC, OTHER, subnet('aws_subnet.b', 'aws_vpc.main.id', 'aws_vpc.main'), subnet('aws_subnet.a', 'aws_subnet.b.vpc_id', 'aws_subnet.b')]), 'aws_vpc.main')
})

test('of several nothing is chosen', () => {
  assert.equal(vpcOf([VPC, OTHER, subnet('aws_subnet.a', 'var.first', 'aws_vpc.main.id', 'aws_vpc.main', 'aws_vpc.other.id', 'aws_vpc.other')]), undefined)
  assert.equal(vpcOf([VPC, subnet('aws_subnet.a', 'aws_vpc.main.id', 'aws_vpc.main', 'aws_lb.x.vpc_id', 'aws_lb.x')]), undefined)
  assert.equal(vpcOf([VPC, subnet('aws_subnet.a')]), undefined)
})

test('an id that is known is none of those that come with the apply', () => {
  const known = { address: 'data.aws_vpc.old', mode: 'data', values: { id: 'vpc-0a9b8c7d6e5f40312' }, actions: ['read'] } as const
  assert.equal(vpcOf([VPC, known, subnet('aws_subnet.a', 'data.aws_vpc.old.id', 'data.aws_vpc.old', 'aws_vpc.main.id', 'aws_vpc.main')]), 'aws_vpc.main')
})

test('instances of count and for_each', () => {
  const vpcs = [{ address: 'aws_vpc.n["a"]' }, { address: 'aws_vpc.n["b"]' }]
  assert.equal(vpcOf([...vpcs, subnet('aws_subnet.a', 'aws_vpc.n["b"].id', 'aws_vpc.n["b"]', 'aws_vpc.n')]), 'aws_vpc.n["b"]')
  const each = ['aws_vpc.n', 'each.key']
  assert.equal(vpcOf([...vpcs, subnet('aws_subnet.a["a"]', ...each), subnet('aws_subnet.a["b"]', ...each)]), 'aws_vpc.n["b"]')
  assert.equal(vpcOf([...vpcs, subnet('aws_subnet.a["b"]', ...each)]), undefined)
  assert.equal(vpcOf([...vpcs, subnet('aws_subnet.a', 'aws_vpc.n')]), undefined)
  assert.equal(vpcOf([vpcs[0]!, subnet('aws_subnet.a[1]', 'aws_vpc.n', 'count.index')]), 'aws_vpc.n["a"]')
})

test('a local value can be any VPC that the plan makes', () => {
  assert.equal(vpcOf([VPC, subnet('aws_subnet.a', 'local.vpc_id')]), 'aws_vpc.main')
  assert.equal(vpcOf([VPC, OTHER, subnet('aws_subnet.a', 'local.vpc_id')]), undefined)
  assert.equal(vpcOf([VPC, { address: 'aws_cloudformation_stack.net' }, subnet('aws_subnet.a', 'local.vpc_id')]), undefined)
})

test('ids pass through variables and outputs of modules', () => {
  const inner = { address: 'aws_vpc.this[0]' }
  const part = subnet('aws_subnet.a', 'var.vpc')
  const calls = {
    net: call([inner], {}, { id: ['aws_vpc.this[0].id', 'aws_vpc.this[0]', 'aws_vpc.this'] }),
    parts: { ...call([], { vpc: ['module.net.id', 'module.net'] }), module: { module_calls: { deep: call([part], { vpc: ['var.vpc'] }) } } },
  }
  const resources = [OTHER, { ...inner, address: `module.net.${inner.address}` }, { ...part, address: 'module.parts["x"].module.deep.aws_subnet.a' }]
  assert.equal(vpcOf(resources, calls), 'module.net.aws_vpc.this[0]')
})

test('modules that lead to themselves end', () => {
  const calls = { a: call([subnet('aws_subnet.a', 'var.vpc')], { vpc: ['module.a.id', 'module.a'] }, { id: ['var.vpc'] }) }
  assert.equal(vpcOf([VPC, OTHER, { ...subnet('aws_subnet.a', 'var.vpc'), address: 'module.a.aws_subnet.a' }], calls), undefined)
})
