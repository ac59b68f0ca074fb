import type { Instance } from '../inventory/inventory.js'
import type { Node } from '../syntax/node.js'
import { regionOfZone } from './availability-zone.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'
import type { RecordReader } from './record-reader.js'

const RESERVATIONS: Listing = { name: 'Reservations', members: ['ReservationId', 'Instances'], unmistakable: true, kind: 'instances' }
const INSTANCES: Listing = { name: 'Instances', members: ['InstanceId', 'InstanceType'], unmistakable: false }

export function recognises(root: Node): boolean {
  return recognisesListing(root, RESERVATIONS) || recognisesListing(root, INSTANCES)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, RESERVATIONS, gathering, (reservation) => {
    const account = reservation.string('OwnerId')
    const before = gathering.problems.length
    const all = (reservation.records('Instances') ?? []).map((record) => gatherInstance(record, account, gathering))
    return gathering.problems.length === before && all.every(Boolean)
  })
  if (recognisesListing(root, RESERVATIONS)) return
  readListing(root, INSTANCES, gathering, (record) => gatherInstance(record, undefined, gathering))
}

function gatherInstance(record: RecordReader, owner: string | undefined, gathering: Gathering): boolean {
  const id = readId(record, 'InstanceId', 'instance', gathering)
  if (id === undefined) return false
  const instance: Instance = {
    id: id.value,
    at: id.at,
    account: owner ?? record.records('NetworkInterfaces')?.[0]?.string('OwnerId'),
    region: regionOfZone(record.record('Placement')?.string('AvailabilityZone')),
    vpc: record.string('VpcId'),
    subnet: record.string('SubnetId'),
    tags: record.tags(),
    platform: platformOf(record),
  }
  // For about an hour after their end instances are listed, without a VPC.
  if (record.record('State')?.string('Name') !== 'terminated') gathering.facts.instances.push(instance)
  return true
}

/** `Platform` is there for Windows only: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html */
function platformOf(record: RecordReader): Instance['platform'] {
  const platform = record.string('Platform')?.toLowerCase()
  const details = record.string('PlatformDetails')
  const type = record.string('InstanceType')
  if (platform === 'windows' || details?.startsWith('Windows')) return 'windows'
  if (type?.startsWith('mac')) return 'macos'
  return type === undefined && details === undefined ? undefined : 'linux'
}
