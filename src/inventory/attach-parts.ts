import type { Facts } from './facts.js'
import { groupBy } from './group-by.js'
import type { Direction, NetworkAcl, RouteTable, SecurityGroup } from './inventory.js'

/** The facts with what stands apart in its place: routes in their tables, rules in their groups, whichever file they are from. */
export function attachParts(facts: Facts): Facts {
  return {
    ...facts,
    routeTables: completeTables(facts),
    securityGroups: completeGroups(facts),
    networkAcls: completeAcls(facts),
  }
}

function completeTables({ routeTables, routes, routeTableAssociations }: Facts): RouteTable[] {
  if (routes.length === 0 && routeTableAssociations.length === 0) return routeTables
  const routesOf = groupBy(routes, ({ table }) => table)
  const associationsOf = groupBy(routeTableAssociations, ({ table }) => table)
  return routeTables.map((table) => ({
    ...table,
    subnets: [...table.subnets, ...(associationsOf.get(table.id) ?? []).flatMap(({ subnet }) => subnet ?? [])],
    routes: [...table.routes, ...(routesOf.get(table.id) ?? []).map(({ route }) => route)],
  }))
}

function completeGroups({ securityGroups, securityGroupRules }: Facts): SecurityGroup[] {
  if (securityGroupRules.length === 0) return securityGroups
  const rulesOf = groupBy(securityGroupRules, ({ group }) => group)
  return securityGroups.map((group) => {
    const added = groupBy(rulesOf.get(group.id) ?? [], ({ direction }) => direction)
    const rules = (direction: Direction) => (added.get(direction) ?? []).map(({ rule }) => rule)
    // AWS has said that egress rules of their own take the default's place, and no longer does:
    // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-securitygroupegress.html
    const isOpen = group.hasDefaultEgress === true && added.has('egress')
    const ingress = group.ingress && [...group.ingress, ...rules('ingress')]
    return { ...group, ingress, egress: isOpen ? undefined : group.egress && [...group.egress, ...rules('egress')] }
  })
}

function completeAcls({ networkAcls, networkAclEntries, networkAclAssociations }: Facts): NetworkAcl[] {
  if (networkAclEntries.length === 0 && networkAclAssociations.length === 0) return networkAcls
  const entriesOf = groupBy(networkAclEntries, ({ acl }) => acl)
  const associationsOf = groupBy(networkAclAssociations, ({ acl }) => acl)
  return networkAcls.map((acl) => ({
    ...acl,
    subnets: [...acl.subnets, ...(associationsOf.get(acl.id) ?? []).flatMap(({ subnet }) => subnet ?? [])],
    entries: [...acl.entries, ...(entriesOf.get(acl.id) ?? []).map(({ entry }) => entry)],
  }))
}
