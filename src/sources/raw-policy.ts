import { itemsOf, memberOf, spanOf, type Node } from '../syntax/node.js'
import { readFileName } from './file-name.js'
import type { FileHints, Gathering } from './gathering.js'
import { regionInPolicy, serviceInPolicy } from './policy-scope.js'

/** Services with gateway endpoints: https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html */
const GATEWAY_SERVICES: ReadonlySet<string> = new Set(['s3', 'dynamodb', 's3express'])

export function recognises(root: Node): boolean {
  return memberOf(root, 'Statement') !== undefined
}

const HELP = 'Give --service, or name the file in the configuration, if it is the policy of an endpoint.'

/** Something outside the document says that it is an endpoint's policy, so that it is one however broken. */
export function isCalledEndpointPolicy(path: string, hints: FileHints): boolean {
  return hints.service !== undefined || readFileName(path).endpoint
}

export function gather(root: Node, gathering: Gathering): void {
  const { file, hints } = gathering
  const statements = statementsOf(root)
  if (!isCalledEndpointPolicy(file.path, hints)) {
    const other = otherKind(statements, hints)
    if (other !== undefined) {
      gathering.leaveOut(root, other.why)
      if (hints.explicit) gathering.notes.push({ at: spanOf(root), text: other.text, help: HELP })
      return
    }
  }
  const name = readFileName(file.path)
  const policy = gathering.readPolicy(root, false)
  if (policy === undefined) return
  const service = hints.service ?? name.service ?? serviceInPolicy(policy)
  const impliedType = service === undefined || GATEWAY_SERVICES.has(service) ? undefined : 'interface'
  gathering.facts.policies.push({
    at: policy.at,
    policy,
    origin: 'raw',
    service,
    region: hints.region ?? name.region ?? regionInPolicy(policy),
    endpointType: hints.endpointType ?? name.endpointType ?? impliedType,
    endpoints: [],
  })
}

function statementsOf(root: Node): Node[] {
  const statement = memberOf(root, 'Statement')
  return (statement?.kind === 'object' ? [statement] : itemsOf(statement)).filter(({ kind }) => kind === 'object')
}

/** Why a document is not an endpoint's policy, if it shows that it is another kind. */
function otherKind(statements: readonly Node[], hints: FileHints): { why: string; text: string } | undefined {
  if (statements.length === 0) {
    return hints.explicit ? undefined : { why: 'a policy document without statements', text: '' }
  }
  if (!statements.some((statement) => has(statement, 'Principal'))) {
    return {
      why: 'an identity policy or a service control policy: no statement has a Principal',
      text: 'no statement has a Principal, so this is an identity policy or a service control policy and is not judged',
    }
  }
  // Trust policies of roles: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_terms-and-concepts.html
  if (statements.every((statement) => !has(statement, 'Resource') && takesOnlySts(statement))) {
    return {
      why: 'a trust policy of a role: no statement has a Resource, and all actions are of STS',
      text: 'no statement has a Resource and all actions are of STS, so this is a trust policy of a role and is not judged',
    }
  }
  return undefined
}

function has(statement: Node, element: string): boolean {
  return memberOf(statement, element) !== undefined || memberOf(statement, `Not${element}`) !== undefined
}

function takesOnlySts(statement: Node): boolean {
  const action = memberOf(statement, 'Action')
  const actions = action?.kind === 'string' ? [action] : itemsOf(action)
  return actions.length > 0 && actions.every((item) => item.kind === 'string' && /^sts:/i.test(item.value))
}
