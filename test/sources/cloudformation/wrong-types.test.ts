import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { parseJson } from '../../../src/syntax/json.js'
import { itemsOf, memberOf, spanOf, type Node } from '../../../src/syntax/node.js'
import { gatherTemplate, ref } from '../../support/template-of.js'
import { replaceValue, type Step } from '../../support/replace-value.js'

/** Every property that is read, each with a value of its type. */
const RESOURCES: Readonly<Record<string, object>> = {
  'EC2::VPCEndpoint': {
    ServiceName: 'com.amazonaws.eu-west-1.s3', VpcEndpointType: 'Interface', VpcId: 'v', PrivateDnsEnabled: true, ServiceRegion: 'eu-west-1',
    DnsOptions: { PrivateDnsOnlyForInboundResolverEndpoint: 'AllResolvers' }, SubnetIds: ['a'], RouteTableIds: ['a'],
    SecurityGroupIds: ['a'], Tags: [{ Key: 'a', Value: 'b' }],
  },
  'EC2::VPC': { Tags: [{ Key: 'a', Value: 'b' }] },
  'EC2::Subnet': { VpcId: 'v', AvailabilityZone: 'eu-west-1a' },
  'EC2::RouteTable': { VpcId: 'v' },
  'EC2::Route': {
    RouteTableId: 't', DestinationCidrBlock: '0.0.0.0/0', DestinationIpv6CidrBlock: '::/0', DestinationPrefixListId: 'pl-1', GatewayId: 'g',
    NatGatewayId: 'n', EgressOnlyInternetGatewayId: 'e', TransitGatewayId: 't', VpcPeeringConnectionId: 'p', InstanceId: 'i',
    NetworkInterfaceId: 'n', LocalGatewayId: 'l', CarrierGatewayId: 'c', CoreNetworkArn: 'c', VpcEndpointId: 'v',
  },
  'EC2::SubnetRouteTableAssociation': { RouteTableId: 't', SubnetId: 's' },
  'EC2::VPNGatewayRoutePropagation': { RouteTableIds: ['t'], VpnGatewayId: 'g' },
  'EC2::SecurityGroup': {
    VpcId: 'v', SecurityGroupIngress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: 'c' }],
    SecurityGroupEgress: [{ IpProtocol: 'tcp', FromPort: 443, ToPort: 443, DestinationSecurityGroupId: 'c', DestinationPrefixListId: 'p' }],
  },
  'EC2::SecurityGroupIngress': { GroupId: 'g', IpProtocol: 'tcp', FromPort: 1, ToPort: 2, CidrIpv6: '::/0', SourceSecurityGroupId: 's', SourcePrefixListId: 'p' },
  'EC2::SecurityGroupEgress': { GroupId: 'g', IpProtocol: 'tcp', FromPort: 1, ToPort: 2 },
  'EC2::NetworkAcl': { VpcId: 'v' },
  'EC2::NetworkAclEntry': { NetworkAclId: 'a', RuleNumber: 100, Protocol: '6', RuleAction: 'allow', Egress: true, CidrBlock: 'c', PortRange: { From: 1, To: 2 } },
  'EC2::SubnetNetworkAclAssociation': { NetworkAclId: 'a', SubnetId: 's' },
  'EC2::Instance': {
    SubnetId: 's', ImageId: 'a', InstanceType: 't', Tags: [{ Key: 'a', Value: 'b' }], NetworkInterfaces: [{ NetworkInterfaceId: 'n' }],
    LaunchTemplate: { LaunchTemplateId: 'l' }, SsmAssociations: [{ DocumentName: 'd' }],
  },
  'AutoScaling::AutoScalingGroup': { VPCZoneIdentifier: ['s'], LaunchConfigurationName: 'c', Tags: [{ Key: 'a', Value: 'b' }] },
  'S3::Bucket': { BucketName: 'b' },
  'IAM::Role': { ManagedPolicyArns: ['a'], Policies: [{}] },
  'IAM::ManagedPolicy': { Roles: ['r'] },
  'IAM::RolePolicy': { RoleName: 'r' },
  'SSM::Association': { Name: 'AWS-RunPatchBaseline', InstanceId: 'i', Targets: [{ Key: 'tag:a', Values: ['b'] }] },
  'SSM::Document': { DocumentFormat: 'JSON', Name: 'n', Content: { schemaVersion: '2.2' } },
  'SSM::MaintenanceWindowTask': { TaskArn: 'd', TaskType: 'RUN_COMMAND', Targets: [{ Key: 'InstanceIds', Values: ['b'] }] },
  'ECS::Service': { EnableExecuteCommand: true, NetworkConfiguration: { AwsvpcConfiguration: { Subnets: ['s'] } } },
  'EMR::Cluster': { Instances: { Ec2SubnetIds: ['s'] } },
  'ImageBuilder::ImagePipeline': { InfrastructureConfigurationArn: 'a' },
  'CodeDeploy::DeploymentGroup': { AutoScalingGroups: ['g'] },
}

const VALUES: readonly unknown[] = [null, true, 7, 'text', ['text'], {}, ref('Unknown')]

for (const [type, properties] of Object.entries(RESOURCES)) {
  test(`wrong types: ${type}`, () => {
    const template = templateOf(type, properties)
    assert.deepEqual(gatherTemplate(template).problems, [])
    for (const path of pathsIn(properties)) {
      for (const value of VALUES) {
        const { problems, node } = gatherWith(template, ['Resources', 'One', 'Properties', ...path], value)
        for (const { at, message, help } of problems) {
          assert(at !== undefined && at.end <= at.file.text.length)
          assert.match(message, /^["a-z]/)
          assert(!message.endsWith('.') && help.endsWith('.'))
        }
        const places = problems.map(({ at }) => at!.start)
        const shown = `${path.join('.')} as ${JSON.stringify(value)}`
        if (isTaken(valueAt(properties, path), value, path.at(-1))) assert(!places.includes(spanOf(node).start) || isWord(path), `${shown} is taken`)
        else assert.equal(places.filter((place) => place === spanOf(node).start).length, 1, `${shown} is reported once, at its place`)
      }
    }
  })
}

test('whatever the properties, nothing is thrown', () => {
  const texts = fc.constantFrom('com.amazonaws.${AWS::Region}.s3', '${Unknown}', '{"Statement":[]}', '{', '-1', 'true', '__proto__', '')
  const names = fc.constantFrom(...new Set(Object.values(RESOURCES).flatMap(namesIn)), 'PolicyDocument', 'Statement', '__proto__', 'constructor')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof({ depthSize: 'medium' }, texts, fc.integer(), fc.boolean(), fc.constant(null), fc.constant(ref('Unknown')), tie('list'), tie('object')),
    list: fc.array(tie('value'), { maxLength: 3 }),
    object: fc.array(fc.tuple(names, tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  }))
  const resources = fc.array(fc.tuple(fc.constantFrom(...Object.keys(RESOURCES), '__proto__', 'constructor'), value), { maxLength: 4 })
  fc.assert(fc.property(resources, (rows) => {
    const Resources = Object.fromEntries(rows.map(([type, Properties], index) => [`R${index}`, { Type: `AWS::${type}`, Properties: { ...Properties as object } }]))
    for (const { at } of gatherTemplate({ Resources }).problems) assert(at !== undefined && at.end <= at.file.text.length)
  }), { numRuns: 1000 })
})

function templateOf(type: string, properties: object): object {
  return { Resources: { One: { Type: `AWS::${type}`, Properties: properties } } }
}

/** CloudFormation takes numbers and booleans for text, and text for them. */
function isTaken(sample: unknown, value: unknown, step: Step | undefined): boolean {
  if (value === null) return typeof step === 'string'
  if (isUnknown(value)) return true
  if (step === 'Content') return typeof value === 'string' || !Array.isArray(value)
  if (typeof sample === 'string') return typeof value !== 'object'
  return typeof value === typeof sample && Array.isArray(value) === Array.isArray(sample)
}

function isUnknown(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'Ref' in value
}

/** Its text is one of a few words. */
function isWord(path: readonly Step[]): boolean {
  return path.at(-1) === 'VpcEndpointType' || path.at(-1) === 'Content'
}

function gatherWith(template: object, path: readonly Step[], value: unknown) {
  const text = JSON.stringify(replaceValue(template, path, value), undefined, 2)
  const gathering = gatherTemplate(text)
  let node: Node = parseJson(gathering.file).root!
  for (const step of path) node = typeof step === 'number' ? itemsOf(node)[step]! : memberOf(node, step)!
  return { problems: gathering.problems, node }
}

function valueAt(document: unknown, path: readonly Step[]): unknown {
  return path.reduce<unknown>((value, step) => (value as Record<Step, unknown>)[step], document)
}

/** Of everything but what documents hold, which is read as they are elsewhere. */
function pathsIn(value: unknown): Step[][] {
  if (typeof value !== 'object' || value === null) return []
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return entries.flatMap(([step, item]) => [[step], ...(step === 'Content' ? [] : pathsIn(item).map((path) => [step, ...path]))])
}

function namesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return [...(Array.isArray(value) ? [] : Object.keys(value)), ...Object.values(value).flatMap(namesIn)]
}
