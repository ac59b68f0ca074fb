import type { Deployment } from './deployment.js'
import type { Kind } from './kinds.js'
import { ownOf } from './linker.js'
import type { Resource } from './resource.js'

/** The ids of what AWS makes with VPCs, by which their VPCs call them, and those of the resources that take it over. */
export class Aliases {
  readonly #ids = new Map<string, string>()

  constructor({ own }: Kind, deployment: Deployment, vpcOf: VpcOf) {
    if (own === undefined) return
    for (const resource of deployment.managed(own.type)) {
      const vpc = deployment.byId(vpcOf(resource) ?? '')
      if (vpc !== undefined) this.#ids.set(ownOf(vpc, own).id, resource.id)
    }
  }

  idOf(id: string): string
  idOf(id: string | undefined): string | undefined
  idOf(id: string | undefined): string | undefined {
    return (id === undefined ? undefined : this.#ids.get(id)) ?? id
  }
}

/** The id of the VPC that a resource belongs to. */
export type VpcOf = (resource: Resource) => string | undefined
