import type { Instance } from '../../inventory/inventory.js'
import { only, type Deployment } from './deployment.js'
import { SUBNET } from './kinds.js'
import type { Network } from './network.js'
import type { Link, Resource } from './resource.js'

/** Adds the instances, and for Auto Scaling groups one in each of their subnets. */
export function gatherInstances(deployment: Deployment, network: Network): void {
  const { facts } = deployment.gathering
  for (const resource of deployment.managed('aws_instance')) {
    if (resource.values.string('instance_state') === 'terminated') continue
    const subnets = deployment.linksOf(resource, 'subnet_id', SUBNET)
    const parts = { id: resource.id, tags: resource.values.tags(), platform: platformOf(resource) }
    facts.instances.push(...inVpc(resource, subnets, parts, deployment, network))
  }
  for (const group of deployment.managed('aws_autoscaling_group')) {
    if (group.values.number('max_size') === 0) continue
    for (const subnet of deployment.linksOfAll(group, 'vpc_zone_identifier', SUBNET) ?? []) {
      facts.instances.push(...inVpc(group, [subnet], { id: `${group.ownId} in ${subnet.id}`, tags: propagatedTags(group) }, deployment, network))
    }
  }
}

/** An instance of which no VPC is known helps nobody, and would hide what another file tells of it. */
function inVpc(
  resource: Resource, subnets: readonly Link[] | undefined, parts: Pick<Instance, 'id' | 'tags' | 'platform'>, { owners }: Deployment,
  network: Network,
): Instance[] {
  const vpc = network.vpcOfSubnets(subnets)
  return vpc === undefined ? [] : [{ ...parts, at: resource.at, ...owners.of(resource), vpc, subnet: only(subnets)?.id }]
}

/** The AMI, of which the plan knows only the id, has the platform of the others. */
function platformOf({ values }: Resource): Instance['platform'] {
  if (values.boolean('get_password_data') === true) return 'windows'
  return values.string('instance_type')?.startsWith('mac') === true ? 'macos' : undefined
}

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html */
function propagatedTags({ values }: Resource): Record<string, string> | undefined {
  if (values.isUnknown('tag')) return undefined
  const tags = values.blocks('tag').filter((tag) => tag.boolean('propagate_at_launch') === true)
  return Object.fromEntries(tags.map((tag): [string, string] => [tag.string('key') ?? '', tag.string('value') ?? '']))
}
