import type { Usage } from '../../inventory/inventory.js'
import { instancesOf } from './compute.js'
import type { Properties } from './properties.js'
import type { ResourceReaders, TemplateScope } from './template-scope.js'
import type { TemplateResource } from './template.js'

const GROUP = 'AWS::AutoScaling::AutoScalingGroup'
const INFRASTRUCTURE = 'AWS::ImageBuilder::InfrastructureConfiguration'
const EMR = ['emr-repos', 'emr-instance-data', 'emr-logs', 'emr-appinfo']

/** Resources that use what AWS offers to a network, each where it runs. */
export const WORKLOADS: ResourceReaders = {
  // https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html
  'AWS::ECS::Service': (resource, properties, scope) => {
    if (properties.boolean('EnableExecuteCommand') !== true) return
    const network = properties.record('NetworkConfiguration')?.record('AwsvpcConfiguration')
    use(['ecs-exec'], resource, 'has ECS Exec enabled', { subnets: network?.strings('Subnets') }, scope)
  },
  'AWS::EMR::Cluster': (resource, properties, scope) => {
    const instances = properties.record('Instances')
    const subnet = instances?.string('Ec2SubnetId')
    use(EMR, resource, 'is an EMR cluster', { subnets: subnet === undefined ? instances?.strings('Ec2SubnetIds') : [subnet] }, scope)
  },
  'AWS::ImageBuilder::ImagePipeline': build,
  'AWS::ImageBuilder::Image': build,
  // Deployments to Lambda and ECS need no agent: https://docs.aws.amazon.com/codedeploy/latest/userguide/codedeploy-agent.html
  'AWS::CodeDeploy::DeploymentGroup': (resource, properties, scope) => {
    const names = ['AutoScalingGroups', 'Ec2TagFilters', 'Ec2TagSet', 'OnPremisesInstanceTagSet', 'OnPremisesTagFilters']
    if (!names.some((name) => properties.value(name) !== undefined)) return
    const instances = (properties.strings('AutoScalingGroups') ?? []).flatMap((name) => instancesOfGroup(name, scope))
    use(['codedeploy-agent'], resource, 'deploys to instances', instances.length === 0 ? {} : { instances }, scope)
  },
}

function build(resource: TemplateResource, properties: Properties, scope: TemplateScope): void {
  const subnet = scope.propertiesAt(INFRASTRUCTURE, properties.string('InfrastructureConfigurationArn'))?.string('SubnetId')
  use(['imagebuilder-s3', 'imagebuilder-api'], resource, 'builds images', { subnets: subnet === undefined ? undefined : [subnet] }, scope)
}

type Where = Pick<Usage, 'instances' | 'subnets'>

function use(features: readonly string[], { logicalId, at }: TemplateResource, how: string, where: Where, scope: TemplateScope): void {
  for (const feature of features) {
    scope.gathering.facts.usages.push({ ...scope.fact(at), feature, evidence: 'strong', note: `"${logicalId}" ${how}`, ...where })
  }
}

function instancesOfGroup(name: string, scope: TemplateScope): string[] {
  const group = scope.resourceAt(GROUP, name)
  const properties = scope.propertiesAt(GROUP, name)
  return group === undefined || properties === undefined ? [] : instancesOf(GROUP, group.ref, properties)
}
