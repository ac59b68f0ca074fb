import type { Endpoint, EndpointPolicy, Origin } from '../inventory/inventory.js'
import type { Policy } from '../policy/policy.js'
import { displayText } from '../policy/symbol.js'
import { plainValueOf, spanOf, type Node, type StringNode } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { openPartOf } from './open-policy.js'
import { parseInside } from './parse-inside.js'
import { reportType } from './record-reader.js'

/** An endpoint policy that more endpoints may join. */
interface SharedPolicy extends EndpointPolicy {
  account: string | undefined
  readonly endpoints: Endpoint[]
}

/** The policies of a file's endpoints: each text is read once for one service, Region and type. */
export class PolicyShelf {
  readonly #gathering: Gathering
  readonly #byScope = new Map<string, Map<string, SharedPolicy>>()

  constructor(gathering: Gathering) {
    this.#gathering = gathering
  }

  /** Gives an endpoint its policy: JSON in a string, as the CLI prints it, or an object, as some tools rewrite it. */
  add(endpoint: Endpoint, document: Node, origin = endpoint.origin): void {
    const text = origin === 'deployed' ? textOf(document) : placedTextOf(document)
    const scope = `${endpoint.service ?? endpoint.serviceName.value} ${endpoint.region} ${endpoint.type} ${document.kind}`
    let shelf = this.#byScope.get(scope)
    if (shelf === undefined) this.#byScope.set(scope, (shelf = new Map()))
    const known = shelf.get(text)
    if (known !== undefined) {
      known.endpoints.push(endpoint)
      if (known.account !== endpoint.account) known.account = undefined
      return
    }
    const root = origin === 'template' && this.#isLeftOpen(endpoint, document) ? undefined : this.#rootOf(endpoint, document)
    const policy = root === undefined ? undefined : this.#read(document, root, origin)
    if (root === undefined || policy === undefined) return
    const shared: SharedPolicy = {
      at: spanOf(root),
      policy,
      origin,
      account: endpoint.account,
      region: endpoint.region,
      service: endpoint.service,
      endpointType: endpoint.type === 'gateway' || endpoint.type === 'interface' ? endpoint.type : undefined,
      endpoints: [endpoint],
    }
    shelf.set(text, shared)
    this.#gathering.facts.policies.push(shared)
  }

  #rootOf(endpoint: Endpoint, document: Node): Node | undefined {
    if (document.kind === 'object') return document
    if (document.kind === 'string' && isPlaceholder(document.value)) return this.#leaveOut(endpoint, document)
    if (document.kind === 'string') return parseInside(document, this.#gathering, `the policy of ${endpoint.name}`)
    reportType(this.#gathering, document, '"PolicyDocument"', 'string')
    this.#gathering.leaveOut(document, `the policy of ${endpoint.name} is not a JSON text`)
    return undefined
  }

  /** Deployment writes an object of a template as JSON without white space. */
  #read(document: Node, root: Node, origin: Origin): Policy | undefined {
    if (origin === 'deployed') return this.#gathering.readPolicy(root, true)
    return this.#gathering.readPolicy(root, false, document === root ? JSON.stringify(plainValueOf(root)).length : undefined)
  }

  /** Tells of a policy of which deployment alone knows the whole, the statements or one of them. */
  #isLeftOpen(endpoint: Endpoint, document: Node): boolean {
    const open = openPartOf(document)
    if (open === undefined) return false
    const what = open === document ? `the policy of ${endpoint.name}` : `a part of the policy of ${endpoint.name}`
    this.#gathering.leaveOut(open, `${what} is "${displayText(open.value)}", which only deployment knows`)
    return true
  }

  #leaveOut(endpoint: Endpoint, document: StringNode): undefined {
    const why = `the policy of ${endpoint.name} was cut out: "${document.value}" stands in its place`
    this.#gathering.report(document, why, 'Give the output as the AWS CLI prints it.')
    this.#gathering.leaveOut(document, why)
  }
}

function textOf(document: Node): string {
  return document.kind === 'string' ? document.value : document.source.text.slice(document.start, document.end)
}

/** In a template each text is a policy of its own, and one place may give several. */
function placedTextOf(document: Node): string {
  return `${spanOf(document).start} ${JSON.stringify(plainValueOf(document))}`
}

/** What people write in examples and issues for a policy that they do not show. */
function isPlaceholder(text: string): boolean {
  return /^\s*\{?\s*(?:\.{3}|…)\s*\}?\s*$/.test(text)
}
