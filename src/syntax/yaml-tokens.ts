import type { CST } from 'yaml'

/** What stands before a value. */
export interface Properties {
  readonly tag: CST.SourceToken | undefined
  readonly anchor: CST.SourceToken | undefined
  /** Where the value stands when it is left out. */
  readonly end: number
}

export type Item = CST.CollectionItem

export function isMap(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): token is CST.BlockMap | CST.FlowCollection {
  return token.type === 'block-map' || (token.type === 'flow-collection' && token.start.source === '{')
}

/** Comments behind the last entry, and what follows its comma, are items for the parser too. */
export function isEntry({ start, sep, value }: Item): boolean {
  return sep !== undefined || value !== undefined || start.some(({ type }) => ENTRY_MARKS.has(type))
}

const ENTRY_MARKS: ReadonlySet<string> = new Set(['seq-item-ind', 'explicit-key-ind', 'anchor', 'tag'])

export function isExplicitKey({ start }: Item): boolean {
  return start.some(({ type }) => type === 'explicit-key-ind')
}

export function propertiesIn(tokens: readonly CST.SourceToken[], fallback: number): Properties {
  let tag: CST.SourceToken | undefined
  let anchor: CST.SourceToken | undefined
  let end = fallback
  for (const token of tokens) {
    if (token.type === 'space' || token.type === 'newline' || token.type === 'comment') continue
    if (token.type === 'tag') tag = token
    if (token.type === 'anchor') anchor = token
    end = token.offset + token.source.length
  }
  return { tag, anchor, end }
}

export function flowEndOf(token: CST.BlockMap | CST.BlockSequence | CST.FlowCollection): number | undefined {
  // The package overlooks a bracket that does not close behind a key without a value.
  const bracket = token.type === 'flow-collection' ? token.end[0] : undefined
  return bracket && bracket.offset + 1
}
