import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { gatherPlan, gatherText, type PlannedResource } from '../../support/terraform-plan.js'

const POLICY = JSON.stringify({ Version: '2012-10-17', Statement: [{ Sid: 'Own', Effect: 'Allow', Principal: '*', Action: 'ssm:*', Resource: '*' }] })
const VALUES = { service_name: 'com.amazonaws.eu-west-1.ssm', vpc_endpoint_type: 'Interface', vpc_id: 'vpc-1' }

function endpoint(parts: Partial<PlannedResource> = {}): PlannedResource {
  return { address: 'aws_vpc_endpoint.a', unknown: ['policy'], ...parts, values: { ...VALUES, ...parts.values } }
}

/** The Sids of the policies by endpoint, `default` for the one without, and what was left out. */
function policiesOf(resources: readonly PlannedResource[]): string {
  const { facts, notJudged } = gatherPlan(resources)
  const policies = facts.policies.map(({ policy, endpoints }) =>
    `${endpoints.map(({ name }) => name).join(',')}: ${policy.statements[0]?.sid?.value ?? `default at ${textAt(policy.at)}`}`)
  return [...policies, ...notJudged.map(({ why }) => why)].join('; ')
}

function textAt({ file, start, end }: { file: { text: string }; start: number; end: number }): string {
  return file.text.slice(start, end)
}

test('the policy of the endpoint, another in its place, and none', () => {
  assert.equal(policiesOf([endpoint({ values: { policy: POLICY }, unknown: [] })]), 'aws_vpc_endpoint.a: Own')
  assert.equal(policiesOf([endpoint()]), 'aws_vpc_endpoint.a: default at "aws_vpc_endpoint.a"')
  const apart = { address: 'aws_vpc_endpoint_policy.a', values: { policy: POLICY }, unknown: ['vpc_endpoint_id'], references: { vpc_endpoint_id: ['aws_vpc_endpoint.a.id', 'aws_vpc_endpoint.a'] } }
  assert.equal(policiesOf([endpoint(), apart]), 'aws_vpc_endpoint.a: Own')
  assert.equal(policiesOf([endpoint({ values: { policy: POLICY.replace('Own', 'Inline') }, unknown: [] }), apart]), 'aws_vpc_endpoint.a: Own')
})

test('a policy that is known only after apply is not taken for the default', () => {
  const references = { policy: ['data.aws_iam_policy_document.a.json', 'data.aws_iam_policy_document.a'] }
  assert.equal(
    policiesOf([endpoint({ references })]),
    'policy of aws_vpc_endpoint.a is known only after apply: it depends on data.aws_iam_policy_document.a.json',
  )
})

test('a policy of an endpoint that is not certain is of none, and none of its candidates has the default', () => {
  const apart = { address: 'aws_vpc_endpoint_policy.x', values: { policy: POLICY }, unknown: ['vpc_endpoint_id'], references: { vpc_endpoint_id: ['local.id'] } }
  const other = endpoint({ address: 'aws_vpc_endpoint.b' })
  const doubt = (name: string) => `policy of ${name} is one of several, of which the plan does not say which`
  assert.equal(policiesOf([endpoint(), other, apart]), `: Own; ${doubt('aws_vpc_endpoint.a')}; ${doubt('aws_vpc_endpoint.b')}`)
  assert.equal(policiesOf([endpoint(), apart]), 'aws_vpc_endpoint.a: Own')
})

test('a policy for an endpoint that stands elsewhere is judged by what it says', () => {
  const stray = { address: 'aws_vpc_endpoint_policy.x', values: { policy: POLICY, vpc_endpoint_id: 'vpce-1' } }
  const [policy] = gatherPlan([stray]).facts.policies
  assert.deepEqual([policy?.service, policy?.region, policy?.endpoints], ['ssm', 'eu-west-1', []])
})

test('an endpoint that stands already and shows no policy has an unknown one', () => {
  assert.equal(policiesOf([endpoint({ values: { id: 'vpce-1', policy: '' }, unknown: [], actions: ['no-op'] })]), '')
})

test('places stand in the string of the plan', () => {
  const { facts } = gatherPlan([endpoint({ values: { policy: POLICY }, unknown: [] })])
  assert.equal(textAt(facts.policies[0]!.policy.statements[0]!.sid!.at), String.raw`\"Own\"`)
  assert.equal(textAt(facts.endpoints[0]!.at), '"aws_vpc_endpoint.a"')
})

test('a service or a type that is not known is said, and the rest is read', () => {
  const { facts, notJudged, problems } = gatherPlan([
    endpoint({ values: { service_name: '' }, unknown: ['service_name'] }),
    endpoint({ address: 'aws_vpc_endpoint.b', values: { vpc_endpoint_type: 'Teleport' } }),
    endpoint({ address: 'aws_vpc_endpoint.c' }),
  ])
  assert.deepEqual(facts.endpoints.map(({ name }) => name), ['aws_vpc_endpoint.c'])
  assert.deepEqual(notJudged.map(({ why }) => why), ['aws_vpc_endpoint.a: its service is known only after apply', 'aws_vpc_endpoint.b: its type is unknown'])
  assert.deepEqual(problems.map(({ message }) => message), ['"vpc_endpoint_type" is "Teleport", which is no type of endpoint'])
})

test('parts of endpoints in resources of their own', () => {
  const of = { vpc_endpoint_id: ['aws_vpc_endpoint.a.id', 'aws_vpc_endpoint.a'] }
  const part = (address: string, values: object) => ({ address, values, unknown: ['vpc_endpoint_id'], references: of })
  const { facts } = gatherPlan([
    endpoint({ values: { subnet_ids: ['subnet-1', null] }, unknown: ['policy', 'private_dns_enabled', 'route_table_ids'] }),
    part('aws_vpc_endpoint_subnet_association.a', { subnet_id: 'subnet-2' }),
    part('aws_vpc_endpoint_route_table_association.a', { route_table_id: 'rtb-1' }),
    part('aws_vpc_endpoint_security_group_association.a', { security_group_id: 'sg-1' }),
    part('aws_vpc_endpoint_private_dns.a', { private_dns_enabled: true }),
    endpoint({ address: 'aws_vpc_endpoint.b', unknown: ['private_dns_enabled'] }),
    endpoint({ address: 'aws_vpc_endpoint.c', unknown: ['private_dns_enabled'], references: { private_dns_enabled: ['aws_x.y'] } }),
  ])
  const [a, b, c] = facts.endpoints
  assert.deepEqual([a?.subnets, a?.routeTables, a?.securityGroups, a?.privateDns], [['subnet-1', 'subnet-2'], ['rtb-1'], ['sg-1'], true])
  assert.deepEqual([b?.privateDns, c?.privateDns], [false, undefined])
})

test('the Region is that of the resource, its ARN, or its provider', () => {
  const regionOf = (values: object) => gatherPlan([endpoint({ values })]).facts.endpoints[0]!.region
  assert.equal(regionOf({ service_name: 'com.amazonaws.us-east-1.ssm' }), 'eu-west-1')
  assert.equal(regionOf({ region: 'sa-east-1' }), 'sa-east-1')
  assert.equal(regionOf({ arn: 'arn:aws:ec2:eu-north-1:210987654321:vpc-endpoint/vpce-1' }), 'eu-north-1')
  const text = JSON.stringify({ format_version: '1.0', values: { root_module: { resources: [{ address: 'aws_vpc_endpoint.a', type: 'aws_vpc_endpoint', name: 'a', values: VALUES }] } } })
  assert.equal(gatherText(text).facts.endpoints[0]!.region, 'eu-west-1')
})

test('nodes and what runs on them', () => {
  const { facts } = gatherPlan([
    { address: 'aws_subnet.a', values: { vpc_id: 'vpc-1' } },
    { address: 'aws_instance.a', unknown: ['subnet_id'], references: { subnet_id: ['aws_subnet.a.id', 'aws_subnet.a'] } },
    { address: 'aws_instance.lost', unknown: ['subnet_id'], references: { subnet_id: ['aws_lb.x'] } },
    { address: 'aws_ssm_association.a', values: { name: 'AWS-RunPatchBaseline', targets: [{ key: 'InstanceIds', values: [null] }] }, unknown: ['targets'], references: { targets: ['aws_instance.a.id', 'aws_instance.a'] } },
    { address: 'aws_ssm_association.b', values: { name: 'AWS-RunPatchBaseline' }, unknown: ['instance_id'], references: { instance_id: ['aws_instance.a.id', 'aws_instance.a'] } },
  ])
  assert.deepEqual(facts.instances.map(({ id, vpc, subnet }) => [id, vpc, subnet].map((text) => text && displayText(text))), [['aws_instance.a', 'vpc-1', 'aws_subnet.a']])
  assert.deepEqual(facts.runs.map(({ targets }) => targets.instances.map(displayText)), [['aws_instance.a'], ['aws_instance.a']])
  assert.deepEqual(facts.runs.map(({ note }) => note), ['aws_ssm_association.a runs AWS-RunPatchBaseline', 'aws_ssm_association.b runs AWS-RunPatchBaseline'])
})
