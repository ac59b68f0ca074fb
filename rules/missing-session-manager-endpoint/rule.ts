import { serviceNameOf } from '../../src/catalog/catalog.js'
import { defineRule, type Endpoint, type InventoryView, type RelatedPlace, type Usage } from '../../src/linter/rule.js'

/** Both keep their channels open over ssmmessages: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html */
const FEATURES = ['session-manager', 'ecs-exec']

const CREATE = 'Create an interface endpoint for "{service}" in the VPC, with private DNS and with TCP port 443 open to the nodes.'
const DECLARE = 'Where another VPC or a proxy serves the nodes, declare "publicEgress": true for this VPC in the configuration.'
const HELP = `${CREATE} ${DECLARE}` as const

const ADD_LISTS =
  'Add the output of aws ec2 describe-instances, describe-vpc-endpoints, describe-subnets and describe-route-tables to the run.'

export const missingSessionManagerEndpoint = defineRule({
  meta: {
    id: 'missing-session-manager-endpoint',
    description: 'Session Manager or ECS Exec is used in a VPC whose nodes cannot reach the ssmmessages service.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html',
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-prerequisites.html',
      'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-exec.html',
    ],
  },
  subject: 'inventory',
  messages: {
    'isolated-vpc': {
      severity: 'error',
      text: '{usage}, but "{vpc}" has no working endpoint for ssmmessages, and {egress}',
      help: HELP,
    },
    'incomplete-endpoints': {
      severity: 'error',
      text: '{usage}, but "{vpc}" has an endpoint for {services} and no working one for ssmmessages',
      help: HELP,
    },
    'unknown-egress': {
      severity: 'warning',
      text: '{usage}, but "{vpc}" has no working endpoint for ssmmessages, and whether another way leads there is not known: {egress}',
      help: HELP,
    },
    'unproven-use': {
      severity: 'warning',
      text: '"{vpc}" has endpoints for ssm and ec2messages but no working one for ssmmessages, which Session Manager needs',
      help: HELP,
    },
  },
  *check(inventory) {
    for (const vpc of inventory.vpcs) {
      const { id, region, account } = vpc
      if (inventory.endpointsFor(id, 'ssmmessages').length > 0) continue
      const usages = FEATURES.flatMap((feature) => inventory.usageIn(id, feature) ?? [])
      const [usage, ...others] = usages.filter(({ evidence }) => evidence === 'strong')
      const egress = inventory.egressOf(id, usage)
      if (egress.kind === 'public') continue
      const own = ['ssm', 'ec2messages'].flatMap((service) => inventory.endpointsFor(id, service).find((one) => one.vpc === id) ?? [])
      const [first] = own
      const services = own.map(({ service }) => service).join(' and ')
      const known = inventory.knowsEndpointsOf(id)
      const place = { ...(region !== undefined && { region }), ...(account !== undefined && { account }) }
      const subject = { service: 'ssmmessages', vpc: id, ...place }
      const data = { vpc: id, service: serviceNameOf('ssmmessages', region ?? 'REGION') }
      const network = [...own.map(serves), ...brokenEndpoints(id, inventory), { at: egress.at ?? vpc.at, note: egress.because }]
      if (usage !== undefined) {
        const report = { at: usage.at ?? vpc.at, related: [...others.flatMap(evidenceOf), ...network], subject }
        const seen = { ...data, usage: usage.note }
        const unlisted = `${usage.note}, but the run has no whole list of the endpoints of "${id}"`
        if (!known) yield { ...report, undecided: unlisted, help: ADD_LISTS }
        else if (egress.kind === 'isolated') yield { ...report, messageId: 'isolated-vpc', data: { ...seen, egress: egress.because } }
        else if (first !== undefined) yield { ...report, messageId: 'incomplete-endpoints', data: { ...seen, services } }
        else yield { ...report, messageId: 'unknown-egress', data: { ...seen, egress: egress.because } }
      } else if (known && first !== undefined && own.length === 2) {
        const related = [...usages.flatMap(evidenceOf), ...network.slice(1)]
        yield { messageId: 'unproven-use', data, at: first.at, related, subject, endpoints: [first] }
      } else yield* unplaced(usages, inventory)
    }
    if (inventory.vpcs.length > 0) return
    yield* unplaced(FEATURES.flatMap((feature) => inventory.usageAnywhere(feature) ?? []), inventory)
  },
})

function serves({ at, name, service }: Endpoint): RelatedPlace {
  return { at, note: `endpoint "${name}" serves ${service}` }
}

function evidenceOf({ at, note }: Usage): RelatedPlace[] {
  return at === undefined ? [] : [{ at, note }]
}

/** Failed, rejected and deleted ones do not serve. */
function brokenEndpoints(vpc: string, inventory: InventoryView): RelatedPlace[] {
  return inventory.endpointsIn(vpc)
    .filter(({ service }) => service === 'ssmmessages')
    .map(({ at, name, state }) => ({ at, note: `endpoint "${name}" for ssmmessages is ${state}` }))
}

/** Use that is certain, on nodes of which the run does not know the VPC. Hybrid-activated nodes stand in none. */
function* unplaced(usages: readonly Usage[], inventory: InventoryView) {
  for (const { at, note, instances } of usages) {
    const isHybrid = instances?.every((id) => id.startsWith('mi-')) ?? false
    if (at === undefined || isHybrid || !inventory.usages.some((usage) => usage.at === at && usage.evidence === 'strong')) continue
    yield { at, subject: { service: 'ssmmessages' }, undecided: `${note}, but nothing in the run says in which VPC`, help: ADD_LISTS }
  }
}
