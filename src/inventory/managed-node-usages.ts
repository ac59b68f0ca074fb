import { groupBy } from './group-by.js'
import type { ManagedNode, Usage } from './inventory.js'

/** The usages that registered nodes show, one a VPC. Hybrid-activated nodes have ids `mi-…` and stand in no VPC. */
export function usagesOfNodes(nodes: readonly ManagedNode[], vpcOf: (instance: string) => string | undefined): Usage[] {
  const hybrid = nodes.filter(({ id }) => id.startsWith('mi-'))
  return [...usagesOf('managed-nodes', nodes, vpcOf), ...usagesOf('hybrid-nodes', hybrid, vpcOf)]
}

function usagesOf(feature: string, nodes: readonly ManagedNode[], vpcOf: (instance: string) => string | undefined): Usage[] {
  const groups = groupBy(nodes, ({ id, account, region }) => vpcOf(id) ?? `${account} ${region}`)
  return [...groups.values()].map((group): Usage => {
    const { id, at, account, region } = group[0]!
    const more = group.length === 1 ? 'is a managed node' : `and ${group.length - 1} more are managed nodes`
    return { feature, evidence: 'strong', at, note: `${id} ${more}`, account, region, instances: group.map((node) => node.id) }
  })
}
