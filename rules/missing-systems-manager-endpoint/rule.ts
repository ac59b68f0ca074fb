import { FIRST_AGENT_WITHOUT_EC2MESSAGES, isOlderAgent, regionInfo, serviceNameOf } from '../../src/catalog/catalog.js'
import { defineRule, type InventoryView, type Usage } from '../../src/linter/rule.js'

/** What is done on nodes, the plainest first. */
const ON_NODES = ['managed-nodes', 'run-command', 'patch-manager', 'agent-update', 'distributor']
const FROM_S3 = ['patch-manager', 'agent-update', 'distributor']
const SESSIONS = ['session-manager', 'ecs-exec']

const HELP =
  'Create endpoints for {services} in the VPC; interface endpoints with private DNS and with TCP port 443 open to the nodes. '
  + 'Where another VPC or a proxy serves the nodes, declare "publicEgress": true for this VPC in the configuration.'

const ADD_LISTS =
  'Add the output of aws ec2 describe-instances, describe-vpc-endpoints, describe-subnets and describe-route-tables to the run.'

export const missingSystemsManagerEndpoint = defineRule({
  meta: {
    id: 'missing-systems-manager-endpoint',
    description: 'An isolated VPC with managed nodes lacks an endpoint without which Systems Manager cannot reach them.',
    category: 'systems-manager',
    presets: ['recommended', 'strict'],
    precision: 'high',
    sources: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html'],
  },
  subject: 'inventory',
  messages: {
    'unmanageable-nodes': {
      severity: 'error',
      text: '{usage}, but "{vpc}" has no working endpoint for {missing}, and {egress}',
      help: HELP,
    },
    'old-agent': {
      severity: 'error',
      text: '{usage}, which takes commands over ec2messages alone, but "{vpc}" has no working endpoint for it, and {egress}',
      help: HELP,
    },
    'no-downloads': {
      severity: 'error',
      text: '{usage}, which downloads from S3, but "{vpc}" has no working endpoint for s3, and {egress}',
      help: HELP,
    },
  },
  *check(inventory) {
    for (const vpc of inventory.vpcs) {
      const { id, account } = vpc
      const usage = strongest(ON_NODES, id, inventory)
      if (usage === undefined) continue
      const egress = inventory.egressOf(id, usage)
      if (egress.kind === 'public') continue
      const serves = (service: string) => inventory.endpointsFor(id, service).length > 0
      const region = vpc.region ?? 'REGION'
      const downloading = serves('s3') ? undefined : strongest(FROM_S3, id, inventory)
      const asksForMessages = !serves('ec2messages') && regionInfo(region)?.ec2messages === true
      const old = inventory.agentsIn(id).find(({ version }) => isOlderAgent(version, FIRST_AGENT_WITHOUT_EC2MESSAGES))
      const agent = asksForMessages ? old : undefined
      const missing = [...(serves('ssm') ? [] : ['ssm']), ...(lacksMessages(id, inventory) ? ['ssmmessages'] : [])]
      const all = [...missing, ...(agent === undefined ? [] : ['ec2messages']), ...(downloading === undefined ? [] : ['s3'])]
      if (all.length === 0) continue
      const place = { ...(vpc.region !== undefined && { region }), ...(account !== undefined && { account }) }
      const network = [...brokenEndpoints(id, all, inventory), { at: egress.at ?? vpc.at, note: egress.because }]
      const report = (seen: Usage, services: readonly string[]) => ({
        at: seen.at ?? vpc.at, related: network, resource: id, subject: { service: services.join(' '), vpc: id, ...place },
      })
      const data = (services: readonly string[]) => ({
        vpc: id, egress: egress.because, services: services.map((service) => `"${serviceNameOf(service, region)}"`).join(' and '),
      })
      if (egress.kind === 'unknown' || !inventory.knowsEndpointsOf(id)) {
        const elsewhere = `whether another way leads there is not known: ${egress.because}`
        const why = egress.kind === 'unknown' ? elsewhere : 'the run has no whole list of its endpoints'
        const text = `${usage.note}, and no working endpoint for ${all.join(' and ')} is seen in "${id}", but ${why}`
        yield { ...report(usage, all), undecided: text, help: ADD_LISTS }
        continue
      }
      if (missing.length > 0) {
        const lacking = { ...data(missing), usage: usage.note, missing: missing.join(' and ') }
        yield { ...report(usage, missing), messageId: 'unmanageable-nodes', data: lacking }
      }
      if (agent !== undefined) {
        const at = agent.at ?? vpc.at
        yield { ...report(usage, ['ec2messages']), at, messageId: 'old-agent', data: { ...data(['ec2messages']), usage: agent.note } }
      }
      if (downloading !== undefined) {
        yield { ...report(downloading, ['s3']), messageId: 'no-downloads', data: { ...data(['s3']), usage: downloading.note } }
      }
    }
  },
})

function strongest(features: readonly string[], vpc: string, inventory: InventoryView): Usage | undefined {
  return features.map((feature) => inventory.usageIn(vpc, feature)).find((usage) => usage?.evidence === 'strong')
}

/**
 * Agents fall back to ec2messages where ssmmessages cannot be reached, so that one of the two is enough. Where sessions are used,
 * missing-session-manager-endpoint asks for ssmmessages.
 */
function lacksMessages(vpc: string, inventory: InventoryView): boolean {
  const services = ['ssmmessages', 'ec2messages']
  return services.every((service) => inventory.endpointsFor(vpc, service).length === 0) && strongest(SESSIONS, vpc, inventory) === undefined
}

/** Failed, rejected and deleted ones do not serve. */
function brokenEndpoints(vpc: string, services: readonly string[], inventory: InventoryView) {
  return inventory.endpointsIn(vpc)
    .filter(({ service }) => services.includes(service ?? ''))
    .map(({ at, name, service, state }) => ({ at, note: `endpoint "${name}" for ${service} is ${state}` }))
}
