/** Values visited; a template of 1 MB, which is the most that CloudFormation takes, has some 100,000. */
const MAXIMUM_STEPS = 5_000_000

/** Characters put together, in all and in one text: that of a whole template is the longest that CloudFormation takes. */
const MAXIMUM_CHARACTERS = 20_000_000
export const MAXIMUM_TEXT = 1024 * 1024

/** Members that loops make; a template has at most 500 resources. */
export const MAXIMUM_COPIES = 20_000

/** Values inside of each other, whether written so or by references. Deeper ones would exhaust the call stack. */
const MAXIMUM_DEPTH = 250

/** How deep the call stack is in values, of whichever template of a run. */
export interface Depth {
  levels: number
}

/** Bounds the work on one template: ten lines of it can stand for billions of characters. */
export class Work {
  #steps = 0
  #characters = 0
  #copies = 0
  readonly #depth: Depth

  constructor(depth: Depth) {
    this.#depth = depth
  }

  /** False when there has been too much of it. */
  step(): boolean {
    return ++this.#steps <= MAXIMUM_STEPS
  }

  get isExhausted(): boolean {
    return this.#steps > MAXIMUM_STEPS
  }

  /** Whether a loop may make another member. */
  copy(): boolean {
    return this.step() && ++this.#copies <= MAXIMUM_COPIES
  }

  /** Whether a text of this length may still be put together. */
  takes(length: number): boolean {
    if (length > MAXIMUM_TEXT || this.#characters + length > MAXIMUM_CHARACTERS) return false
    this.#characters += length
    return true
  }

  /** Goes one level deeper; false when that is too deep. To be followed by `leave` in any case. */
  enter(): boolean {
    return ++this.#depth.levels <= MAXIMUM_DEPTH
  }

  leave(): void {
    this.#depth.levels--
  }
}
