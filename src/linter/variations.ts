import type { SourceFile } from '../text/source-text.js'
import type { Draft } from './draft.js'
import type { RuleContext } from './rule.js'

/** A template that may be deployed in several ways. */
export interface Variation {
  readonly file: SourceFile
  /** Under which the first of them is, which the context of the run holds. */
  readonly when: readonly string[]
  /** The others, each in the company of the first ones of other templates. */
  readonly others: readonly { readonly when: readonly string[]; context(): RuleContext }[]
}

type Look = (context: RuleContext, file: SourceFile) => Iterable<Draft>

/** The drafts of the run and those that only other variants of a template give; what does not hold in all of them says where it does. */
export function joinVariants(drafts: readonly Draft[], variations: readonly Variation[], look: Look): readonly Draft[] {
  return variations.reduce((joined, variation) => joinOne(joined, variation, look), drafts)
}

interface Seen {
  readonly draft: Draft
  readonly when: (readonly string[])[]
}

function joinOne(drafts: readonly Draft[], { file, when, others }: Variation, look: Look): readonly Draft[] {
  const elsewhere = drafts.filter((draft) => !concerns(draft, file))
  const seen = new Map<string, Seen>()
  const add = (found: Iterable<Draft>, clauses: readonly string[]): void => {
    const keys = new Set<string>()
    for (const draft of found) {
      const key = keyOf(draft)
      if (!concerns(draft, file) || keys.has(key)) continue
      keys.add(key)
      const known = seen.get(key)
      if (known === undefined) seen.set(key, { draft, when: [clauses] })
      else known.when.push(clauses)
    }
  }
  add(drafts, when)
  for (const other of others) add(look(other.context(), file), other.when)
  const all = others.length + 1
  return [...elsewhere, ...Array.from(seen.values(), (one) => (one.when.length === all ? one.draft : withClauses(one)))]
}

function concerns({ at, related, policies, endpoints }: Draft, file: SourceFile): boolean {
  return [{ at }, ...related, ...policies, ...endpoints].some((place) => place.at.file === file)
}

function keyOf({ ruleId, messageId, message, at, statement, resource }: Draft): string {
  return JSON.stringify([ruleId, messageId, message, at.file.path, at.start, at.end, statement?.index, resource])
}

const SHOWN = 2

function withClauses({ draft, when }: Seen): Draft {
  const ways = when.slice(0, SHOWN).map((clauses) => clauses.join(' and '))
  if (when.length > SHOWN) ways.push(`in ${when.length - SHOWN} more`)
  return { ...draft, message: `${draft.message}, where ${ways.join(', or ')}` }
}
