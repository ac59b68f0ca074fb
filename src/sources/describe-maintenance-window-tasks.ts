import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'
import { readTargets } from './read-targets.js'
import { showDocument } from './show-document.js'

const TASKS: Listing = { name: 'Tasks', members: ['WindowTaskId', 'TaskArn'], unmistakable: false }

/** The other types run a Lambda function or a state machine. */
const RUNS_DOCUMENT: ReadonlySet<string | undefined> = new Set([undefined, 'RUN_COMMAND', 'AUTOMATION'])

export function recognises(root: Node): boolean {
  return recognisesListing(root, TASKS)
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_MaintenanceWindowTask.html */
export function gather(root: Node, gathering: Gathering): void {
  readListing(root, TASKS, gathering, (record) => {
    const document = readId(record, 'TaskArn', 'maintenance window task', gathering)
    if (document === undefined) return false
    const name = record.string('Name') ?? record.string('WindowTaskId')
    const task = name === undefined ? 'a maintenance window task' : `maintenance window task "${name}"`
    const targets = readTargets(record, undefined)
    if (!RUNS_DOCUMENT.has(record.string('Type') ?? record.string('TaskType'))) return true
    gathering.facts.runs.push({
      document: document.value,
      at: document.at,
      note: `${task} runs ${showDocument(document.value)}`,
      targets,
    })
    return true
  })
}
