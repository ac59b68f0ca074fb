import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateTemplates, isTemplate } from '../../../src/sources/cloudformation/template.js'
import { spanOf, type Node } from '../../../src/syntax/node.js'
import { templateInput } from '../../support/evaluate-template.js'

const TEMPLATE = {
  Transform: ['AWS::LanguageExtensions', { Name: 'AWS::Include' }],
  Parameters: { Env: { Type: 'String', Default: 'dev', AllowedValues: ['dev', 'prod'] }, Zones: { Type: 'CommaDelimitedList', Default: 'a,b' }, Id: { Type: 'String' } },
  Mappings: { Map: { dev: { Name: ['x'] }, prod: { Name: 'y' } } },
  Conditions: {
    IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
    Has: { 'Fn::And': [{ 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Id' }, ''] }] }, { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': [{ 'Fn::ImportValue': 'a' }, 'b'] }] }] },
  },
  Resources: {
    Net: {
      Type: 'AWS::EC2::VPC', Condition: 'Has', Metadata: { 'aws:cdk:path': 'a/b' },
      Properties: { CidrBlock: { 'Fn::Select': [0, { 'Fn::Cidr': ['10.0.0.0/16', 2, 8] }] }, Tags: [{ Key: 'Name', Value: { 'Fn::FindInMap': ['Map', { Ref: 'Env' }, 'Name', { DefaultValue: 1 }] } }] },
    },
    'Fn::ForEach::Nets': ['Zone', { Ref: 'Zones' }, { 'Net${Zone}': { Type: 'AWS::EC2::Subnet', Properties: { AvailabilityZone: { 'Fn::Sub': ['${Zone}${X}', { X: { Ref: 'Zone' } }] } } } }],
    Endpoint: {
      Type: 'AWS::EC2::VPCEndpoint',
      Properties: {
        VpcId: { 'Fn::If': ['Has', { 'Fn::GetAtt': ['Net', 'VpcId'] }, { Ref: 'AWS::NoValue' }] },
        PolicyDocument: { 'Fn::ToJsonString': { Statement: [{ Effect: 'Allow', Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }]] } }] } },
        SubnetIds: { 'Fn::Split': [',', { 'Fn::ImportValue': { 'Fn::Sub': '${Env}-subnets' } }] },
        Count: { 'Fn::Length': { Ref: 'Zones' } }, Zones: { 'Fn::GetAZs': { Ref: 'AWS::Region' } }, Data: { 'Fn::Base64': { 'Fn::Transform': { Name: 'x' } } },
      },
    },
  },
  Outputs: { Out: { Value: { Ref: 'Net' }, Export: { Name: 'a' } } },
}

const REPLACEMENTS: readonly unknown[] = [null, true, 7, 'text', '${Env}', [], [[]], {}, { Ref: 'Env' }, { Ref: 'Zones' }, { 'Fn::Sub': '${Net}${Nobody}' }, { 'Fn::If': ['Has', { Ref: 'AWS::NoValue' }, [1]] }, { 'Fn::ForEach::X': ['Env', ['a'], { a: 1 }] }]

/** The value with one of its parts replaced, for each part. */
function* withoutParts(value: unknown, replacement: unknown): Generator<unknown> {
  yield replacement
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) for (const part of withoutParts(item, replacement)) yield value.with(index, part)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) for (const part of withoutParts(item, replacement)) yield { ...value, [key]: part }
  }
}

/** Looks at every place; places that are none throw. */
function visit(node: Node): void {
  const { file, start, end } = spanOf(node)
  assert.ok(start <= end && end <= file.text.length)
  if (node.kind === 'string') {
    const inside = node.inside()
    assert.equal(inside.text, node.value)
    inside.spanOf(0, inside.text.length)
  }
  for (const item of node.kind === 'array' ? node.items : []) visit(item)
  for (const { key, value } of node.kind === 'object' ? node.members : []) [key, value].forEach(visit)
}

for (const replacement of REPLACEMENTS) {
  test(`${JSON.stringify(replacement)} in place of any part of a template does no harm`, () => {
    for (const value of withoutParts(TEMPLATE, replacement)) {
      const input = templateInput(JSON.stringify(value))
      isTemplate(input.root)
      const [evaluated] = evaluateTemplates([input])
      assert.ok(evaluated!.variants.length > 0)
      for (const { resources } of evaluated!.variants) for (const { properties } of resources) visit(properties)
    }
  })
}
