import type { ObjectNode } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'

/** A resource as deployment makes it, for one choice of what only deployment knows. */
export interface TemplateResource {
  readonly logicalId: string
  /** `AWS::EC2::VPCEndpoint` */
  readonly type: string
  /** Of its logical id. */
  readonly at: Span
  /**
   * Intrinsic functions resolved, AWS::NoValue removed; an empty object when there are none. Strings may hold symbols, one
   * character of the private use area for each unknown text.
   */
  readonly properties: ObjectNode
  readonly constructPath?: string | undefined
  /** The text that a Ref to it gives: its literal name where it has one, else a symbol of its own. */
  readonly ref: string
}

/** Where a template is deployed, as far as that is known. */
export interface TemplateOwner {
  readonly account?: string | undefined
  readonly region?: string | undefined
}
