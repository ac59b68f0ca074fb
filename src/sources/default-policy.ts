import { parseJson } from '../syntax/json.js'
import type { Node } from '../syntax/node.js'
import type { SourceText, Span } from '../text/source-text.js'

/** https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html#default-endpoint-policy */
const DEFAULT_POLICY = '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'

/** The policy that AWS attaches where none is written; it stands nowhere, so that all of it is at the endpoint. */
export function defaultPolicyAt(at: Span): Node {
  const source: SourceText = { text: DEFAULT_POLICY, spanOf: () => at }
  return parseJson(source).root!
}
