import { memberOf, type Member } from '../../syntax/node.js'
import type { Declarations } from './declarations.js'
import { textOf } from './resolved-node.js'
import type { Imports, Resolver } from './resolver.js'
import type { TemplateInput } from './template.js'

interface Export {
  readonly exporter: Resolver
  readonly output: Member
}

/**
 * What the templates of a run export to each other; names are unique in an account and Region.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html
 */
export class Exports implements Imports {
  readonly ids = new Set<string>()
  readonly #exporters: Resolver[] = []
  #byName: Map<string, Export[]> | undefined
  readonly #open = new Set<Member>()

  /** `resolver` must make no choices: which variant of the exporting stack is deployed is unknown to the importing one. */
  add(resolver: Resolver): void {
    this.#exporters.push(resolver)
  }

  valueOf(name: string, importer: Declarations): string | undefined {
    const values = new Set((this.#index().get(name) ?? [])
      .filter(({ exporter }) => mayShare(exporter.declarations.input, importer.input))
      .map((item) => this.#resolve(item)))
    const [value] = values
    return values.size === 1 ? value : undefined
  }

  #resolve({ exporter, output }: Export): string | undefined {
    if (this.#open.has(output)) {
      exporter.declarations.reporter.refuse(output.key, `the output "${output.key.value}" imports itself`,
        'Stacks cannot import from each other in a circle; pass one of the values in a parameter.')
      return undefined
    }
    this.#open.add(output)
    try {
      return textOf(exporter.resolveText(memberOf(output.value, 'Value')))
    } finally {
      this.#open.delete(output)
    }
  }

  /** Built when the first import asks; imports in the names of exports find nothing yet. */
  #index(): ReadonlyMap<string, Export[]> {
    if (this.#byName !== undefined) return this.#byName
    const index = (this.#byName = new Map<string, Export[]>())
    for (const exporter of this.#exporters) {
      for (const output of exporter.membersOf('outputs').values()) {
        const name = textOf(exporter.resolveText(memberOf(memberOf(output.value, 'Export'), 'Name')))
        if (name === undefined) continue
        const known = index.get(name)
        if (known === undefined) index.set(name, [{ exporter, output }])
        else known.push({ exporter, output })
      }
    }
    return index
  }
}

function mayShare(one: TemplateInput, other: TemplateInput): boolean {
  return mayEqual(one.account, other.account) && mayEqual(one.region, other.region)
}

function mayEqual(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined || one === other
}
