import type { Node } from '../syntax/node.js'
import * as cdkManifest from './cloudformation/cdk-manifest.js'
import * as describeInstanceInformation from './describe-instance-information.js'
import * as describeInstances from './describe-instances.js'
import * as describeMaintenanceWindowTasks from './describe-maintenance-window-tasks.js'
import * as describeRouteTables from './describe-route-tables.js'
import * as describeSessions from './describe-sessions.js'
import * as describeSubnets from './describe-subnets.js'
import * as describeVpcEndpoints from './describe-vpc-endpoints.js'
import * as describeVpcs from './describe-vpcs.js'
import type { Gathering } from './gathering.js'
import * as getDocument from './get-document.js'
import * as listAssociations from './list-associations.js'
import * as rawPolicy from './raw-policy.js'
import * as ssmDocument from './ssm-document.js'
import * as terraformLog from './terraform/log.js'
import * as terraform from './terraform/show-json.js'

/** One input format. */
export interface Source {
  recognises(root: Node): boolean
  gather(root: Node, gathering: Gathering): void
}

/** Lists of AWS CLI commands; one file may hold several. */
export const listings: readonly Source[] = [
  describeVpcEndpoints, describeVpcs, describeSubnets, describeRouteTables, describeInstances, describeInstanceInformation,
  listAssociations, describeSessions, describeMaintenanceWindowTasks,
]

/** Documents that fill a file, which may hold them as a string. */
export const documents: readonly Source[] = [cdkManifest, terraform, terraformLog, getDocument, ssmDocument, rawPolicy]
