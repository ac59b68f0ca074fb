import { Composer, Lexer, Parser, Schema, type CST, type Document } from 'yaml'
import type { SourceText } from '../text/source-text.js'
import { MAXIMUM_NESTING, type SyntaxFault } from './json-faults.js'
import type { Node } from './node.js'
import { describeError, TreeFault } from './yaml-faults.js'
import { lexLeniently } from './yaml-lexer.js'
import { TreeBuilder } from './yaml-tree.js'

/** In characters; each takes a hundred times its size in memory. */
const MAXIMUM_LENGTH = 16 * 1024 * 1024

const MAXIMUM_FAULTS = 1000

export interface YamlOptions {
  /** What tags are short for: with `!Ref` for `Ref`, the value `!Ref x` is the object `{Ref: x}`. Other tags are left out of the tree. */
  readonly longForms?: ReadonlyMap<string, string>
}

export interface ParsedYaml {
  readonly roots: Node[]
  readonly faults: SyntaxFault[]
}

/**
 * Reads YAML 1.2 with its core schema, and "<<" from YAML 1.1. A document has a root exactly when it has no faults.
 * An alias is the node of its anchor, with the anchor's place.
 */
export function parseYaml(source: SourceText, { longForms = new Map() }: YamlOptions = {}): ParsedYaml {
  const reader = new StreamReader(source, longForms)
  const strict = reader.read(new Lexer().lex(source.text))
  if (!reader.missesIndentation) return strict
  const lenient = new StreamReader(source, longForms).read(lexLeniently(source.text))
  return lenient.faults.length === 0 ? lenient : strict
}

class StreamReader {
  readonly #source: SourceText
  readonly #longForms: ReadonlyMap<string, string>
  readonly #composer: Composer
  /** Of the documents that are not checked yet. */
  readonly #tokens: CST.Document[] = []
  readonly #roots: Node[] = []
  readonly #faults: SyntaxFault[] = []
  /** Whether quotes or brackets seemed not to close because of how their lines are indented. */
  missesIndentation = false

  constructor(source: SourceText, longForms: ReadonlyMap<string, string>) {
    this.#source = source
    this.#longForms = longForms
    // What scalars mean is decided where nodes are made; duplicate keys are kept.
    this.#composer = new Composer({ schema: new Schema({ schema: 'failsafe' }), uniqueKeys: false })
  }

  read(lexemes: Iterable<string>): ParsedYaml {
    try {
      this.#readStream(lexemes)
    } catch (error) {
      if (!(error instanceof TreeFault)) throw error
      this.#faults.push(error.in(this.#source))
    }
    const faults = this.#faults.sort((left, right) => left.at.start - right.at.start)
    const apart = faults.filter(({ at }, index) => at.start !== faults[index - 1]?.at.start)
    return { roots: this.#roots, faults: apart.slice(0, MAXIMUM_FAULTS) }
  }

  #readStream(lexemes: Iterable<string>): void {
    const { length } = this.#source.text
    if (length > MAXIMUM_LENGTH) throw TreeFault.tooLong(length, MAXIMUM_LENGTH)
    const parser = new Parser()
    for (const lexeme of lexemes) {
      this.#take(parser.next(lexeme))
      // The parser and whoever walks the tree may recurse.
      if (parser.stack.length > MAXIMUM_NESTING && parser.stack.filter(isCollection).length > MAXIMUM_NESTING)
        throw TreeFault.nesting(parser.offset - lexeme.length, parser.offset)
    }
    this.#take(parser.end())
    for (const document of withoutStacks(() => [...this.#composer.end(true, length)])) this.#finish(document)
  }

  #take(tokens: Iterable<CST.Token>): void {
    for (const token of tokens) {
      if (token.type === 'document') this.#tokens.push(token)
      for (const document of withoutStacks(() => [...this.#composer.next(token)])) this.#finish(document)
    }
  }

  #finish({ errors }: Document): void {
    const token = this.#tokens.shift()
    this.missesIndentation ||= errors.some(({ message }) => /^Missing closing|sufficiently indented/.test(message))
    if (errors.length > 0) this.#faults.push(...errors.slice(0, MAXIMUM_FAULTS).map((error) => describeError(error, this.#source)))
    else if (token !== undefined) this.#build(token)
  }

  #build(token: CST.Document): void {
    try {
      this.#roots.push(new TreeBuilder(this.#source, this.#longForms).build(token))
    } catch (error) {
      if (!(error instanceof TreeFault)) throw error
      this.#faults.push(error.in(this.#source))
    }
  }
}

function isCollection({ type }: CST.Token): boolean {
  return type === 'block-map' || type === 'block-seq' || type === 'flow-collection'
}

/** The package makes an error of each mistake and each tag it does not know; their stacks, which nobody sees, cost most of its time. */
function withoutStacks<T>(work: () => T): T {
  const { stackTraceLimit } = Error
  Error.stackTraceLimit = 0
  try {
    return work()
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}
