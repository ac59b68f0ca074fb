import type { Endpoint } from '../../inventory/inventory.js'
import { defaultPolicyAt } from '../default-policy.js'
import { parseInside } from '../parse-inside.js'
import { regionInPolicy, serviceInPolicy } from '../policy-scope.js'
import { isConfigured, referencesIn } from './configuration.js'
import { only, type Deployment } from './deployment.js'
import { ENDPOINT } from './kinds.js'
import { wholeReferences } from './reference.js'
import type { Resource } from './resource.js'

/** The policies of endpoints: their own `policy`, or an `aws_vpc_endpoint_policy`, which replaces it. */
export class EndpointPolicies {
  readonly #deployment: Deployment
  readonly #byEndpoint = new Map<string, Resource>()
  /** Endpoints that one of several, or of all, policies may be of. */
  readonly #doubtful = new Set<string>()
  #areAllDoubtful = false
  readonly #strays: Resource[] = []
  readonly #endpoints: ReadonlyMap<string, Resource>

  constructor(deployment: Deployment) {
    this.#deployment = deployment
    this.#endpoints = new Map(deployment.managed(...ENDPOINT.types).map((endpoint) => [endpoint.id, endpoint]))
    for (const policy of deployment.managed('aws_vpc_endpoint_policy')) this.#assign(policy)
  }

  add(resource: Resource, endpoint: Endpoint): void {
    // Policies are for gateway and interface endpoints: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcEndpoint.html
    if (endpoint.type === 'gateway-load-balancer') return
    const own = this.#byEndpoint.get(resource.id)
    if (own === undefined && this.#doubtful.has(resource.id)) {
      this.#deployment.gathering.leaveOut(resource.node, `policy of ${resource.address} is one of several, of which the plan does not say which`)
    } else this.#read(own ?? resource, endpoint, own === undefined)
  }

  /** The policies of endpoints that are not in the file: nothing but the policy tells what they are for. */
  addStrays(): void {
    const { gathering, owners } = this.#deployment
    for (const resource of this.#strays) {
      const document = resource.values.textNode('policy')
      if (document === undefined) {
        gathering.leaveOut(resource.node, this.#whyUnknown(resource))
        continue
      }
      const root = parseInside(document, gathering, `the policy of ${resource.address}`)
      const policy = root && gathering.readPolicy(root, true)
      if (policy === undefined) continue
      const { account, region } = owners.of(resource)
      const scope = { service: serviceInPolicy(policy), account, region: region ?? regionInPolicy(policy) }
      gathering.facts.policies.push({ at: policy.at, policy, origin: 'deployed', ...scope, endpoints: [] })
    }
  }

  #assign(policy: Resource): void {
    const links = this.#deployment.linksOf(policy, 'vpc_endpoint_id', ENDPOINT)
    const endpoint = only(links)
    if (endpoint !== undefined && this.#endpoints.has(endpoint.id)) this.#byEndpoint.set(endpoint.id, policy)
    else this.#strays.push(policy)
    if (endpoint !== undefined || this.#areAllDoubtful) return
    this.#areAllDoubtful = links === undefined
    const candidates = links ?? [...this.#endpoints.values()].filter(({ knownId }) => knownId === undefined)
    for (const { id } of candidates) this.#doubtful.add(id)
  }

  #read(resource: Resource, endpoint: Endpoint, isOwn: boolean): void {
    const { gathering } = this.#deployment
    const { values, node, at } = resource
    const document = values.isUnknown('policy') ? undefined : values.textNode('policy')
    // The text of a plan is what will be deployed, so that a placeholder in it will not be filled in any more.
    if (document !== undefined) gathering.policies.add(endpoint, document, 'deployed')
    else if (isOwn && this.#isDefault(resource)) gathering.policies.add(endpoint, defaultPolicyAt(at), 'deployed')
    else if (values.isUnknown('policy')) gathering.leaveOut(node, this.#whyUnknown(resource))
  }

  /** No policy is asked for. What is not asked for is unknown until AWS answers; a state has the answer, if there was one. */
  #isDefault(resource: Resource): boolean {
    const { linker, isPlan } = this.#deployment
    if (!isPlan || resource.knownId !== undefined) return false
    if (!resource.values.isUnknown('policy')) return true
    return linker.configurationOf(resource) !== undefined && !linker.expressionsOf(resource, ['policy']).some(isConfigured)
  }

  #whyUnknown(resource: Resource): string {
    const references = this.#deployment.linker.expressionsOf(resource, ['policy']).flatMap((expression) => wholeReferences(referencesIn(expression)))
    return `policy of ${resource.address} is known only after apply${references.length === 0 ? '' : `: it depends on ${references.join(', ')}`}`
  }
}
