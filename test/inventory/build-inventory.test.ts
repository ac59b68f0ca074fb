import assert from 'node:assert/strict'
import test from 'node:test'
import { endpoints, instances, inventoryOf, subnets, vpcs } from '../support/inventory-of.js'

const POLICY = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }

test('a VPC is known by whatever names it, with the Region of its subnets before that of its endpoints', () => {
  const view = inventoryOf([
    endpoints({ service: 'ssm', vpc: 'vpc-1' }, { service: 'ecr.api', vpc: 'vpc-2', region: 'us-east-1' }),
    subnets({ 'subnet-2': 'vpc-2' }), instances({ 'i-3': ['vpc-3'] }), vpcs('vpc-4'),
  ])
  assert.deepEqual(view.vpcs.map(({ id, region, account }) => [id, region, account]).toSorted(), [
    ['vpc-1', 'eu-west-1', '210987654321'], ['vpc-2', 'eu-west-1', '210987654321'],
    ['vpc-3', 'eu-west-1', undefined], ['vpc-4', undefined, '210987654321'],
  ])
})

test('an endpoint for a service of another Region stands in the Region of its VPC', () => {
  const there = { service: 'ecr.api', region: 'us-east-1', policy: POLICY }
  const view = inventoryOf([endpoints({ ...there, vpc: 'vpc-1' }, { ...there, vpc: 'vpc-2' }), subnets({ 'subnet-1': 'vpc-1' })])
  const regions = view.endpoints.map(({ region, serviceRegion }) => [region, serviceRegion])
  assert.deepEqual(regions, [['eu-west-1', 'us-east-1'], ['us-east-1', 'us-east-1']])
  const policies = view.policies.map(({ region, endpoints: those }) => [region, ...those.map(({ id }) => id)])
  assert.deepEqual(policies, [['eu-west-1', 'vpce-0'], ['us-east-1', 'vpce-1']])
  assert(view.policies.every((policy) => policy.endpoints.every((endpoint) => view.endpoints.includes(endpoint))))
})

test('what two files tell of one id is told once', () => {
  const answer = endpoints({ service: 'ssm', vpc: 'vpc-1' })
  const view = inventoryOf([answer, answer, subnets({ 'subnet-1': 'vpc-1' }), subnets({ 'subnet-1': 'vpc-1' })])
  assert.deepEqual([view.endpoints.length, view.subnets.length, view.endpointsFor('vpc-1', 'ssm').length], [1, 1, 1])
})

test('endpoints that failed do not serve', () => {
  const states = ['available', 'pending', 'pendingAcceptance', 'Failed', 'rejected', 'deleting', 'deleted', 'expired']
  const view = inventoryOf([endpoints(...states.map((state) => ({ service: 'ssm', vpc: 'vpc-1', state })))])
  assert.deepEqual(view.endpointsFor('vpc-1', 'ssm').map(({ state }) => state), ['available', 'pending', 'pendingacceptance'])
  assert.deepEqual(view.endpointsFor('vpc-2', 'ssm'), [])
  assert.deepEqual([view.endpointsIn('vpc-1').length, view.endpointsIn('vpc-2')], [states.length, []])
})

test('nodes take the gateway endpoint where interface endpoints do not answer their names', () => {
  const gateway = { service: 's3', vpc: 'vpc-1', type: 'Gateway' }
  const serving = (...rows: Parameters<typeof endpoints>) =>
    inventoryOf([endpoints(...rows)]).endpointsFor('vpc-1', 's3').map(({ id }) => id)
  assert.deepEqual(serving(gateway, { service: 's3', vpc: 'vpc-1' }), ['vpce-0', 'vpce-1'])
  assert.deepEqual(serving(gateway, { service: 's3', vpc: 'vpc-1', privateDns: false }), ['vpce-0'])
  assert.deepEqual(serving(gateway, { service: 's3', vpc: 'vpc-1', inboundOnly: true }), ['vpce-0'])
  assert.deepEqual(serving({ service: 's3', vpc: 'vpc-1', privateDns: false }), ['vpce-0'])
})

test('a list of endpoints tells of every VPC of its account and Region, and of no other', () => {
  const list = endpoints({ service: 'ssm', vpc: 'vpc-1' })
  const others = [
    subnets({ 'subnet-2': 'vpc-2' }), subnets({ 'subnet-3': 'vpc-3' }, '654321098765'),
    subnets({ 'subnet-4': 'vpc-4' }, undefined, 'eu-north-1a'), instances({ 'i-5': ['vpc-5'] }),
  ]
  const known = (...answers: object[]) => {
    const view = inventoryOf(answers)
    return ['vpc-1', 'vpc-2', 'vpc-3', 'vpc-4', 'vpc-5'].filter((vpc) => view.knowsEndpointsOf(vpc))
  }
  assert.deepEqual(known(list, ...others), ['vpc-1', 'vpc-2'])
  assert.deepEqual(known({ ...list, NextToken: 'eyJ2' }, ...others), [])
  assert.deepEqual(known(...others), [])
  // Another account may own a VPC of which only instances are known.
  assert.deepEqual(known(list, instances({ 'i-5': ['vpc-5'] })), ['vpc-1'])
})

test('an empty list of endpoints tells of the one account of the run', () => {
  const knows = (...others: object[]) =>
    inventoryOf([{ VpcEndpoints: [] }, subnets({ 'subnet-1': 'vpc-1' }), ...others]).knowsEndpointsOf('vpc-1')
  assert.equal(knows(), true)
  assert.equal(knows(subnets({ 'subnet-2': 'vpc-2' }, '654321098765')), false)
  assert.equal(knows(subnets({ 'subnet-2': 'vpc-2' }, undefined, 'eu-north-1a')), false)
})

test('the Region of a bucket is declared or in the name of a bucket of AWS', () => {
  const view = inventoryOf([], { buckets: { 'harbour-logs': 'eu-north-1' } })
  assert.equal(view.regionOfBucket('harbour-logs'), 'eu-north-1')
  assert.equal(view.regionOfBucket('aws-ssm-eu-west-1'), 'eu-west-1')
  for (const bucket of ['harbour-eu-west-1', 'constructor', '__proto__']) assert.equal(view.regionOfBucket(bucket), undefined)
})
