import type { Fact } from '../../inventory/inventory.js'
import { itemsOf, type Node } from '../../syntax/node.js'
import type { Span } from '../../text/source-text.js'
import type { Gathering } from '../gathering.js'
import { Properties } from './properties.js'
import type { TemplateOwner, TemplateResource } from './template.js'

/** Reads what one type of resource gives; `properties` are its own. */
export type ResourceReader = (resource: TemplateResource, properties: Properties, scope: TemplateScope) => void

export type ResourceReaders = Readonly<Record<string, ResourceReader>>

/** What other templates make resources from, with what this one hands them. */
const OTHER_TEMPLATES: ReadonlySet<string> = new Set([
  'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::Serverless::Application',
  'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
])

/** The resources of a template, for readers that follow their references. */
export class TemplateScope {
  readonly gathering: Gathering
  readonly owner: TemplateOwner
  readonly #byType = new Map<string, Map<string, TemplateResource>>()
  #handedOn: string | undefined

  constructor(resources: readonly TemplateResource[], gathering: Gathering, owner: TemplateOwner) {
    this.gathering = gathering
    this.owner = owner
    for (const resource of resources) {
      const known = this.#byType.get(resource.type)
      if (known === undefined) this.#byType.set(resource.type, new Map([[resource.ref, resource]]))
      else known.set(resource.ref, resource)
    }
  }

  /** The parts that every fact has. */
  fact(at: Span): Fact {
    return { at, account: this.owner.account, region: this.owner.region }
  }

  ofType(type: string): Iterable<TemplateResource> {
    return this.#byType.get(type)?.values() ?? []
  }

  /** The resource of the type that a Ref gives, or an ARN that ends with the name. */
  resourceAt(type: string, reference: string | undefined): TemplateResource | undefined {
    if (reference === undefined) return undefined
    const known = this.#byType.get(type)
    return known?.get(reference) ?? known?.get(reference.slice(reference.lastIndexOf('/') + 1))
  }

  /** The properties of a resource that has a reader of its own, which reports what is wrong with them. */
  propertiesAt(type: string, reference: string | undefined): Properties | undefined {
    const resource = this.resourceAt(type, reference)
    return resource && new Properties(resource.properties)
  }

  /** Whether another template gets the reference, and may make more of what belongs to it. */
  isHandedOn(reference: string): boolean {
    const others = () => [...OTHER_TEMPLATES].flatMap((type) => [...this.ofType(type)])
    this.#handedOn ??= others().flatMap(({ properties }) => textsIn(properties)).join('\n')
    return this.#handedOn.includes(reference)
  }
}

function textsIn(node: Node): string[] {
  if (node.kind === 'string') return [node.value]
  if (node.kind === 'object') return node.members.flatMap(({ value }) => textsIn(value))
  return itemsOf(node).flatMap(textsIn)
}
