import type { Documented } from './sources.js'
import { agentActionTable } from './tables.js'

/** A call that SSM Agent makes from a node. */
export interface AgentAction extends Documented {
  readonly action: string
  readonly accessLevel: string
  readonly resourceTypes: readonly string[]
  /** Those of `resourceTypes` that a statement must cover. */
  readonly requiredResourceTypes: readonly string[]
  readonly conditionKeys: readonly string[]
  /** A statement with any resource but `*` never matches. */
  readonly wildcardResourceOnly: boolean
  /** Part of the managed policy AmazonSSMManagedInstanceCore. */
  readonly inManagedPolicy: boolean
  /** Hybrid nodes send it without a SigV4 signature. */
  readonly unsignedOnHybridNodes: boolean
  readonly usedFor: string
}

export const agentActions: () => readonly AgentAction[] = agentActionTable

/** Folds case, as IAM does for actions. */
export function agentAction(action: string): AgentAction | undefined {
  const folded = action.toLowerCase()
  return agentActionTable().find((row) => row.action.toLowerCase() === folded)
}
