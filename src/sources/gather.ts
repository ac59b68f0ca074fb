import type { Facts } from '../inventory/facts.js'
import { parseJson } from '../syntax/json.js'
import type { Node, StringNode } from '../syntax/node.js'
import type { Problem } from '../text/problem.js'
import type { SourceFile } from '../text/source-text.js'
import { settleOwner } from './file-owner.js'
import { readFileName } from './file-name.js'
import { Gathering, type FileHints, type GatheringNote, type NotJudged } from './gathering.js'
import { parseInside } from './parse-inside.js'
import * as rawPolicy from './raw-policy.js'
import { documents, listings } from './sources.js'

export type { FileHints, GatheringNote, NotJudged } from './gathering.js'

/** What one file gives. */
export interface Gathered {
  readonly facts: Facts
  readonly problems: readonly Problem[]
  /** False when nothing in the file is of any source; such a file has no problems either. */
  readonly recognised: boolean
  readonly notJudged: readonly NotJudged[]
  readonly notes: readonly GatheringNote[]
}

/** Reads the facts of a file. What is wrong in it is a problem at its place; the rest is read all the same. */
export function gather(file: SourceFile, hints: FileHints): Gathered {
  const gathering = new Gathering(file, hints)
  const { root, faults } = parseJson(file)
  if (root !== undefined) return finish(gathering, gatherTree(root, gathering))
  if (!hints.explicit && !looksLikeOurs(file)) return finish(gathering, false)
  gathering.problems.push(...faults.map(({ id, message, help, at }): Problem => ({ id, message, help, at, path: file.path })))
  gathering.notJudged.push({ path: file.path, why: 'the file is not valid JSON' })
  return finish(gathering, true)
}

function finish({ facts, problems, notJudged, notes }: Gathering, recognised: boolean): Gathered {
  return { facts, problems, recognised, notJudged, notes }
}

function gatherTree(root: Node, gathering: Gathering): boolean {
  if (listings.some((source) => source.recognises(root))) {
    for (const source of listings) source.gather(root, gathering)
    settleOwner(gathering.facts, gathering.hints.region)
    return true
  }
  const document = root.kind === 'string' ? documentInside(root, gathering) : root
  if (document === undefined) return true
  const source = documents.find(({ recognises }) => recognises(document))
  if (source !== undefined) source.gather(document, gathering)
  else if (isPolicyByName(document, gathering)) rawPolicy.gather(document, gathering)
  else return false
  return true
}

/** The document in a string that is the whole file; `undefined` when it is ours but broken. */
function documentInside(root: StringNode, gathering: Gathering): Node | undefined {
  const document = parseJson(root.inside()).root
  if (document !== undefined || !looksLikeOurs(gathering.file)) return document ?? root
  return parseInside(root, gathering, 'the document')
}

/** A document that the file's name or the command line calls an endpoint's policy, and that looks like nothing else. */
function isPolicyByName(document: Node, { file, hints }: Gathering): boolean {
  if (!rawPolicy.isCalledEndpointPolicy(file.path, hints)) return false
  if (document.kind !== 'object' || (document.members.length === 0 && !hints.explicit)) return false
  return document.members.every(({ key }) => key.value === 'Version' || key.value === 'Id')
}

const OUR_LISTS = 'VpcEndpoints|Vpcs|Subnets|RouteTables|Reservations|InstanceInformationList|Associations|Sessions|Tasks'
const OUR_WORDS = new RegExp(`"(?:${OUR_LISTS}|Statement|mainSteps|runtimeConfig)\\\\?"`)

/** Half of a file of ours is not a file of somebody else's; a file in another format than JSON is none of ours. */
function looksLikeOurs({ path, text }: SourceFile): boolean {
  const isJson = /\.json$/i.test(path) || /^\s*[{["]/.test(text)
  return isJson && (readFileName(path).endpoint || OUR_WORDS.test(text))
}
