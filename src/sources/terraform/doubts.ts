import type { Direction } from '../../inventory/inventory.js'
import type { Link } from './resource.js'

const BOTH = ['ingress', 'egress'] as const

/** Lists of which nobody knows what else is in them: something belongs to one of several, or to any. */
export class Doubts {
  readonly #all = new Set<Direction>()
  readonly #some = new Set<string>()

  /** Without links it may be any list; without a direction it may be of either. */
  add(links: readonly Pick<Link, 'id'>[] | undefined, direction: Direction | undefined): void {
    for (const one of direction === undefined ? BOTH : [direction]) {
      if (links === undefined) this.#all.add(one)
      else for (const { id } of links) this.#some.add(`${one} ${id}`)
    }
  }

  has(id: string, direction: Direction): boolean {
    return this.#all.has(direction) || this.#some.has(`${direction} ${id}`)
  }
}
