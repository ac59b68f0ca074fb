import type { ManagedNode } from '../inventory/inventory.js'
import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'

const NODES: Listing = { name: 'InstanceInformationList', members: ['InstanceId', 'AgentVersion'], unmistakable: true, kind: 'nodes' }

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstanceInformation.html */
const PLATFORMS: ReadonlyMap<string | undefined, ManagedNode['platform']> = new Map([
  ['Linux', 'linux'],
  ['Windows', 'windows'],
  ['MacOS', 'macos'],
])

export function recognises(root: Node): boolean {
  return recognisesListing(root, NODES)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, NODES, gathering, (record) => {
    const id = readId(record, 'InstanceId', 'managed node', gathering)
    if (id === undefined) return false
    const platform = PLATFORMS.get(record.string('PlatformType'))
    gathering.facts.nodes.push({ id: id.value, at: id.at, agentVersion: record.string('AgentVersion'), platform })
    return true
  })
}
