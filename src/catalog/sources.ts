import { sourceTable, unconfirmedTable } from './tables.js'

/** The day of the facts that the catalog was generated from. */
export { catalogDate } from './tables.js'

/** H: a current AWS document or SDK; M: an older or indirect source; L: an inference. */
export type Confidence = 'H' | 'M' | 'L'

/** Where a row comes from, how sure it is, and when its source was as it says. */
export interface Documented {
  /** Keys of `sourceOf`. */
  readonly sources: readonly string[]
  readonly confidence: Confidence
  /** A year, a month or a day, in ISO 8601. */
  readonly asOf: string
}

export interface Source {
  readonly what: string
  readonly asOf: string
  readonly confidence: Confidence
}

/** What could not be confirmed in AWS documentation: never to be asserted as certain. */
export const unconfirmed: () => readonly string[] = unconfirmedTable

/** What the key of a row's source stands for. */
export function sourceOf(key: string): string | undefined {
  return sourceTable()[key]?.what
}
