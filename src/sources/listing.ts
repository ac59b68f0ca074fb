import type { Facts } from '../inventory/facts.js'
import { itemsOf, memberOf, type Node, type ObjectNode } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { RecordReader, reportType } from './record-reader.js'

/** A list that an AWS CLI command answers. */
export interface Listing {
  /** The member that holds it: `VpcEndpoints`. */
  readonly name: string
  /** The member that holds one item, as the command answers that creates it: `VpcEndpoint`. */
  readonly single?: string
  /** Members that every item has; they tell an item that stands alone, after `--query`, from other things. */
  readonly members: readonly [string, string]
  /** Nothing else has a member of this name. */
  readonly unmistakable: boolean
  /** What the run knows when it has the whole list. */
  readonly kind?: Facts['lists'] extends Set<infer Kind> ? Kind : never
}

export function recognisesListing(root: Node, listing: Listing): boolean {
  return answersIn(root).some((answer) => {
    if (singleIn(answer, listing) !== undefined) return true
    const list = memberOf(answer, listing.name)
    if (list === undefined) return false
    if (listing.unmistakable || list.kind !== 'array') return listing.unmistakable
    return list.items.length === 0 || list.items.some((item) => isItem(item, listing, 1))
  }) || isBareList(root, listing)
}

/** Calls `read` with every item; it returns false when it could not make a fact of the item. */
export function readListing(root: Node, listing: Listing, gathering: Gathering, read: (record: RecordReader) => boolean): void {
  for (const answer of answersIn(root)) {
    const single = singleIn(answer, listing)
    if (single !== undefined) readItems([single], listing, gathering, read)
    const list = memberOf(answer, listing.name)
    if (list === undefined) continue
    if (list.kind !== 'array') {
      reportType(gathering, list, `"${listing.name}"`, 'array')
      continue
    }
    const isWhole = readItems(list.items, listing, gathering, read)
    // With --max-items the CLI prints where to go on.
    const isLastPage = (memberOf(answer, 'NextToken') ?? { kind: 'null' }).kind === 'null'
    if (isWhole && isLastPage && listing.kind !== undefined) gathering.facts.lists.add(listing.kind)
  }
  // What `--query` took from a list may be a part of it.
  if (isBareList(root, listing)) readItems(root.kind === 'array' ? root.items.flatMap(flat) : [root], listing, gathering, read)
}

function readItems(items: readonly Node[], listing: Listing, gathering: Gathering, read: (record: RecordReader) => boolean): boolean {
  let isWhole = true
  for (const item of items) {
    if (item.kind !== 'object') reportType(gathering, item, `an item of "${listing.name}"`, 'object')
    else if (read(new RecordReader(item, gathering))) continue
    isWhole = false
  }
  return isWhole
}

/** The document itself, several answers collected in a list, or an answer as a tool wrapped it: `{"status_code": 200, "data": {…}}`. */
function answersIn(root: Node): ObjectNode[] {
  const answers = root.kind === 'array' ? root.items : [root, memberOf(root, 'data')]
  return answers.filter((answer): answer is ObjectNode => answer?.kind === 'object')
}

function singleIn(answer: Node, { single, members }: Listing): Node | undefined {
  const item = single === undefined ? undefined : memberOf(answer, single)
  return memberOf(item, members[0]) === undefined ? undefined : item
}

function isBareList(root: Node, listing: Listing): boolean {
  return isItem(root, listing, 2) || isItem(itemsOf(root).flatMap(flat).find(({ kind }) => kind === 'object'), listing, 2)
}

/** `Reservations[*].Instances[*]` is a list of lists. */
function flat(node: Node): Node | Node[] {
  return node.kind === 'array' ? node.items : node
}

function isItem(node: Node | undefined, { members }: Listing, count: 1 | 2): boolean {
  return members.slice(0, count).every((name) => memberOf(node, name) !== undefined)
}
