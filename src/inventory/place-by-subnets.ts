import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Instance, Usage } from './inventory.js'

/** Instances and usages that name subnets alone stand in the VPCs of these, as far as the run knows them. */
export function placeBySubnets(facts: Facts): Facts {
  const vpcOf = new Map(facts.subnets.map(({ id, vpc }) => [id, vpc]))
  return {
    ...facts,
    instances: facts.instances.map((instance) => placeInstance(instance, vpcOf)),
    usages: facts.usages.flatMap((usage) => placeUsage(usage, vpcOf)),
  }
}

type VpcOf = ReadonlyMap<string, string | undefined>

function placeInstance(instance: Instance, vpcOf: VpcOf): Instance {
  const vpc = instance.vpc === undefined && instance.subnet !== undefined ? vpcOf.get(instance.subnet) : undefined
  return vpc === undefined ? instance : { ...instance, vpc }
}

function placeUsage(usage: Usage, vpcOf: VpcOf): Usage[] {
  if (usage.vpc !== undefined || usage.subnets === undefined || usage.subnets.length === 0) return [usage]
  return [...groupBy(usage.subnets, (subnet) => vpcOf.get(subnet))].map(([vpc, subnets]) => ({ ...usage, vpc, subnets }))
}
