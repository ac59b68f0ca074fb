import { serviceNameOf } from '../../src/catalog/catalog.js'
import { defineRule, type InventoryView, type RelatedPlace, type Usage } from '../../src/linter/rule.js'

type Vpc = InventoryView['vpcs'][number]

// Then: https://docs.aws.amazon.com/systems-manager/latest/userguide/systems-manager-setting-up-vpc.html, as it stood in 2022.
// Now: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
const OLDER = 'That aws:domainJoin needs public access, since Directory Service had no PrivateLink, is what AWS used to say.'
const TODAY = 'Create interface endpoints with private DNS for "{ds}" and, for Linux nodes, "{secretsmanager}".'
const BEYOND = 'DNS, LDAP and Kerberos to the domain controllers never pass PrivateLink: routes and security groups must lead there.'
const HELP = `${TODAY} ${BEYOND} ${OLDER}` as const

const FEATURE = 'domain-join'

const ADD_LISTS =
  'Add the output of aws ec2 describe-instances, describe-vpc-endpoints, describe-subnets and describe-route-tables to the run.'

export const unreachableDirectoryService = defineRule({
  meta: {
    id: 'unreachable-directory-service',
    description: 'Nodes are to join a directory from a VPC in which they cannot reach Directory Service.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-command-ssm-plugin-reference.html',
      'https://docs.aws.amazon.com/directoryservice/latest/admin-guide/ms_ad_join_instance.html',
      'https://docs.aws.amazon.com/directoryservice/latest/admin-guide/seamlessly_join_linux_instance.html',
      'https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html',
    ],
  },
  subject: 'inventory',
  messages: {
    'isolated-vpc': {
      severity: 'error',
      text: '{usage}, but "{vpc}" has no working endpoint for {services}, and {egress}',
      help: HELP,
    },
    'unknown-egress': {
      severity: 'warning',
      text: '{usage}, but "{vpc}" has no working endpoint for {services}, and whether another way leads there is not known: {egress}',
      help: HELP,
    },
    'unproven-use': {
      severity: 'warning',
      text: '{usage}, but in {vpcs} no working endpoint serves ds and no route leads to public addresses',
      help: HELP,
    },
    'unknown-vpc': {
      severity: 'note',
      text: '{usage}, which works only where nodes reach Directory Service, and the run does not show where it runs',
      help: HELP,
    },
  },
  *check(inventory) {
    for (const vpc of inventory.vpcs) {
      const usage = inventory.usageIn(vpc.id, FEATURE)
      if (usage?.evidence === 'strong') yield* judge(vpc, usage, inventory)
    }
    const inside = inventory.vpcs.filter(({ id }) => inventory.egressOf(id).kind !== 'public')
    const unserved = inside.filter(({ id }) => inventory.endpointsFor(id, 'ds').length === 0)
    if (unserved.length === 0 && inventory.vpcs.length > 0) return
    const placed = new Set(inventory.instances.flatMap(({ id, vpc }) => (vpc === undefined ? [] : [id])))
    const isLost = ({ vpc, instances = [] }: Usage) => vpc === undefined && !instances.some((id) => placed.has(id))
    const usages = inventory.usages.filter(({ feature }) => feature === FEATURE)
    const lost = usages.find((usage) => usage.evidence === 'strong' && isLost(usage))
    if (lost?.at !== undefined) yield { at: lost.at, undecided: `${lost.note}, but nothing in the run says in which VPC`, help: ADD_LISTS }
    // Where a join is seen or declared, documents are accounted for.
    if (inventory.usageAnywhere(FEATURE)?.evidence === 'strong') return
    for (const usage of usages) yield* judgeDocument(usage, unserved, inventory)
  },
})

function* judge(vpc: Vpc, usage: Usage, inventory: InventoryView) {
  const { id, region, account } = vpc
  const egress = inventory.egressOf(id, usage)
  const needed = joinsLinux(id, usage, inventory) ? ['ds', 'secretsmanager'] : ['ds']
  const missing = needed.filter((service) => inventory.endpointsFor(id, service).length === 0)
  if (egress.kind === 'public' || missing.length === 0) return
  const subject = { service: missing[0]!, vpc: id, ...(region !== undefined && { region }), ...(account !== undefined && { account }) }
  const report = { at: usage.at ?? vpc.at, related: [placeOf(vpc, inventory, usage)], subject }
  const data = { usage: usage.note, vpc: id, services: missing.join(' or '), egress: egress.because, ...serviceNames(region) }
  if (!inventory.knowsEndpointsOf(id)) {
    yield { ...report, undecided: `${usage.note}, but the run has no whole list of the endpoints of "${id}"`, help: ADD_LISTS }
  } else if (egress.kind === 'isolated') yield { ...report, messageId: 'isolated-vpc' as const, data }
  else yield { ...report, messageId: 'unknown-egress' as const, data }
}

/** Nothing says that the document is ever run, or where. */
function* judgeDocument(usage: Usage, unserved: readonly Vpc[], inventory: InventoryView) {
  if (usage.at === undefined) return
  const vpcs = unserved.filter(({ id }) => (inventory.nodesIn(id).length > 0 || inventory.endpointsFor(id, 'ssm').length > 0)
    && inventory.egressOf(id).kind === 'isolated' && inventory.knowsEndpointsOf(id))
  const [vpc] = vpcs
  const report = { at: usage.at, related: vpcs.map((isolated) => placeOf(isolated, inventory)), subject: { service: 'ds' } }
  const data = { usage: usage.note, ...serviceNames(vpc?.region) }
  const shown = vpcs.map(({ id }) => `"${id}"`).join(' and ')
  if (vpc === undefined) yield { ...report, messageId: 'unknown-vpc' as const, data }
  else yield { ...report, messageId: 'unproven-use' as const, data: { ...data, vpcs: shown } }
}

function placeOf(vpc: Vpc, inventory: InventoryView, usage?: Usage): RelatedPlace {
  const { at, because } = inventory.egressOf(vpc.id, usage)
  return { at: at ?? vpc.at, note: because }
}

function serviceNames(region = 'REGION'): { ds: string; secretsmanager: string } {
  return { ds: serviceNameOf('ds', region), secretsmanager: serviceNameOf('secretsmanager', region) }
}

/** Linux nodes read the join's credentials from Secrets Manager. Where only the VPC is declared, all its nodes must be Linux. */
function joinsLinux(vpc: string, { instances }: Usage, inventory: InventoryView): boolean {
  const all = [...inventory.instances.filter((instance) => instance.vpc === vpc), ...inventory.nodesIn(vpc)]
  const known = all.filter(({ platform }) => platform !== undefined)
  if (instances === undefined) return [...inventory.platformsIn(vpc)].join() === 'linux'
  const joining = new Set(instances)
  return known.some(({ id, platform }) => platform === 'linux' && joining.has(id))
}
