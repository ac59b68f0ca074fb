import { spanOf } from '../../syntax/node.js'
import type { Place } from '../../text/pieced-text.js'
import type { Problem, ProblemId } from '../../text/problem.js'
import type { SourceFile, Span } from '../../text/source-text.js'

/** Something that the user should know of a template, such as that a value is unknown. */
export interface TemplateNote {
  readonly at: Span
  readonly text: string
  readonly help: string
}

/** What is wrong in one place is often wrong in thousands. */
const MAXIMUM = 1000

/** Collects what is to be said of one template, each thing once, in however many variants it is met. */
export class Reporter {
  readonly problems: Problem[] = []
  readonly notes: TemplateNote[] = []
  readonly #file: SourceFile
  readonly #said = new Set<string>()

  constructor(file: SourceFile) {
    this.#file = file
  }

  /** CloudFormation would refuse the template. */
  refuse(place: Place, message: string, help: string): void {
    this.problem('invalid-input', place, message, help)
  }

  problem(id: ProblemId, place: Place, message: string, help: string): void {
    const at = spanOf(place)
    if (this.#isNew(at, message) && this.problems.length < MAXIMUM) this.problems.push({ id, message, help, path: this.#file.path, at })
  }

  note(place: Place, text: string, help: string): void {
    const at = spanOf(place)
    if (this.#isNew(at, text) && this.notes.length < MAXIMUM) this.notes.push({ at, text, help })
  }

  #isNew({ start }: Span, text: string): boolean {
    const key = `${start} ${text}`
    if (this.#said.has(key)) return false
    this.#said.add(key)
    return true
  }
}
