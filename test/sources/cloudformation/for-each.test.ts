import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberOf, spanOf } from '../../../src/syntax/node.js'
import { evaluateText, propertyOf, said, selected, shown, type Given } from '../../support/evaluate-template.js'

function resourcesOf(text: string, given: Given = {}): [string, unknown][][] {
  return evaluateText(text, given).variants.map(({ resources }) => resources.map(({ logicalId, properties }) => [logicalId, shown(properties)]))
}

test('a loop makes resources, in keys and values of which the item is filled in', () => {
  assert.deepEqual(resourcesOf(`
Resources:
  Fn::ForEach::Endpoints:
    - Service
    - [ssm, s3-global.accesspoint]
    - Endpoint&{Service}:
        Type: AWS::EC2::VPCEndpoint
        Properties:
          ServiceName: !Sub 'com.amazonaws.\${AWS::Region}.\${Service}'
          VpcId: !Ref Net
          Tags: [{Key: !Ref Service, Value: 'for \${Service}'}]
          Fn::ForEach::Flags: [Flag, [A, B], {'Is\${Flag}': !Ref Flag}]
  Net: {Type: AWS::EC2::VPC}
`, { region: 'eu-west-1' }), [[
    ['Endpointssm', { ServiceName: 'com.amazonaws.eu-west-1.ssm', VpcId: '${Net}', Tags: [{ Key: 'ssm', Value: 'for ssm' }], IsA: 'A', IsB: 'B' }],
    ['Endpoints3globalaccesspoint', {
      ServiceName: 'com.amazonaws.eu-west-1.s3-global.accesspoint', VpcId: '${Net}', Tags: [{ Key: 's3-global.accesspoint', Value: 'for s3-global.accesspoint' }], IsA: 'A', IsB: 'B',
    }],
    ['Net', {}],
  ]])
})

test('what a loop makes can be referred to, in conditions and outputs too', () => {
  const evaluated = evaluateText(`
Parameters: {Env: {Type: String}}
Conditions:
  Fn::ForEach::Envs: [Name, [dev, prod], {'Is\${Name}': !Equals [!Ref Env, !Ref Name]}]
Resources:
  Fn::ForEach::Nets: [Name, [A, B], {'Net\${Name}': {Type: AWS::EC2::VPC}}]
  One: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref NetB, CidrBlock: !If [Isprod, a, b]}}
`, { parameters: new Map([['Env', 'prod']]) })
  assert.deepEqual(shown(propertyOf(evaluated, 'One', 'VpcId')), '${NetB}')
  assert.deepEqual(shown(propertyOf(evaluated, 'One', 'CidrBlock')), 'a')
  assert.deepEqual(said(evaluated), [])
})

test('loops stand in each other, and their lists may be parameters with choices', () => {
  const text = `
Parameters: {Zones: {Type: CommaDelimitedList, AllowedValues: ['a', 'a,b']}}
Resources:
  Fn::ForEach::Zones:
    - Zone
    - !Ref Zones
    - Fn::ForEach::Tiers: [Tier, [web, db], {'Subnet\${Tier}\${Zone}': {Type: AWS::EC2::Subnet, Properties: {Name: '\${Tier}-\${Zone}'}}}]
`
  assert.deepEqual(resourcesOf(text).map((resources) => resources.map(([, properties]) => (properties as { Name: string }).Name)), [
    ['web-a', 'db-a'], ['web-a', 'db-a', 'web-b', 'db-b'],
  ])
  const { variants } = evaluateText(text)
  assert.equal(variants[0]!.resources[0], variants[1]!.resources[0])
})

test('places inside of a loop are those of the text that it repeats', () => {
  const evaluated = evaluateText(`
Resources:
  Fn::ForEach::Endpoints: [Name, [ssm], {'E\${Name}': {Type: AWS::EC2::VPCEndpoint, Properties: {PolicyDocument: !Sub '{"\${Name}": "\${AWS::Region} x"}'}}}]
`)
  const [resource] = evaluated.variants[0]!.resources
  assert.equal(selected(resource!.at), "'E${Name}'")
  const policy = memberOf(resource!.properties, 'PolicyDocument')
  assert.ok(policy?.kind === 'string')
  assert.equal(selected(spanOf(policy)), `!Sub '{"\${Name}": "\${AWS::Region} x"}'`)
  const inside = policy.inside()
  const at = (text: string) => selected(inside.spanOf(inside.text.indexOf(text), inside.text.indexOf(text) + text.length))
  assert.deepEqual([at('ssm'), at('"ssm"'), at(' x')], ['${Name}', '"${Name}"', ' x'])
})

test('loops of wrong shapes, and those whose lists nobody knows, are reported', () => {
  const evaluated = evaluateText(`
Parameters: {List: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::One: [Name, {}]
  Fn::ForEach::Two: [Name, !Ref List, {'A\${Name}': {Type: AWS::EC2::VPC}}]
  Net: {Type: AWS::EC2::VPC}
`)
  assert.deepEqual(said(evaluated), [
    '4:3 "Fn::ForEach::One" is no loop', '5:3 what "Fn::ForEach::Two" makes is not judged, since its list is known only at deployment',
  ])
  assert.deepEqual(evaluated.variants[0]!.resources.map(({ logicalId }) => logicalId), ['Net'])
})

test('the list of a loop cannot depend on what the loop makes', () => {
  const evaluated = evaluateText(`
Resources:
  Fn::ForEach::Nets: [Name, [!Ref NetA, !Ref Net], {'Net\${Name}': {Type: AWS::EC2::VPC}}]
  Net: {Type: AWS::EC2::VPC}
`)
  assert.deepEqual(said(evaluated), ['3:30 "NetA" is neither a parameter nor a resource of the template, so its value is unknown'])
})
