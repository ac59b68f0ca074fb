import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rules } from '../../../rules/index.js'
import { NO_CONFIGURATION } from '../../../src/config/configuration.js'
import type { LintReport } from '../../../src/linter/report.js'
import { run } from '../../../src/run.js'

const ORGANIZATION = { ...NO_CONFIGURATION, declarations: { ...NO_CONFIGURATION.declarations, organization: { ids: ['o-acme123456'], accounts: [] } } }

async function lint(files: Readonly<Record<string, string>>, parameters: Readonly<Record<string, string>> = {}, region?: string): Promise<LintReport> {
  const inputs = Object.entries(files).map(([path, content]) => ({ path, content, explicit: true }))
  return run(inputs, {
    rules, configuration: ORGANIZATION, parameters: new Map(Object.entries(parameters)), skipUnknown: false, today: '2026-11-23', hint: region === undefined ? {} : { region },
  })
}

/** `rule@text: message` of what is no note. */
function said({ findings }: LintReport): string[] {
  return findings.filter(({ severity }) => severity !== 'note').map(({ ruleId, at, message }) => `${ruleId}@${at.file.text.slice(at.start, at.end)}: ${message}`)
}

const NETWORK = `
Parameters:
  Env: {Type: String, AllowedValues: [dev, prod]}
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc}}
  Service:
    Type: AWS::ECS::Service
    Properties:
      EnableExecuteCommand: true
      NetworkConfiguration: {AwsvpcConfiguration: {Subnets: [!Ref Subnet]}}
  Messages:
    Type: AWS::EC2::VPCEndpoint
    Condition: IsProd
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Sub com.amazonaws.\${AWS::Region}.ssmmessages
      PrivateDnsEnabled: true
      PolicyDocument: {Statement: [{Effect: Allow, Principal: "*", Action: "*", Resource: "*", Condition: {StringEquals: {"aws:PrincipalOrgID": o-acme123456, "aws:ResourceOrgID": o-acme123456}}}]}
`

test('what holds in some variants says in which', async () => {
  const [finding, ...others] = said(await lint({ 'network.yaml': NETWORK }))
  assert.deepEqual(others, [])
  assert.match(finding!, /^missing-session-manager-endpoint@Service: "Service" has ECS Exec enabled, but .* no working endpoint for ssmmessages, .*, where parameter "Env" is "dev"$/)
})

test('a value that is given leaves one variant', async () => {
  assert.deepEqual(said(await lint({ 'network.yaml': NETWORK }, { Env: 'prod' })), [])
  const [finding] = said(await lint({ 'network.yaml': NETWORK }, { Env: 'dev' }))
  assert.match(finding!, /has only local and gateway-endpoint routes$|isolated|no working endpoint for ssmmessages/)
  assert.doesNotMatch(finding!, /where parameter/)
})

test('endpoints and policies of any variant are counted once', async () => {
  const { summary } = await lint({ 'network.yaml': NETWORK })
  assert.deepEqual([summary.endpoints, summary.policies, summary.judged], [1, 1, 1])
})

test('a parameter that no template has is a problem', async () => {
  const { problems } = await lint({ 'network.yaml': NETWORK }, { Envv: 'prod' })
  assert.deepEqual(problems.map(({ message }) => message), ['no template of the run has a parameter "Envv"'])
})

const POLICY = (bucket: unknown) => ({ Statement: [{ Sid: 'Patch', Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: [bucket] }] })

function endpointTemplate(bucket: unknown, vpc: unknown = { Ref: 'Vpc' }, more: object = {}): string {
  return JSON.stringify({
    Resources: {
      Vpc: { Type: 'AWS::EC2::VPC' },
      S3: { Type: 'AWS::EC2::VPCEndpoint', Metadata: { 'aws:cdk:path': 'App/Vpc/S3/Resource' }, Properties: { VpcId: vpc, ServiceName: { 'Fn::Sub': 'com.amazonaws.${AWS::Region}.s3' }, PolicyDocument: POLICY(bucket) } },
    },
    ...more,
  }, undefined, 1)
}

const MANIFEST = JSON.stringify({
  version: '48.0.0',
  artifacts: {
    App: { type: 'aws:cloudformation:stack', environment: 'aws://210987654321/eu-west-1', properties: { templateFile: 'App.template.json' } },
    Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
  },
})

test('the manifest of a CDK app says where its stacks go, in whatever order files come', async () => {
  const template = endpointTemplate('arn:aws:s3:::aws-ssm-us-east-1/*')
  for (const files of [{ 'cdk.out/manifest.json': MANIFEST, 'cdk.out/App.template.json': template }, { 'cdk.out/App.template.json': template, 'cdk.out/manifest.json': MANIFEST }]) {
    const { findings, problems } = await lint(files)
    assert.deepEqual(problems, [])
    const finding = findings.find(({ ruleId }) => ruleId === 'cross-region-bucket')!
    assert.equal(finding.at.file.text.slice(finding.at.start, finding.at.end), '"arn:aws:s3:::aws-ssm-us-east-1/*"')
    assert.deepEqual([finding.subject.region, finding.subject.account, finding.subject.resourceAddress], ['eu-west-1', '210987654321', 'App/Vpc/S3/Resource'])
  }
})

test('a VPC of one template is not that of another of the same name', async () => {
  const whole = NETWORK.replace('    Condition: IsProd\n', '')
  const { findings } = await lint({ 'a/network.yaml': NETWORK, 'b/network.yaml': whole }, { Env: 'dev' })
  const missing = findings.filter(({ ruleId }) => ruleId === 'missing-session-manager-endpoint')
  assert.deepEqual(missing.map(({ at }) => at.file.path), ['a/network.yaml'])
})

test('what one template exports another imports', async () => {
  const network = JSON.stringify({ Resources: { Vpc: { Type: 'AWS::EC2::VPC' } }, Outputs: { Bucket: { Value: 'arn:aws:s3:::aws-ssm-us-east-1/*', Export: { Name: 'scripts' } } } })
  const report = await lint({ 'network.json': network, 'endpoint.json': endpointTemplate({ 'Fn::ImportValue': 'scripts' }) }, {}, 'eu-west-1')
  assert.ok(report.findings.some(({ ruleId, at }) => ruleId === 'cross-region-bucket' && at.file.path === 'endpoint.json'))
})

test('a policy that only deployment knows is not judged, and the summary says so', async () => {
  const template = JSON.stringify({ Parameters: { Policy: { Type: 'String' } }, Resources: { S3: { Type: 'AWS::EC2::VPCEndpoint', Properties: { VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-west-1.s3', PolicyDocument: { Ref: 'Policy' } } } } })
  const { summary, findings } = await lint({ 'template.json': template })
  assert.deepEqual(summary.notJudged.map(({ why }) => why), ['the policy of S3 is "${Policy}", which only deployment knows'])
  assert.ok(findings.some(({ message }) => message === 'the parameter "Policy" has no value'))
})

test('what is decided whatever the unknown is, is decided', async () => {
  const { findings } = await lint({ 'template.json': endpointTemplate({ 'Fn::Sub': 'arn:${AWS::Partition}:s3:::aws-ssm-*/*' }) }, {}, 'eu-west-1')
  assert.ok(findings.some(({ ruleId }) => ruleId === 'region-wildcard-bucket'), findings.map(({ message }) => message).join('\n'))
})

const HOSTILE: Readonly<Record<string, string>> = {
  'a circle': '{"Resources":{"S3":{"Type":"AWS::EC2::VPCEndpoint","Properties":{"VpcId":{"Fn::GetAtt":["S3","Id"]},"ServiceName":{"Ref":"S3"}}}}}',
  'conditions in a circle': '{"Conditions":{"A":{"Fn::Not":[{"Condition":"B"}]},"B":{"Fn::Not":[{"Condition":"A"}]}},"Resources":{"V":{"Type":"AWS::EC2::VPC","Condition":"A"}}}',
  'an unknown function': '{"Resources":{"V":{"Type":"AWS::EC2::VPC","Properties":{"CidrBlock":{"Fn::Nope":1}}}}}',
  'wrong shapes': '{"Parameters":[],"Mappings":5,"Conditions":"x","Resources":{"S3":{"Type":"AWS::EC2::VPCEndpoint","Properties":[1]},"V":{"Type":"AWS::EC2::VPC","Properties":{"Tags":7}}}}',
  'no types': '{"Resources":{"V":{"Type":"AWS::EC2::VPC"},"W":{}}}',
}

for (const [name, template] of Object.entries(HOSTILE)) {
  test(`${name}: told at its place, and the rest is read`, async () => {
    const { findings, problems, summary } = await lint({ 'template.json': template })
    assert.ok(problems.length + findings.length + summary.notJudged.length > 0, 'something is said')
    assert.ok(problems.every(({ at }) => at !== undefined), 'with its place')
  })
}

test('a template that is really Jinja is a problem when it makes endpoints', async () => {
  const { problems } = await lint({ 'template.yaml': 'Resources:\n{% if x %}\n  S3:\n    Type: AWS::EC2::VPCEndpoint\n{% endif %}\n' })
  assert.equal(problems[0]?.id, 'syntax-error')
})

test('of a VPC to which a macro may add, not all is known', async () => {
  const open = NETWORK.replace('Parameters:', 'Transform: [MyMacro]\nParameters:')
  assert.deepEqual(said(await lint({ 'network.yaml': open }, { Env: 'dev' })).filter((line) => line.startsWith('missing-session') && line.includes('only')), [])
  const harmless = NETWORK.replace('Parameters:', 'Transform: [AWS::LanguageExtensions]\nParameters:')
  assert.equal(said(await lint({ 'network.yaml': harmless }, { Env: 'dev' })).length, 1)
})

test('a variant of a policy that is too entangled to judge is a problem, though another in its place is not', async () => {
  const key = 'arn:aws:s3:::aws-ssm-eu-west-1/'
  const entangled = [...Array.from({ length: 24 }, (_, length) => key + '?'.repeat(length)), `${key}${'?'.repeat(24)}*`, `${key}*a${'?'.repeat(22)}`, `${key}*b${'?'.repeat(21)}c`, 'arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*']
  const template = JSON.stringify({
    Parameters: { Kind: { Type: 'String', AllowedValues: ['plain', 'entangled'] } },
    Conditions: { Entangled: { 'Fn::Equals': [{ Ref: 'Kind' }, 'entangled'] } },
    Resources: {
      S3: {
        Type: 'AWS::EC2::VPCEndpoint',
        Properties: {
          VpcId: 'vpc-1', ServiceName: 'com.amazonaws.eu-west-1.s3',
          PolicyDocument: { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: { 'Fn::If': ['Entangled', entangled, 'arn:aws:s3:::mine/*'] } }] },
        },
      },
    },
  })
  const { problems, summary } = await lint({ 'template.json': template }, {}, 'eu-west-1')
  assert.deepEqual(problems.map(({ id }) => id), ['policy-too-complex'])
  assert.deepEqual([summary.policies, summary.judged], [1, 0])
})
