import { spanOf } from '../../syntax/node.js'
import { managedPolicy } from '../managed-policy.js'
import type { Deployment } from './deployment.js'
import { addWeak } from './systems-manager.js'

/** Roles that let instances register as managed nodes: a weak sign that some do. */
export function gatherRoles(deployment: Deployment): void {
  for (const attachment of deployment.managed('aws_iam_role_policy_attachment')) {
    const arn = attachment.values.text('policy_arn')
    if (arn === undefined || !isForNodes(arn.value)) continue
    addWeak('managed-nodes', arn.at, `${attachment.address} lets instances register as managed nodes`, attachment, deployment)
  }
  for (const role of deployment.managed('aws_iam_role')) {
    if (role.values.isUnknown('managed_policy_arns')) continue
    const arn = role.values.strings('managed_policy_arns')?.find(isForNodes)
    if (arn !== undefined) addWeak('managed-nodes', role.at, `${role.address} lets instances register as managed nodes`, role, deployment)
  }
  for (const inline of deployment.managed('aws_iam_role_policy')) {
    const policy = inline.values.textNode('policy')
    if (policy === undefined || !policy.value.includes('ssm:UpdateInstanceInformation')) continue
    addWeak('managed-nodes', spanOf(policy), `${inline.address} lets nodes report to Systems Manager`, inline, deployment)
  }
}

function isForNodes(arn: string): boolean {
  return managedPolicy(arn).features.includes('managed-nodes')
}
