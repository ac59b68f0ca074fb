import { isRegionName } from '../../catalog/catalog.js'
import { parseArn } from '../../policy/arn.js'
import { memberOf, type Node } from '../../syntax/node.js'
import { regionOfZone } from '../availability-zone.js'
import { referencesIn, textOf } from './configuration.js'
import type { Linker } from './linker.js'
import type { Resource } from './resource.js'

export interface Owner {
  readonly account: string | undefined
  readonly region: string | undefined
}

/** Whose a resource is: by its own values, else by those of its provider. */
export class Owners {
  readonly #root: Node
  readonly #linker: Linker
  readonly #byProvider: ReadonlyMap<string | undefined, Owner>
  readonly #fallback: string | undefined

  constructor(root: Node, resources: readonly Resource[], linker: Linker, hintedRegion: string | undefined) {
    this.#root = root
    this.#linker = linker
    this.#fallback = hintedRegion
    this.#byProvider = this.#askedOwners(resources)
  }

  of(resource: Resource): Owner {
    const { values } = resource
    const arn = parseArn(values.string('arn') ?? '')
    const provider = this.#providerOf(resource)
    const asked = this.#byProvider.get(provider)
    const region = regionIn(values.string('region')) ?? regionIn(arn?.region) ?? regionOfZone(values.string('availability_zone'))
    return {
      account: accountIn(values.string('owner_id')) ?? accountIn(arn?.account) ?? asked?.account,
      region: region ?? this.#regionOfProvider(provider) ?? asked?.region ?? this.#fallback,
    }
  }

  /** The provider configuration; `undefined` in states, which do not tell. */
  #providerOf(resource: Resource): string | undefined {
    const key = textOf(memberOf(this.#linker.configurationOf(resource), 'provider_config_key'))
    return key === '' ? undefined : key
  }

  /** What data sources answered that ask the provider who it is. */
  #askedOwners(resources: readonly Resource[]): Map<string | undefined, Owner> {
    const owners = new Map<string | undefined, Owner>()
    for (const resource of resources) {
      if (resource.type !== 'aws_caller_identity' && resource.type !== 'aws_region') continue
      const { values } = resource
      const provider = this.#providerOf(resource)
      const known = owners.get(provider)
      const isRegion = resource.type === 'aws_region'
      owners.set(provider, {
        account: known?.account ?? (isRegion ? undefined : accountIn(values.string('account_id'))),
        region: known?.region ?? (isRegion ? (regionIn(values.string('region')) ?? regionIn(values.string('name'))) : undefined),
      })
    }
    return owners
  }

  /** https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation */
  #regionOfProvider(key: string | undefined): string | undefined {
    if (key === undefined) return undefined
    const provider = memberOf(memberOf(memberOf(this.#root, 'configuration'), 'provider_config'), key)
    const expression = memberOf(memberOf(provider, 'expressions'), 'region')
    const constant = textOf(memberOf(expression, 'constant_value'))
    if (constant !== '') return regionIn(constant)
    const [reference, ...others] = referencesIn(expression)
    const isOfRoot = memberOf(provider, 'module_address') === undefined
    if (!isOfRoot || reference?.startsWith('var.') !== true || others.length > 0) return undefined
    return regionIn(textOf(memberOf(memberOf(memberOf(this.#root, 'variables'), reference.slice('var.'.length)), 'value')))
  }
}

function regionIn(text: string | undefined): string | undefined {
  return text !== undefined && isRegionName(text) ? text : undefined
}

function accountIn(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{12}$/.test(text) ? text : undefined
}
