import type { Documented } from './sources.js'
import { accessPatternTable } from './tables.js'

/** Who signs the request, as far as endpoint policies can tell. */
export type AskedCaller = 'anonymous' | 'service-principal' | 'service-account' | 'organization' | 'unsigned-node'

/**
 * `presigned`: by a service, but AWS does not say by what kind of identity; `not-stated`: AWS does not say at all;
 * `forward-access-session`: a service in the user's name, which does not pass the endpoint. None of these is ever asked.
 */
export type PatternCaller = AskedCaller | 'presigned' | 'not-stated' | 'forward-access-session'

/** AWS-owned resources that a service or an agent reaches through the user's endpoint. */
export interface AccessPattern extends Documented {
  readonly id: string
  readonly service: string
  /** ARN templates for `resourcesOf`; `ssm-buckets` stands for the buckets of Systems Manager. */
  readonly resources: readonly string[]
  readonly actions: readonly string[]
  readonly callers: readonly PatternCaller[]
  /** Endpoint services without the Region. */
  readonly endpoints: readonly string[]
  readonly conditionalEndpoints: readonly string[]
}

export const accessPatterns: () => readonly AccessPattern[] = accessPatternTable

export function accessPattern(id: string): AccessPattern | undefined {
  return accessPatternTable().find((row) => row.id === id)
}

/** The callers of a pattern for whom an endpoint policy can be judged. */
export function askedCallers(pattern: AccessPattern): AskedCaller[] {
  return pattern.callers.filter((caller): caller is AskedCaller => (
    caller !== 'presigned' && caller !== 'not-stated' && caller !== 'forward-access-session'
  ))
}
