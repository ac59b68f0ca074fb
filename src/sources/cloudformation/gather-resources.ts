import type { Gathering } from '../gathering.js'
import { BUCKETS } from './buckets.js'
import { COMPUTE } from './compute.js'
import { ENDPOINTS } from './endpoints.js'
import { IDENTITY } from './identity.js'
import { NETWORKS } from './networks.js'
import { Properties } from './properties.js'
import { SECURITY } from './security.js'
import { SYSTEMS_MANAGER } from './systems-manager.js'
import { TemplateScope, type ResourceReaders } from './template-scope.js'
import type { TemplateOwner, TemplateResource } from './template.js'
import { WORKLOADS } from './workloads.js'

const READERS: ResourceReaders = {
  ...BUCKETS, ...COMPUTE, ...ENDPOINTS, ...IDENTITY, ...NETWORKS, ...SECURITY, ...SYSTEMS_MANAGER, ...WORKLOADS,
}

/** Reads the facts of a template's resources; those of types that nothing is read from are passed by. */
export function gatherResources(resources: readonly TemplateResource[], gathering: Gathering, owner: TemplateOwner): void {
  const scope = new TemplateScope(resources, gathering, owner)
  for (const resource of resources) {
    if (Object.hasOwn(READERS, resource.type)) READERS[resource.type]!(resource, new Properties(resource.properties, gathering), scope)
  }
}
