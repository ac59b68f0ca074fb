import type { InventoryView, RelatedPlace } from '../../src/linter/rule.js'
import { readPattern } from '../../src/policy/pattern.js'
import { matchesPattern } from '../../src/policy/wildcard.js'

/**
 * From this version on agents take commands over ssmmessages:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
const FIRST_WITHOUT_EC2MESSAGES = '3.3.40.0'

export interface OldAgent {
  /** A clause: `i-0123 runs agent 3.2.582.0`. */
  readonly note: string
  readonly related: readonly RelatedPlace[]
}

/** An agent of the VPC that takes its commands over ec2messages alone, seen or declared. */
export function oldAgentIn(vpc: string, inventory: InventoryView): OldAgent | undefined {
  const isOld = (version: string | undefined) => version !== undefined && isOlder(version, FIRST_WITHOUT_EC2MESSAGES)
  const node = inventory.nodesIn(vpc).find(({ agentVersion }) => isOld(agentVersion))
  if (node !== undefined) {
    const note = `${node.id} runs agent ${node.agentVersion}`
    return { note, related: [{ at: node.at, note }] }
  }
  const tags = inventory.vpcFacts.find(({ id }) => id === vpc)?.tags
  const region = inventory.vpcs.find(({ id }) => id === vpc)?.region
  const declared = inventory.declarations.vpcs.find((entry) =>
    isOld(entry.agentVersion) &&
    (entry.id === undefined || matches(entry.id, vpc)) &&
    (entry.region === undefined || entry.region === region) &&
    Object.entries(entry.tags ?? {}).every(([key, glob]) => tags?.[key] !== undefined && matches(glob, tags[key])))
  return declared && { note: `the configuration declares agent ${declared.agentVersion}`, related: [] }
}

function matches(glob: string, text: string): boolean {
  return matchesPattern(readPattern(glob, { variables: false, wildcards: true }), text, 'documented')
}

/** Compares number by number: 3.3.4.0 is older than 3.3.40.0. */
function isOlder(version: string, other: string): boolean {
  const own = version.split('.').map(Number)
  const theirs = other.split('.').map(Number)
  const index = theirs.findIndex((number, position) => own[position] !== number)
  return index >= 0 && (own[index] ?? 0) < theirs[index]!
}
