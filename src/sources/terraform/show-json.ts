import { memberOf, type Node } from '../../syntax/node.js'
import { settleOwner } from '../file-owner.js'
import type { Gathering } from '../gathering.js'
import { reportType } from '../record-reader.js'
import { gatherBuckets } from './buckets.js'
import { textOf } from './configuration.js'
import { Deployment } from './deployment.js'
import { gatherEndpoints } from './endpoints.js'
import { Network } from './network.js'
import { gatherInstances } from './nodes.js'
import { gatherRoles } from './roles.js'
import { gatherSystemsManager } from './systems-manager.js'

const PARTS = ['planned_values', 'resource_changes', 'values', 'prior_state']
const HEAD: ReadonlySet<string> = new Set(['format_version', 'terraform_version'])

const KINDS = { planned_values: 'object', values: 'object', prior_state: 'object', configuration: 'object', resource_changes: 'array' } as const

/** What `terraform show -json` and `tofu show -json` print; of an empty state that is the version alone. */
export function recognises(root: Node): boolean {
  if (isStateFile(root)) return true
  if (root.kind !== 'object' || memberOf(root, 'format_version') === undefined) return false
  return PARTS.some((name) => memberOf(root, name) !== undefined) || root.members.every(({ key }) => HEAD.has(key.value))
}

/** `terraform.tfstate`, which holds the same values in another form. */
function isStateFile(root: Node): boolean {
  return ['serial', 'lineage', 'resources'].every((name) => memberOf(root, name) !== undefined)
}

/** https://developer.hashicorp.com/terraform/internals/json-format */
export function gather(root: Node, gathering: Gathering): void {
  const fault = faultOfVersion(root)
  if (fault !== undefined) {
    gathering.report(fault.node, fault.message, 'Give the output of terraform show -json of a current version of Terraform or OpenTofu.')
    gathering.leaveOut(root, fault.message)
    return
  }
  for (const [name, kind] of Object.entries(KINDS)) {
    const node = memberOf(root, name)
    if (node !== undefined && node.kind !== kind && node.kind !== 'null') reportType(gathering, node, `"${name}"`, kind)
  }
  noteUnfinished(root, gathering)
  const deployment = new Deployment(root, gathering)
  const network = new Network(deployment)
  network.gather()
  gatherEndpoints(deployment, network)
  gatherInstances(deployment, network)
  gatherSystemsManager(deployment, network)
  gatherRoles(deployment)
  gatherBuckets(deployment)
  network.gatherFilters()
  settleOwner(gathering.facts, gathering.hints.region)
}

/** A new major version is for what readers of the old one cannot read; state files are of version 4 since Terraform 0.12. */
function faultOfVersion(root: Node): { node: Node; message: string } | undefined {
  if (isStateFile(root)) {
    const version = memberOf(root, 'version')
    if (version?.kind === 'number' && version.value === 4) return undefined
    return { node: version ?? root, message: 'the state file is not of version 4, the only one that vpce-lint reads' }
  }
  const node = memberOf(root, 'format_version') ?? root
  if (/^[01](?:\.|$)/.test(textOf(node))) return undefined
  return { node, message: `"format_version" is ${node.kind === 'string' ? `"${node.value}"` : 'not a string'}, where vpce-lint reads "1.x"` }
}

function noteUnfinished(root: Node, gathering: Gathering): void {
  const errored = memberOf(root, 'errored')
  if (errored?.kind !== 'boolean' || !errored.value) return
  const help = 'Correct what terraform plan complains of, and plan again.'
  gathering.report(errored, 'the plan ended with errors, so that it does not hold everything', help)
}
