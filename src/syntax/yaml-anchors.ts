import { MAXIMUM_NESTING } from './json-faults.js'
import type { Node } from './node.js'
import { TreeFault } from './yaml-faults.js'

/** Values that aliases may add to a document; ten lines of them can stand for billions. */
const MAXIMUM_ALIASED = 100_000

/** How much a node is with what the aliases in it stand for: how many values, on how many levels. */
interface Measure {
  readonly size: number
  readonly height: number
}

/** The values of one document that aliases may stand for. */
export class Anchors {
  readonly #values = new Map<string, Node | 'open'>()
  readonly #measures = new Map<Node, Measure>()
  #aliased = 0

  /** The value begins. */
  open(name: string): void {
    this.#values.set(name, 'open')
  }

  close(name: string, value: Node): void {
    this.#values.set(name, value)
  }

  /** What the alias at `start` stands for, below `depth` objects and arrays. Throws a TreeFault. */
  resolve(alias: string, start: number, depth: number): Node {
    const value = this.#values.get(alias.slice(1))
    if (value === undefined) throw TreeFault.unknownAlias(alias, start)
    if (value === 'open') throw TreeFault.endlessAlias(alias, start)
    const { size, height } = this.#measure(value)
    this.#aliased += size
    if (this.#aliased > MAXIMUM_ALIASED) throw TreeFault.tooMuchAliased(MAXIMUM_ALIASED, start, start + alias.length)
    if (depth + height > MAXIMUM_NESTING) throw TreeFault.nesting(start, start + alias.length)
    return value
  }

  #measure(node: Node): Measure {
    const known = this.#measures.get(node)
    if (known !== undefined) return known
    const measure = this.#sum(node)
    this.#measures.set(node, measure)
    return measure
  }

  #sum(node: Node): Measure {
    if (node.kind !== 'array' && node.kind !== 'object') return { size: 1, height: 0 }
    const children = node.kind === 'array' ? node.items : node.members.map(({ value }) => value)
    let [size, height] = [1, 0]
    for (const child of children) {
      const measure = this.#measure(child)
      size += measure.size
      height = Math.max(height, measure.height)
    }
    return { size, height: height + 1 }
  }
}
