import { parseArn } from '../policy/arn.js'
import type { Node } from '../syntax/node.js'
import { regionOfZone } from './availability-zone.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'

const SUBNETS: Listing = {
  name: 'Subnets', single: 'Subnet', members: ['SubnetId', 'CidrBlock'], unmistakable: false, kind: 'subnets',
}

export function recognises(root: Node): boolean {
  return recognisesListing(root, SUBNETS)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, SUBNETS, gathering, (record) => {
    const id = readId(record, 'SubnetId', 'subnet', gathering)
    if (id === undefined) return false
    const arn = parseArn(record.string('SubnetArn') ?? '')
    gathering.facts.subnets.push({
      id: id.value,
      at: id.at,
      vpc: record.string('VpcId'),
      account: record.string('OwnerId') ?? arn?.account,
      region: regionOfZone(record.string('AvailabilityZone')) ?? arn?.region,
    })
    return true
  })
}
