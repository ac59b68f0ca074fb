import type { Resources } from './compiled-policy.js'
import { mayOverlap, type Glob } from './glob.js'

/** Globs that a word is to match all of, and globs that it is to match none of. */
export type Try = readonly [positive: readonly Glob[], negative: readonly Glob[]]

/** Which globs of a list may match something that a question asks about; asked for several times in a search. */
export class Overlaps {
  readonly #found = new Map<readonly Glob[], Map<Glob, readonly Glob[]>>()

  among(globs: readonly Glob[], asked: Glob): readonly Glob[] {
    let found = this.#found.get(globs)
    if (found === undefined) this.#found.set(globs, (found = new Map()))
    let overlapping = found.get(asked)
    if (overlapping === undefined) found.set(asked, (overlapping = globs.filter((glob) => mayOverlap(glob, asked))))
    return overlapping
  }
}

interface Asked {
  readonly exceptGlobs: () => readonly Glob[]
  readonly overlapping: Overlaps
}

/** Words to look for: in the question, in an Allow, in no Deny. */
export function* grantedTries(asked: Glob, allow: readonly Resources[], deny: readonly Resources[], ask: Asked): Iterable<Try> {
  const negative = [...ask.exceptGlobs(), ...deny.flatMap(({ not, globs }) => (not ? [] : ask.overlapping.among(globs, asked)))]
  for (const spared of choose(deny.filter(({ not }) => not).map(({ globs }) => globs))) {
    for (const { not, globs } of allow) {
      if (not) yield [[asked, ...spared], [...negative, ...globs]]
      else for (const glob of ask.overlapping.among(globs, asked)) yield [[asked, glob, ...spared], negative]
    }
  }
}

/** Words to look for: in the question and in a Deny, or in no Allow. */
export function* deniedTries(asked: Glob, allow: readonly Resources[], deny: readonly Resources[], ask: Asked): Iterable<Try> {
  const except = [...ask.exceptGlobs()]
  for (const { not, globs } of deny) {
    if (not) yield [[asked], [...except, ...globs]]
    else for (const glob of ask.overlapping.among(globs, asked)) yield [[asked, glob], except]
  }
  const negative = [...except, ...allow.flatMap(({ not, globs }) => (not ? [] : ask.overlapping.among(globs, asked)))]
  for (const outside of choose(allow.filter(({ not }) => not).map(({ globs }) => globs))) yield [[asked, ...outside], negative]
}

/** One of each list, in every combination. */
function* choose(lists: readonly (readonly Glob[])[]): Iterable<Glob[]> {
  const [first, ...rest] = lists
  if (first === undefined) {
    yield []
    return
  }
  for (const glob of first) for (const others of choose(rest)) yield [glob, ...others]
}
