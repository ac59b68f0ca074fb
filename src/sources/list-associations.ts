import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'
import { readTargets } from './read-targets.js'
import { showDocument } from './show-document.js'

const ASSOCIATIONS: Listing = {
  name: 'Associations', single: 'AssociationDescription', members: ['AssociationId', 'Name'], unmistakable: false,
}

export function recognises(root: Node): boolean {
  return recognisesListing(root, ASSOCIATIONS)
}

export function gather(root: Node, gathering: Gathering): void {
  readListing(root, ASSOCIATIONS, gathering, (record) => {
    const document = readId(record, 'Name', 'association', gathering)
    if (document === undefined) return false
    const name = record.string('AssociationName') ?? record.string('AssociationId')
    const association = name === undefined ? 'an association' : `association "${name}"`
    gathering.facts.runs.push({
      document: document.value,
      at: document.at,
      note: `${association} runs ${showDocument(document.value)}`,
      targets: readTargets(record, record.string('InstanceId')),
    })
    return true
  })
}
