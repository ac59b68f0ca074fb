import { type Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'

const VPCS: Listing = {
  name: 'Vpcs', single: 'Vpc', members: ['VpcId', 'DhcpOptionsId'], unmistakable: false, kind: 'vpcs',
}

export function recognises(root: Node): boolean {
  return recognisesListing(root, VPCS)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, VPCS, gathering, (record) => {
    const id = readId(record, 'VpcId', 'VPC', gathering)
    if (id === undefined) return false
    const { region } = gathering.hints
    gathering.facts.vpcs.push({ id: id.value, at: id.at, account: record.string('OwnerId'), region, tags: record.tags() })
    return true
  })
}
