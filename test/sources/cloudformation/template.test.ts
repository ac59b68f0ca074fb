import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateTemplates, isTemplate, RELEVANT } from '../../../src/sources/cloudformation/template.js'
import { plainValueOf } from '../../../src/syntax/node.js'
import { evaluateText, propertyOf, said, shown, templateInput } from '../../support/evaluate-template.js'

const RECOGNISED: readonly (readonly [what: string, text: string, isTemplate: boolean])[] = [
  ['a resource of AWS', 'Resources: {A: {Type: AWS::S3::Bucket}}', true],
  ['a custom resource', 'Resources: {A: {Type: Custom::Thing}}', true],
  ['a resource of Alexa', 'Resources: {A: {Type: "Alexa::ASK::Skill"}}', true],
  ['a module', 'Resources: {A: {Type: Org::Net::Vpc::MODULE}}', true],
  ['one good resource among broken ones', 'Resources: {A: 1, B: {Type: 2}, C: {Type: AWS::S3::Bucket}}', true],
  ['a loop', 'Resources: {"Fn::ForEach::Buckets": [Name, [a], {}]}', true],
  ['a template of serverless', 'service: x\nresources: {Resources: {A: {Type: AWS::S3::Bucket}}}', false],
  ['a compose file', 'services: {a: {image: b}}\nresources: {}', false],
  ['a tree of the CDK', '{"version": "tree-0.1", "tree": {"id": "App"}}', false],
  ['an SSM document', 'schemaVersion: "2.2"\nmainSteps: []\nResources: {A: {Type: AWS::S3::Bucket}}', false],
  ['a list of resources', 'Resources: [{Type: AWS::S3::Bucket}]', false],
  ['resources of another kind', 'Resources: {A: {Type: "bucket"}}', false],
  ['no object', '- Resources', false],
]

for (const [what, text, expected] of RECOGNISED) {
  test(`${what} is ${expected ? 'a' : 'no'} template`, () => assert.equal(isTemplate(templateInput(text).root), expected))
}

test('resources of relevant types are evaluated, in their order', () => {
  const { variants, problems } = evaluateText(`
Resources:
  B: {Type: AWS::EC2::Subnet}
  Other: {Type: AWS::Lambda::Function, Properties: {Code: {Fn::Nope: 1}}}
  A: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: }
`)
  assert.deepEqual(variants[0]!.resources.map(({ logicalId, type, properties }) => [logicalId, type, properties.members]), [
    ['B', 'AWS::EC2::Subnet', []], ['A', 'AWS::EC2::SubnetRouteTableAssociation', []],
  ])
  assert.deepEqual([variants.length, variants[0]!.when, problems], [1, [], []])
  assert.deepEqual(['AWS::EC2::TransitGatewayRoute', 'AWS::SSM::Association', 'AWS::EC2::SecurityGroupIngress', 'AWS::SNS::Topic'].map(RELEVANT), [true, true, true, false])
})

test('sections and resources of wrong shapes are problems at their places', () => {
  const evaluated = evaluateText(`
Parameters: []
Conditions: 1
Resources:
  A: text
  B: {Properties: {}}
  C: {Type: AWS::EC2::VPC, Properties: [1]}
  D: {Type: AWS::EC2::VPC, Condition: [x]}
`)
  assert.deepEqual(said(evaluated), [
    '3:13 "Conditions" is no object', '2:13 "Parameters" is no object', '5:3 the resource "A" has no "Type"', '6:3 the resource "B" has no "Type"',
    '7:40 "Properties" is no object', '8:39 "Condition" of a resource is no name',
  ])
  assert.deepEqual(evaluated.variants[0]!.resources.map(({ logicalId }) => logicalId), ['C', 'D'])
})

test('macros are noted, except those that leave resources as they are written', () => {
  const text = (transform: string) => `Transform: ${transform}\nResources: {A: {Type: AWS::EC2::VPC}}`
  assert.deepEqual(said(evaluateText(text('[AWS::Serverless-2016-10-31, AWS::LanguageExtensions]'))), [])
  assert.deepEqual(said(evaluateText(text('[Mine, {Name: AWS::Include}]'))), [
    '1:13 the macro "Mine" may change the template in ways that only deployment knows',
    '1:19 the macro "AWS::Include" may change the template in ways that only deployment knows',
  ])
})

test('what a macro adds beside written members is left out', () => {
  const evaluated = evaluateText(`
Resources:
  A:
    Type: AWS::EC2::VPC
    Properties: {CidrBlock: 10.0.0.0/16, Fn::Transform: {Name: AWS::Include}}
`)
  assert.deepEqual(shown(evaluated.variants[0]!.resources[0]!.properties), { CidrBlock: '10.0.0.0/16' })
  assert.deepEqual(said(evaluated), ['5:42 what "Fn::Transform" puts here is known only at deployment'])
})

test('a SAM template is read like any other', () => {
  const evaluated = evaluateText(`
Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: nodejs22.x}}
Resources:
  Function: {Type: AWS::Serverless::Function}
  Role: {Type: AWS::IAM::Role, Properties: {Description: !Sub '\${Function.Arn} \${FunctionRole}'}}
`)
  assert.equal(shown(propertyOf(evaluated, 'Role', 'Description')), '${Function.Arn} ${FunctionRole}')
})

test('symbols of templates are their own, and those of pseudo parameters are shared', () => {
  const text = 'Parameters: {P: {Type: String}}\nResources: {A: {Type: AWS::SSM::Parameter, Properties: {Name: !Ref P, Value: !Ref "AWS::Region"}}}'
  const evaluated = evaluateTemplates(['a.yaml', 'b.yaml'].map((path) => templateInput(text, {}, path)))
  const [names, values] = ['Name', 'Value'].map((name) => evaluated.map((template) => plainValueOf(propertyOf(template, 'A', name)!)))
  assert.notEqual(names![0], names![1])
  assert.equal(values![0], values![1])
})
