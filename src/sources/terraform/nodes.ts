import type { Instance } from '../../inventory/inventory.js'
import { only, type Deployment } from './deployment.js'
import { LAUNCH_TEMPLATE, NETWORK_INTERFACE, SUBNET, type Kind } from './kinds.js'
import type { Network } from './network.js'
import type { Link, Resource } from './resource.js'

/** Adds the instances, and for Auto Scaling groups one in each of their subnets. */
export function gatherInstances(deployment: Deployment, network: Network): void {
  const { facts } = deployment.gathering
  for (const resource of deployment.managed('aws_instance')) {
    if (resource.values.string('instance_state') === 'terminated') continue
    const subnets = subnetsOf(resource, deployment)
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

/** Its own subnet, else that of its network interface, or that of its launch template. */
function subnetsOf(resource: Resource, deployment: Deployment): readonly Link[] | undefined {
  if (resource.values.string('subnet_id') !== undefined || deployment.isConfigured(resource, ['subnet_id'])) {
    return deployment.linksOf(resource, 'subnet_id', SUBNET)
  }
  const named = linkIn(resource, 'network_interface', 'network_interface_id', NETWORK_INTERFACE, deployment)
  const attached = named && deployment.byId(named.id)
  if (attached !== undefined) return deployment.linksOf(attached, 'subnet_id', SUBNET)
  const used = linkIn(resource, 'launch_template', 'id', LAUNCH_TEMPLATE, deployment)
  const template = used && deployment.byId(used.id)
  const subnet = template && linkIn(template, 'network_interfaces', 'subnet_id', SUBNET, deployment)
  return subnet && [subnet]
}

/** What the first block of a name names, if that is certain. */
function linkIn(resource: Resource, block: string, name: string, kind: Kind, { linker }: Deployment): Link | undefined {
  const [first] = resource.values.blocks(block)
  const id = first?.string(name)
  if (id !== undefined) return { id, knownId: id, type: '' }
  return first?.isUnknown(name) === true ? only(linker.linksOf(resource, [block, name], kind)) : undefined
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
