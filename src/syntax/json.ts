import { visit } from 'jsonc-parser'
import { DecodedString } from '../text/decoded-string.js'
import type { SourceText } from '../text/source-text.js'
import { findFaults, MAXIMUM_NESTING, type SyntaxFault } from './json-faults.js'
import { textsIn } from './json-texts.js'
import { JsonTree } from './json-tree.js'
import { blankComments, type Comment } from './jsonc.js'
import type { Node } from './node.js'

export type { SyntaxFault } from './json-faults.js'
export type { Comment } from './jsonc.js'

/**
 * Reads strict JSON (RFC 8259). There is a root exactly when there are no faults: half of a document is not judged.
 * Reading and explaining are apart, so that the first is fast and the second can guess at what was meant.
 */
export function parseJson(source: SourceText): { root: Node | undefined; faults: SyntaxFault[] } {
  const root = readTree(source)
  if (root) return { root, faults: [] }
  const faults = findFaults(source)
  if (faults.length === 0) throw new Error('JSON was rejected without a fault to show for it')
  return { root: undefined, faults }
}

/** Reads one JSON text or several that follow on each other; each has a root exactly when it has no faults. */
export function parseJsonTexts(source: SourceText): { roots: Node[]; faults: SyntaxFault[] } {
  const root = readTree(source)
  if (root) return { roots: [root], faults: [] }
  const texts = textsIn(source.text)
  if (texts.length < 2) return { roots: [], faults: parseJson(source).faults }
  const parsed = texts.map(([start, end]) => parseJson(new DecodedString(source.text.slice(start, end), source, [0, start])))
  return { roots: parsed.flatMap((text) => text.root ?? []), faults: parsed.flatMap(({ faults }) => faults) }
}

/** Reads JSON with comments and trailing commas. */
export function parseJsonc(source: SourceText): { root: Node | undefined; faults: SyntaxFault[]; comments: Comment[] } {
  const { source: blanked, comments, faults } = blankComments(source)
  return faults.length > 0 ? { root: undefined, faults, comments } : { ...parseJson(blanked), comments }
}

class Rejection extends Error {}

function readTree(source: SourceText): Node | undefined {
  const tree = new JsonTree(source)
  const add = (_value: unknown, offset: number, length: number): void => tree.add(offset, offset + length)
  const close = (offset: number): void => tree.close(offset + 1)
  const open = (offset: number): void => {
    // visit calls itself for each level: to stop it here also guards the call stack.
    if (tree.depth === MAXIMUM_NESTING) throw new Rejection()
    tree.open(offset)
  }
  const onError = (): void => {
    throw new Rejection()
  }
  try {
    visit(
      source.text,
      {
        onObjectBegin: open,
        onObjectProperty: add,
        onObjectEnd: close,
        onArrayBegin: open,
        onArrayEnd: close,
        onLiteralValue: add,
        onError,
      },
      { disallowComments: true },
    )
  } catch (error) {
    if (error instanceof Rejection) return undefined
    throw error
  }
  return tree.root
}
