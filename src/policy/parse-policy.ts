import type { Node } from '../syntax/node.js'
import type { Policy } from './policy.js'

export interface PolicyReading {
  /** Deployed text is literal; elsewhere placeholders such as `<region>` are symbols. */
  readonly deployed: boolean
}

export function readPolicy(_root: Node, _reading: PolicyReading): Policy {
  throw new Error('readPolicy')
}
