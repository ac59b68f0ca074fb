import { parseArn } from '../policy/arn.js'
import type { Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { readListing, recognisesListing, type Listing } from './listing.js'
import { readId } from './read-id.js'

const SESSIONS: Listing = { name: 'Sessions', members: ['SessionId', 'Target'], unmistakable: false }

export function recognises(root: Node): boolean {
  return recognisesListing(root, SESSIONS)
}

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_Session.html; one session a target shows as much as a thousand. */
export function gather(root: Node, gathering: Gathering): void {
  const seen = new Set<string>()
  readListing(root, SESSIONS, gathering, (record) => {
    const target = readId(record, 'Target', 'session', gathering)
    const session = record.string('SessionId')
    const owner = parseArn(record.string('Owner') ?? '')?.account
    if (target === undefined) return false
    if (seen.has(target.value)) return true
    seen.add(target.value)
    // ECS Exec opens sessions on containers: ecs:CLUSTER_TASK_RUNTIME.
    const isContainer = target.value.startsWith('ecs:')
    gathering.facts.usages.push({
      feature: isContainer ? 'ecs-exec' : 'session-manager',
      evidence: 'strong',
      at: target.at,
      note: `${session === undefined ? 'a session' : `session "${session}"`} ran on ${target.value}`,
      account: owner,
      instances: isContainer ? undefined : [target.value],
    })
    return true
  })
}
