import type { Span } from './source-text.js'

export type ProblemId =
  | 'unreadable-file'
  | 'unsupported-encoding'
  | 'binary-file'
  | 'file-too-large'
  | 'policy-too-large'
  | 'policy-too-complex'
  | 'nesting-too-deep'
  | 'syntax-error'
  | 'unknown-source'
  | 'invalid-input'

/** Something wrong with an input, so that it or a part of it could not be judged. */
export interface Problem {
  readonly id: ProblemId
  readonly message: string
  readonly help: string
  readonly path: string
  readonly at?: Span
}
