import type { SyntaxFault } from '../syntax/json.js'
import type { Node } from '../syntax/node.js'
import type { parseYaml } from '../syntax/yaml.js'
import type { SourceText } from '../text/source-text.js'
import { INTRINSIC_TAGS } from './intrinsic-tags.js'

/** The values of a text, one after another, and what is wrong with the rest of it. */
export interface Parsed {
  readonly roots: readonly Node[]
  readonly faults: readonly SyntaxFault[]
}

/** A text turned out to be YAML, whose parser is not loaded. */
export class YamlNeeded extends Error {}

/** The parsers that take long to load, for runs that need them. */
export class Parsers {
  #parseYaml: typeof parseYaml | undefined

  async loadYaml(): Promise<void> {
    this.#parseYaml ??= (await import('../syntax/yaml.js')).parseYaml
  }

  /** Throws YamlNeeded before `loadYaml`. */
  parseYaml(source: SourceText): Parsed {
    if (this.#parseYaml === undefined) throw new YamlNeeded('the YAML parser is not loaded')
    return this.#parseYaml(source, { longForms: INTRINSIC_TAGS })
  }
}
