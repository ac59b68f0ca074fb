/** Is told what a run does. */
export interface Observer {
  /** Work begins, which ends when the result is called. */
  start(kind: 'phase' | 'rule', name: string): () => void
  /** A file was read as something. */
  note(path: string, what: string): void
}

export const NO_OBSERVER: Observer = { start: () => () => {}, note: () => {} }
