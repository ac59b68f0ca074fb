import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { network } from '../../support/example-network.js'
import { inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

type Resources = Readonly<Record<string, object>>

function usage(resources: Resources, feature: string): string | undefined {
  const found = inventoryOfTemplates({ ...network(), ...resources }).usageIn(symbolFor('Vpc', '0.json'), feature)
  return found && displayText(`${found.evidence}: ${found.note}`)
}

const service = (properties: object) => ({ App: resource('ECS::Service', properties) })
const inSubnet = { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: [ref('SubnetA')] } } }

test('ECS Exec, in the VPC of the subnets of the service', () => {
  assert.equal(usage(service({ EnableExecuteCommand: true, ...inSubnet }), 'ecs-exec'), 'strong: "App" has ECS Exec enabled')
  assert.equal(usage(service({ EnableExecuteCommand: 'true' }), 'ecs-exec'), 'weak: "App" has ECS Exec enabled')
  for (const EnableExecuteCommand of [false, ref('Exec'), undefined]) assert.equal(usage(service({ EnableExecuteCommand, ...inSubnet }), 'ecs-exec'), undefined)
})

test('the way out is that of the subnets of the service', () => {
  const open = resource('EC2::Subnet', { VpcId: ref('Vpc') })
  const routes = {
    Open: open, Table: resource('EC2::RouteTable', { VpcId: ref('Vpc') }), Nat: resource('EC2::NatGateway'),
    Uses: resource('EC2::SubnetRouteTableAssociation', { SubnetId: ref('Open'), RouteTableId: ref('Table') }),
    Out: resource('EC2::Route', { RouteTableId: ref('Table'), DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ref('Nat') }),
  }
  const view = inventoryOfTemplates({ ...network(), ...routes, ...service({ EnableExecuteCommand: true, ...inSubnet }) })
  const vpc = symbolFor('Vpc', '0.json')
  assert.equal(view.egressOf(vpc).kind, 'unknown')
  assert.equal(view.egressOf(vpc, view.usageIn(vpc, 'ecs-exec')).kind, 'isolated')
})

test('clusters, image pipelines and deployments', () => {
  assert.match(usage({ Cluster: resource('EMR::Cluster', { Instances: { Ec2SubnetId: ref('SubnetA') } }) }, 'emr-repos')!, /^strong/)
  assert.match(usage({ Cluster: resource('EMR::Cluster', { Instances: { Ec2SubnetIds: [ref('SubnetB')] } }) }, 'emr-logs')!, /^strong/)
  const infrastructure = { Builders: resource('ImageBuilder::InfrastructureConfiguration', { SubnetId: ref('SubnetA') }) }
  const pipeline = { Images: resource('ImageBuilder::ImagePipeline', { InfrastructureConfigurationArn: ref('Builders') }) }
  assert.equal(usage({ ...infrastructure, ...pipeline }, 'imagebuilder-s3'), 'strong: "Images" builds images')
  assert.equal(usage(infrastructure, 'imagebuilder-s3'), undefined)
  const group = { Group: resource('AutoScaling::AutoScalingGroup', { VPCZoneIdentifier: [ref('SubnetA')] }) }
  const deployment = (properties: object) => ({ Deployment: resource('CodeDeploy::DeploymentGroup', properties) })
  assert.equal(usage({ ...group, ...deployment({ AutoScalingGroups: [ref('Group')] }) }, 'codedeploy-agent'), 'strong: "Deployment" deploys to instances')
  assert.match(usage(deployment({ Ec2TagFilters: [{ Key: 'App' }] }), 'codedeploy-agent')!, /^weak/)
  assert.equal(usage(deployment({ ECSServices: [{ ServiceName: 'x' }] }), 'codedeploy-agent'), undefined)
})
