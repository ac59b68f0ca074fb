import assert from 'node:assert/strict'
import test from 'node:test'
import { rules } from '../../../rules/index.js'
import { lintInputs } from '../../support/lint-inputs.js'
import { planOf } from '../../support/terraform-plan.js'

const policy = (action: string, condition = {}) => JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Sid: 'Own', Effect: 'Allow', Principal: '*', Action: action, Resource: '*', Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456', ...condition } } }],
})
const FULL = '{"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
const ENDPOINTS = [
  { service: 's3', type: 'Gateway', policy: policy('s3:*') },
  { service: 'ssm', type: 'Interface', policy: policy('ssm:*', { 'aws:ResourceOrgID': '<org-id>' }) },
  { service: 'kms', type: 'Interface', policy: undefined },
  { service: 'logs', type: 'Interface', policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Permit","Action":"logs"}]}' },
]

async function findingsIn(path: string, content: object): Promise<string[]> {
  const { findings, problems } = await lintInputs(rules, [{ path, content: JSON.stringify(content) }], undefined)
  assert.deepEqual(problems, [])
  return findings.map(({ ruleId, messageId, severity, message, subject, witness }) =>
    [ruleId, messageId, severity, message, subject.service, witness?.request.action].join(' ')).toSorted()
}

/** What is still in a planned policy is said of a policy that is yet to go to AWS. */
function inPresent(finding: string): string {
  return finding
    .replace('unresolved-placeholder planned', 'unresolved-placeholder deployed')
    .replace('the policy goes to AWS with', 'the deployed policy holds')
}

test('endpoints of a plan get the findings that those of an account get', async () => {
  const planned = planOf(ENDPOINTS.map(({ service, type, policy: text }) => ({
    address: `aws_vpc_endpoint.${service}`,
    values: { service_name: `com.amazonaws.eu-west-1.${service}`, vpc_endpoint_type: type, vpc_id: 'vpc-1', private_dns_enabled: type === 'Interface', ...(text !== undefined && { policy: text }) },
    unknown: text === undefined ? ['policy'] : [],
  })))
  const described = {
    VpcEndpoints: ENDPOINTS.map(({ service, type, policy: text }, index) => ({
      VpcEndpointId: `vpce-${index}`, VpcEndpointType: type, VpcId: 'vpc-1', ServiceName: `com.amazonaws.eu-west-1.${service}`, PolicyDocument: text ?? FULL,
      PrivateDnsEnabled: type === 'Interface',
    })),
  }
  const findings = (await findingsIn('plan.json', planned)).map(inPresent).toSorted()
  assert.deepEqual(findings, await findingsIn('describe-vpc-endpoints.json', described))
  for (const rule of ['default-endpoint-policy', 'unresolved-placeholder', 'malformed-policy']) assert(findings.some((finding) => finding.startsWith(rule)), rule)
})
