import type { Facts } from '../inventory/facts.js'
import { parseJson } from '../syntax/json.js'
import type { Node, StringNode } from '../syntax/node.js'
import type { Problem } from '../text/problem.js'
import type { SourceFile } from '../text/source-text.js'
import type { PendingTemplate } from './cloudformation/gather-templates.js'
import { isTemplate, type TemplateOwner } from './cloudformation/template.js'
import { settleOwner } from './file-owner.js'
import { Gathering, type FileHints, type GatheringNote, type NotJudged } from './gathering.js'
import { looksLikeOurs, parseFile } from './parse-file.js'
import { parseInside } from './parse-inside.js'
import { Parsers, YamlNeeded } from './parsers.js'
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
  /** Left for when all files are read. */
  readonly templates: readonly PendingTemplate[]
  readonly owners: ReadonlyMap<string, TemplateOwner>
}

/** Reads the facts of a file, for which it loads the parser that the file needs. */
export async function loadAndGather(file: SourceFile, hints: FileHints, parsers: Parsers): Promise<Gathered> {
  try {
    return gather(file, hints, parsers)
  } catch (error) {
    if (!(error instanceof YamlNeeded)) throw error
    await parsers.loadYaml()
    return gather(file, hints, parsers)
  }
}

/** Reads the facts of a file. What is wrong in it is a problem at its place; the rest is read all the same. Throws YamlNeeded. */
export function gather(file: SourceFile, hints: FileHints, parsers = new Parsers()): Gathered {
  const parsed = parseFile(file, hints.explicit, parsers)
  const isYaml = parsed?.language === 'YAML'
  const gathering = new Gathering(file, hints, parsers, isYaml)
  if (parsed === undefined) return finish(gathering, false, isYaml)
  const { roots, faults, language, isCertain } = parsed
  const kinds = roots.map((root) => gatherTree(root, gathering))
  if (kinds.includes('lists')) settleOwner(gathering.facts, hints.region)
  const isRecognised = kinds.some((kind) => kind !== undefined)
  const isOurs = isRecognised || (hints.explicit && isCertain) || looksLikeOurs(file, language)
  if (faults.length === 0 || !isOurs) return finish(gathering, isRecognised, isYaml)
  gathering.problems.push(...faults.map(({ id, message, help, at }): Problem => ({ id, message, help, at, path: file.path })))
  gathering.notJudged.push({ path: file.path, why: `the file is not valid ${language}` })
  return finish(gathering, true, isYaml)
}

function finish({ file, hints, facts, problems, notJudged, notes, templates, owners }: Gathering, recognised: boolean, isYaml: boolean): Gathered {
  const pending = templates.map((root) => ({ file, root, hints, isYaml }))
  return { facts, problems, recognised, notJudged, notes, templates: pending, owners }
}

/** Gathers what the root is; `undefined` when it is nothing of ours. */
function gatherTree(root: Node, gathering: Gathering): 'lists' | 'document' | undefined {
  if (listings.some((source) => source.recognises(root))) {
    for (const source of listings) source.gather(root, gathering)
    return 'lists'
  }
  const document = root.kind === 'string' ? documentInside(root, gathering) : root
  if (document === undefined) return 'document'
  if (isTemplate(document)) {
    gathering.templates.push(document)
    return 'document'
  }
  const source = documents.find(({ recognises }) => recognises(document)) ?? (isPolicyByName(document, gathering) ? rawPolicy : undefined)
  source?.gather(document, gathering)
  return source && 'document'
}

/** The document in a string that is the whole file; `undefined` when it is ours but broken. */
function documentInside(root: StringNode, gathering: Gathering): Node | undefined {
  const document = parseJson(root.inside()).root
  // Plain text is YAML too.
  if (document !== undefined || !/^\s*\{/.test(root.value) || !looksLikeOurs(gathering.file, 'JSON')) return document ?? root
  return parseInside(root, gathering, 'the document')
}

/** A document that the file's name or the command line calls an endpoint's policy, and that looks like nothing else. */
function isPolicyByName(document: Node, { file, hints }: Gathering): boolean {
  if (!rawPolicy.isCalledEndpointPolicy(file.path, hints)) return false
  if (document.kind !== 'object' || (document.members.length === 0 && !hints.explicit)) return false
  return document.members.every(({ key }) => key.value === 'Version' || key.value === 'Id')
}
