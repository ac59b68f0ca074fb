import { noFacts, type Facts } from '../inventory/facts.js'
import { spanOf, type Node } from '../syntax/node.js'
import type { Problem } from '../text/problem.js'
import type { SourceFile, Span } from '../text/source-text.js'
import { PolicyShelf } from './policy-shelf.js'

/** What is known of a file from outside it: the command line and the configuration's file patterns. */
export interface FileHints {
  readonly service?: string
  readonly region?: string
  readonly endpointType?: 'gateway' | 'interface'
  /** Named by the user, not met by walking. */
  readonly explicit: boolean
}

/** A policy or document that was seen but not judged, and why. */
export interface NotJudged {
  readonly path: string
  readonly why: string
  readonly at?: Span
}

/** Something the user should know that is neither a defect nor a problem. */
export interface GatheringNote {
  readonly at: Span
  readonly text: string
  readonly help: string
}

/** Collects what the sources read from one file. */
export class Gathering {
  readonly file: SourceFile
  readonly hints: FileHints
  readonly facts: Facts = noFacts()
  readonly problems: Problem[] = []
  readonly notJudged: NotJudged[] = []
  readonly notes: GatheringNote[] = []
  readonly policies = new PolicyShelf(this)

  constructor(file: SourceFile, hints: FileHints) {
    this.file = file
    this.hints = hints
  }

  /** Something is wrong with the value; the rest of the file is read all the same. */
  report(node: Node, message: string, help: string): void {
    this.problems.push({ id: 'invalid-input', message, help, path: this.file.path, at: spanOf(node) })
  }

  leaveOut(node: Node, why: string): void {
    this.notJudged.push({ path: this.file.path, why, at: spanOf(node) })
  }
}
