import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import type { Span } from '../../../src/text/source-text.js'
import { gatherTemplate, ref, resource, symbolFor } from '../../support/template-of.js'

const POLICY = { Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::mine/*' }] }
const S3 = { ServiceName: 'com.amazonaws.eu-west-1.s3', VpcId: 'vpc-1' }

const gatherEndpoint = (properties: object, owner = {}) => gatherTemplate({ Resources: { Gate: resource('EC2::VPCEndpoint', properties) } }, owner)
const endpointOf = (properties: object, owner = {}) => gatherEndpoint(properties, owner).facts.endpoints[0]!
const leftOut = (properties: object) => gatherEndpoint(properties).notJudged.map(({ why }) => why)
const textAt = ({ file, start, end }: Span) => file.text.slice(start, end)

test('an endpoint with all that is read of it', () => {
  const { at, serviceName, ...rest } = endpointOf({
    ...S3, VpcEndpointType: 'Interface', PrivateDnsEnabled: 'true', SubnetIds: [ref('A'), 'subnet-b'], SecurityGroupIds: ['sg-1'],
    DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'OnlyInboundResolver' }, ServiceRegion: 'eu-north-1',
    Tags: [{ Key: 'Name', Value: 'gate' }, { Key: 'Level', Value: 2 }],
  }, { account: '210987654321', region: 'eu-west-1' })
  assert.deepEqual(rest, {
    account: '210987654321', region: 'eu-west-1', name: 'Gate', address: undefined, origin: 'template', type: 'interface', service: 's3',
    serviceRegion: 'eu-north-1', vpc: 'vpc-1', privateDns: true, inboundDnsOnly: true, subnets: [symbolFor('A'), 'subnet-b'],
    routeTables: undefined, securityGroups: ['sg-1'], tags: { Name: 'gate', Level: '2' },
  })
  assert.deepEqual([textAt(at), textAt(serviceName.at)], ['"Gate"', '"com.amazonaws.eu-west-1.s3"'])
})

test('YAML, with the path of the construct', () => {
  const { facts, problems } = gatherTemplate([
    'Resources:', '  Gate:', '    Type: AWS::EC2::VPCEndpoint', '    Metadata:', '      aws:cdk:path: App/Vpc/Gate', '    Properties:',
    '      ServiceName: com.amazonaws.${AWS::Region}.ssm', '      VpcEndpointType: Interface', '      VpcId: vpc-1', '      PolicyDocument:',
    '        Statement: [{Effect: Allow, Principal: "*", Action: ssm:*, Resource: "*"}]',
  ].join('\n'))
  const [endpoint] = facts.endpoints
  assert.deepEqual(problems, [])
  assert.deepEqual([endpoint?.address, endpoint?.service, textAt(endpoint!.at)], ['App/Vpc/Gate', 'ssm', 'Gate'])
  assert.equal(facts.policies[0]?.policy.statements[0]?.action.values[0]?.value, 'ssm:*')
})

test('what CloudFormation takes for granted', () => {
  const { type, privateDns } = endpointOf(S3)
  assert.deepEqual([type, privateDns], ['gateway', undefined])
  assert.equal(endpointOf({ ...S3, VpcEndpointType: 'Interface' }).privateDns, false)
  assert.equal(endpointOf({ ...S3, VpcEndpointType: 'Interface', PrivateDnsEnabled: ref('Dns') }).privateDns, undefined)
})

test('a service is known where only the Region is not', () => {
  const region = symbolFor('AWS::Region')
  const named = (ServiceName: string, owner = {}) => {
    const { service, region: own, serviceRegion } = endpointOf({ ServiceName, VpcId: 'vpc-1', VpcEndpointType: 'Interface' }, owner)
    return [service, own, serviceRegion]
  }
  assert.deepEqual(named('com.amazonaws.${AWS::Region}.ssm'), ['ssm', region, region])
  assert.deepEqual(named('com.amazonaws.${AWS::Region}.ecr.api', { region: 'eu-west-1' }), ['ecr.api', 'eu-west-1', 'eu-west-1'])
  assert.deepEqual(named('com.amazonaws.${Area}-west-1.ssm')[0], 'ssm')
  assert.deepEqual(named('com.amazonaws.vpce.${AWS::Region}.${Service}'), [undefined, region, region])
})

test('a gateway endpoint is a route of its tables', () => {
  const { facts } = gatherEndpoint({ ...S3, RouteTableIds: [ref('Table'), 'rtb-1'] })
  assert.deepEqual(facts.routes.map(({ table, route }) => [table, route.target]), [
    [symbolFor('Table'), 'gateway-endpoint'], ['rtb-1', 'gateway-endpoint'],
  ])
  assert.deepEqual(gatherEndpoint({ ...S3, RouteTableIds: ref('Tables') }).facts.routes, [])
})

test('a policy as an object and as text, with places in the file', () => {
  for (const PolicyDocument of [POLICY, JSON.stringify(POLICY)]) {
    const { facts, problems } = gatherEndpoint({ ...S3, PolicyDocument })
    const [policy] = facts.policies
    assert.deepEqual(problems, [])
    assert.deepEqual([policy?.origin, policy?.service, policy?.region, policy?.endpointType], ['template', 's3', 'eu-west-1', 'gateway'])
    assert.match(textAt(policy!.policy.statements[0]!.resource.values[0]!.at), /^\\?"arn:aws:s3:::mine\/\*\\?"$/)
  }
})

test('the length of an object is that of the JSON that AWS gets', () => {
  const [policy] = gatherEndpoint({ ...S3, PolicyDocument: POLICY }).facts.policies
  assert.equal(policy?.policy.length, JSON.stringify(POLICY).length)
})

test('without a policy there is the default one, at each endpoint', () => {
  const { facts } = gatherTemplate({ Resources: {
    One: resource('EC2::VPCEndpoint', S3), Two: resource('EC2::VPCEndpoint', S3),
    Balancer: resource('EC2::VPCEndpoint', { ...S3, VpcEndpointType: 'GatewayLoadBalancer' }),
  } })
  assert.deepEqual(facts.policies.map(({ at, policy }) => [textAt(at), textAt(policy.statements[0]!.action.at), policy.faults.length]), [
    ['"One"', '"One"', 0], ['"Two"', '"Two"', 0],
  ])
})

test('unknown text in a policy is a symbol, and its placeholders are placeholders', () => {
  const statement = { ...POLICY.Statement[0], Resource: ['arn:aws:s3:::${Bucket}/*', ref('Arn'), 'arn:aws:s3:::<bucket>/*'] }
  const condition = { StringEquals: { 'aws:PrincipalOrgID': ref('Org') } }
  const [policy] = gatherEndpoint({ ...S3, PolicyDocument: { Statement: [{ ...statement, Condition: condition }] } }).facts.policies
  const [first] = policy!.policy.statements
  assert.deepEqual(first?.resource.values.slice(0, 2).map(({ value }) => value), [`arn:aws:s3:::${symbolFor('Bucket')}/*`, symbolFor('Arn')])
  assert.equal(first?.conditions[0]?.values[0]?.value, symbolFor('Org'))
  assert.deepEqual([policy!.policy.hasSymbols, policy!.policy.faults], [true, []])
  assert.deepEqual(policy!.policy.placeholders.map(({ value }) => value), ['<bucket>'])
})

test('a statement with an unknown part may mean anything', () => {
  for (const part of [{ Effect: ref('Effect') }, { Principal: ref('Who') }, { Condition: ref('When') }, { Condition: { Bool: ref('When') } }]) {
    const [policy] = gatherEndpoint({ ...S3, PolicyDocument: { Statement: [{ ...POLICY.Statement[0], ...part }] } }).facts.policies
    assert.deepEqual([policy!.policy.statements[0]?.complete, policy!.policy.faults], [false, []], JSON.stringify(part))
  }
})

test('a policy that only deployment knows is told of', () => {
  const unknown = (PolicyDocument: unknown) => {
    const { facts, notJudged, problems } = gatherEndpoint({ ...S3, PolicyDocument })
    assert.deepEqual([facts.policies, problems], [[], []])
    return notJudged.map(({ why, at }) => `${why} @ ${textAt(at!).replaceAll(/\s+/g, '')}`)
  }
  const shown = '"Policy of template.json", which only deployment knows @ {"Ref":"Policy"}'
  assert.deepEqual(unknown(ref('Policy')), [`the policy of Gate is ${shown}`])
  assert.deepEqual(unknown({ Statement: ref('Policy') }), [`a part of the policy of Gate is ${shown}`])
  assert.deepEqual(unknown({ Statement: [POLICY.Statement[0], ref('Policy')] }), [`a part of the policy of Gate is ${shown}`])
  assert.match(unknown('{"Statement": ${Policy}}')[0]!, /^the policy of Gate is "\{"Statement": Policy of template.json\}"/)
  assert.match(unknown('{"Statement": "${Policy}"}')[0]!, /^the policy of Gate is/)
})

test('broken policy text is a problem, with or without unknown parts', () => {
  for (const PolicyDocument of ['{"Statement": [', '{"Statement": [ ${Policy}']) {
    assert.deepEqual(gatherEndpoint({ ...S3, PolicyDocument }).problems.map(({ id }) => id), ['syntax-error'])
  }
})

test('an endpoint for a service that only deployment knows keeps its place and loses its policy', () => {
  const { facts, notJudged } = gatherEndpoint({ VpcId: 'vpc-1', ServiceName: ref('Service'), PolicyDocument: POLICY })
  assert.deepEqual([facts.endpoints[0]?.service, facts.policies], [undefined, []])
  assert.deepEqual(notJudged.map(({ why }) => why), [
    'the policy of Gate is for the service "Service of template.json", which only deployment knows',
  ])
})

test('a type that only deployment knows is an interface endpoint for all but two services', () => {
  const typed = { ...S3, VpcEndpointType: ref('Type') }
  assert.deepEqual(leftOut(typed), ['the endpoint "Gate" is of the type "Type of template.json", which only deployment knows'])
  assert.equal(endpointOf({ ...typed, ServiceName: 'com.amazonaws.eu-west-1.ssm' }).type, 'interface')
})

test('what cannot be read is a problem at its place', () => {
  const problems = (properties: object) => gatherEndpoint(properties).problems.map(({ message, at }) => [displayText(message), textAt(at!)])
  assert.deepEqual(problems({ VpcId: 'vpc-1' }), [['the endpoint "Gate" has no "ServiceName"', '"Gate"']])
  assert.deepEqual(problems({ ...S3, VpcEndpointType: 'Door' }), [['"VpcEndpointType" is "Door", which is no type of endpoint', '"Door"']])
  assert.deepEqual(problems({ ...S3, SubnetIds: 'a', Tags: [7] }), [
    ['"SubnetIds" is a string where a list is expected', '"a"'], ['an item of "Tags" is a number where an object is expected', '7'],
  ])
})
