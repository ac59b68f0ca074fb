import type { Instance } from '../../inventory/inventory.js'
import { displayText } from '../../policy/symbol.js'
import type { Properties } from './properties.js'
import { gatherAssociations } from './systems-manager.js'
import type { ResourceReaders, TemplateScope } from './template-scope.js'

const LINUX_IMAGE = /\/aws\/service\/(?:ami-amazon-linux-latest|ecs\/optimized-ami\/amazon-linux|bottlerocket|canonical|debian)/

export const COMPUTE: ResourceReaders = {
  'AWS::EC2::Instance': ({ ref: id, at, logicalId }, properties, scope) => {
    const launch = launchDataOf(properties, scope)
    const subnet = subnetOf(properties, scope) ?? (launch && subnetOf(launch, scope))
    const instance = { ...scope.fact(at), id, subnet, tags: properties.tags(), platform: platformOf(properties, launch) }
    scope.gathering.facts.instances.push(instance)
    gatherAssociations(logicalId, id, properties, scope)
  },
  // A group stands for an instance in each of its subnets.
  'AWS::AutoScaling::AutoScalingGroup': (resource, properties, scope) => {
    const launch = launchDataOf(properties, scope)
    const tags = properties.tags()
    const platform = launch && platformOf(launch, undefined)
    for (const [index, subnet] of (properties.strings('VPCZoneIdentifier') ?? []).entries()) {
      const id = idOfGroupInstance(resource.ref, index)
      scope.gathering.facts.instances.push({ ...scope.fact(resource.at), id, subnet, tags, platform })
    }
  },
}

function idOfGroupInstance(group: string, index: number): string {
  return `${group}/${index}`
}

/** The instances that a resource is or launches, by the ids of their facts. */
export function instancesOf(type: string, ref: string, properties: Properties): string[] {
  if (type === 'AWS::EC2::Instance') return [ref]
  return (properties.strings('VPCZoneIdentifier') ?? []).map((_, index) => idOfGroupInstance(ref, index))
}

/** What a launch template or a launch configuration says of the instances that are launched by it. */
export function launchDataOf(properties: Properties, scope: TemplateScope): Properties | undefined {
  const mixed = properties.record('MixedInstancesPolicy')?.record('LaunchTemplate')?.record('LaunchTemplateSpecification')
  const named = properties.record('LaunchTemplate') ?? mixed
  const reference = named?.string('LaunchTemplateId') ?? named?.string('LaunchTemplateName')
  const template = scope.propertiesAt('AWS::EC2::LaunchTemplate', reference)?.record('LaunchTemplateData')
  return template ?? scope.propertiesAt('AWS::AutoScaling::LaunchConfiguration', properties.string('LaunchConfigurationName'))
}

function subnetOf(properties: Properties, scope: TemplateScope): string | undefined {
  const [first] = properties.records('NetworkInterfaces') ?? []
  const attached = scope.propertiesAt('AWS::EC2::NetworkInterface', first?.string('NetworkInterfaceId'))
  return properties.string('SubnetId') ?? first?.string('SubnetId') ?? attached?.string('SubnetId')
}

/**
 * By the names of AWS's public images:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
function platformOf(properties: Properties, launch: Properties | undefined): Instance['platform'] {
  // What looks a name up at deployment shows the name.
  const image = displayText(properties.string('ImageId') ?? launch?.string('ImageId') ?? '')
  const type = properties.string('InstanceType') ?? launch?.string('InstanceType') ?? ''
  if (type.startsWith('mac')) return 'macos'
  if (image.includes('/aws/service/ami-windows-latest/')) return 'windows'
  return LINUX_IMAGE.test(image) ? 'linux' : undefined
}
