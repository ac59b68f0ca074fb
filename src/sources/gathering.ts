import { policyLanguage } from '../catalog/catalog.js'
import { noFacts, type Facts } from '../inventory/facts.js'
import { readPolicy } from '../policy/parse-policy.js'
import type { Policy } from '../policy/policy.js'
import { spanOf, withTextForNumbers, type Node } from '../syntax/node.js'
import type { Problem } from '../text/problem.js'
import type { SourceFile, Span } from '../text/source-text.js'
import type { TemplateOwner } from './cloudformation/template.js'
import type { Parsers } from './parsers.js'
import { PolicyShelf } from './policy-shelf.js'

/** What is known of a file from outside it: the command line and the configuration's file patterns. */
export interface FileHints {
  readonly service?: string
  readonly region?: string
  readonly endpointType?: 'gateway' | 'interface'
  /** Named by the user, not met by walking. */
  readonly explicit: boolean
}

/** A policy or document that was seen but not judged, and why. */
export interface NotJudged {
  readonly path: string
  readonly why: string
  readonly at?: Span
}

/** Something the user should know that is neither a defect nor a problem. */
export interface GatheringNote {
  readonly at: Span
  readonly text: string
  readonly help: string
}

/** Times the limit of AWS from which a policy is not judged. */
const HOPELESS = 10

/** Collects what the sources read from one file. */
export class Gathering {
  readonly file: SourceFile
  readonly hints: FileHints
  readonly parsers: Parsers
  readonly facts: Facts = noFacts()
  readonly problems: Problem[] = []
  readonly notJudged: NotJudged[] = []
  readonly notes: GatheringNote[] = []
  readonly policies = new PolicyShelf(this)
  /** Templates in it, which are read once all files are. */
  readonly templates: Node[] = []
  /** Where stacks go, by the path of their template. */
  readonly owners = new Map<string, TemplateOwner>()

  readonly #isYaml: boolean

  constructor(file: SourceFile, hints: FileHints, parsers: Parsers, isYaml: boolean) {
    this.file = file
    this.hints = hints
    this.parsers = parsers
    this.#isYaml = isYaml
  }

  /** Something is wrong with the value; the rest of the file is read all the same. */
  report(node: Node, message: string, help: string): void {
    this.problems.push({ id: 'invalid-input', message, help, path: this.file.path, at: spanOf(node) })
  }

  /** The policy in a document, unless it is so much larger than AWS accepts that judging it helps nobody. */
  readPolicy(root: Node, deployed: boolean, length = root.end - root.start): Policy | undefined {
    const { sizeLimitChars } = policyLanguage()
    if (length <= sizeLimitChars * HOPELESS) return readPolicy(this.#isYaml ? withTextForNumbers(root) : root, { deployed, length })
    const message = `the policy has ${length} characters, where an endpoint policy has at most ${sizeLimitChars}`
    const at = { ...spanOf(root), end: spanOf(root).start + 1 }
    this.problems.push({ id: 'policy-too-large', message, help: 'Shorten the policy, or leave the file out if it is none of an endpoint.', path: this.file.path, at })
    this.leaveOut(root, message)
    return undefined
  }

  leaveOut(node: Node, why: string): void {
    this.notJudged.push({ path: this.file.path, why, at: spanOf(node) })
  }
}
