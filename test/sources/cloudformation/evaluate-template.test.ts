import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberOf } from '../../../src/syntax/node.js'
import { evaluateText, resourceCalled, said, shown, type Given } from '../../support/evaluate-template.js'

/** Each variant: when it holds, and what its resources have. */
function variantsOf(text: string, given: Given = {}): [when: string, ...resources: unknown[]][] {
  return evaluateText(text, given).variants.map(({ when, resources }) =>
    [when.join(' and '), ...resources.map(({ logicalId, properties }) => `${logicalId} ${JSON.stringify(shown(memberOf(properties, 'Value')))}`)])
}

const probe = (value: string, more = '') => `Resources:\n  A: {Type: AWS::SSM::Parameter${more}, Properties: {Value: ${value}}}`

test('each allowed value that is read is a choice, the default first', () => {
  const text = `Parameters: {Env: {Type: String, Default: test, AllowedValues: [dev, test, prod]}}\n${probe('!Ref Env')}`
  assert.deepEqual(variantsOf(text), [
    ['parameter "Env" is "test"', 'A "test"'], ['parameter "Env" is "dev"', 'A "dev"'], ['parameter "Env" is "prod"', 'A "prod"'],
  ])
  assert.deepEqual(variantsOf(text, { parameters: new Map([['Env', 'prod']]) }), [['', 'A "prod"']])
})

test('a condition asks no more of a parameter than it needs', () => {
  const text = (value: string) => `
Parameters: {Env: {Type: String, Default: dev, AllowedValues: [dev, test, stage, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod], IsLive: !Or [!Equals [stage, !Ref Env], !Condition IsProd]}
${probe(value)}`
  assert.deepEqual(variantsOf(text('!If [IsProd, yes-it-is, no]')), [['parameter "Env" is not "prod"', 'A "no"'], ['parameter "Env" is "prod"', 'A "yes-it-is"']])
  assert.deepEqual(variantsOf(text('!If [IsLive, a, b]')), [['parameter "Env" is "dev" or "test"', 'A "b"'], ['parameter "Env" is "stage" or "prod"', 'A "a"']])
  assert.deepEqual(variantsOf(text('!If [IsLive, &same a, *same]')), [['', 'A "a"']])
})

test('literals that a condition compares a parameter with are choices beside its default, and so is something else', () => {
  const text = `
Parameters: {Env: {Type: String, Default: dev}, Id: {Type: String}, Free: {Type: String, Default: 1}}
Conditions: {IsProd: !Equals [!Ref Env, prod], HasId: !Not [!Equals [!Ref Id, '']]}
`
  assert.deepEqual(variantsOf(text + probe('!Ref Env')), [
    ['parameter "Env" is "dev"', 'A "dev"'], ['parameter "Env" is "prod"', 'A "prod"'], ['parameter "Env" is none of "dev" and "prod"', 'A "${Env}"'],
  ])
  assert.deepEqual(variantsOf(text + probe('!If [HasId, !Ref Id, none]')), [['parameter "Id" is not ""', 'A "${Id}"'], ['parameter "Id" is ""', 'A "none"']])
  assert.deepEqual(variantsOf(text + probe('!Ref Free')), [['', 'A 1']].map(([when]) => [when!, 'A "1"']))
})

test('an unknown Region is a choice where conditions compare it', () => {
  const text = `
Conditions: {IsEast: !Equals [!Ref 'AWS::Region', us-east-1], IsWest: !Equals [!Ref 'AWS::Region', eu-west-1]}
${probe("!If [IsEast, east, !If [IsWest, !Ref 'AWS::Region', rest]]")}`
  assert.deepEqual(variantsOf(text), [
    ['parameter "AWS::Region" is none of "us-east-1" and "eu-west-1"', 'A "rest"'], ['parameter "AWS::Region" is "us-east-1"', 'A "east"'],
    ['parameter "AWS::Region" is "eu-west-1"', 'A "eu-west-1"'],
  ])
  assert.deepEqual(variantsOf(text, { region: 'eu-west-1' }), [['', 'A "eu-west-1"']])
})

test('a condition that cannot be reduced to parameters is a choice itself, the same one wherever it is asked', () => {
  const text = `
Conditions: {HasVpc: !Not [!Equals [!ImportValue vpc, '']], NoVpc: !Not [!Condition HasVpc], Never: !And [!Condition HasVpc, !Equals [a, b]]}
${probe('[!If [HasVpc, 1, 2], !If [NoVpc, 3, 4], !If [Never, 5, 6]]')}`
  assert.deepEqual(variantsOf(text), [['condition "HasVpc" is true', 'A [1,4,6]'], ['condition "HasVpc" is false', 'A [2,3,6]']])
})

test('two texts are only different where they cannot be equal', () => {
  const text = (left: string, right: string) => `
Parameters: {A: {Type: String}, B: {Type: String}}
Conditions: {Same: !Equals [${left}, ${right}]}
${probe('!If [Same, 1, 2]')}`
  assert.deepEqual(variantsOf(text('!Ref A', '!Ref A')), [['', 'A 1']])
  assert.deepEqual(variantsOf(text('!Ref A', '!Ref B')), [['condition "Same" is true', 'A 1'], ['condition "Same" is false', 'A 2']])
  assert.deepEqual(variantsOf(text("!Sub 'x-${A}'", 'y-1')), [['', 'A 2']])
  assert.deepEqual(variantsOf(text("!Sub 'x-${A}'", 'x-1')), [['condition "Same" is true', 'A 1'], ['condition "Same" is false', 'A 2']])
  assert.deepEqual(variantsOf(text("!Sub '${AWS::AccountId}'", 'none')), [['', 'A 2']])
  assert.deepEqual(variantsOf(text("!Join ['', [tr, ue]]", 'true')), [['', 'A 1']])
})

test('a resource with a condition is there where the condition holds', () => {
  const text = `
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
Conditions: {IsProd: !Equals [!Ref Env, prod]}
${probe('1')}
  B: {Type: AWS::SSM::Parameter, Condition: IsProd, Properties: {Value: !Ref Env}}`
  assert.deepEqual(variantsOf(text), [['parameter "Env" is "dev"', 'A 1'], ['parameter "Env" is "prod"', 'A 1', 'B "prod"']])
})

test('what does not depend on a choice is the same in all variants', () => {
  const { variants } = evaluateText(`
Parameters: {Env: {Type: String, AllowedValues: [dev, prod]}}
${probe("[!Ref Env, {Same: !Sub '${AWS::Region}'}]")}
  B: {Type: AWS::SSM::Parameter, Properties: {Value: !Ref 'AWS::Region'}}`)
  assert.equal(variants.length, 2)
  const [one, other] = variants.map(({ resources }) => resources)
  assert.equal(resourceCalled(one!, 'B'), resourceCalled(other!, 'B'))
  const [left, right] = [one!, other!].map((resources) => memberOf(resourceCalled(resources, 'A').properties, 'Value'))
  assert.ok(left?.kind === 'array' && right?.kind === 'array')
  assert.notEqual(left.items[0], right.items[0])
  assert.equal(left.items[1], right.items[1])
})

test('no choice is made for what nobody asks for', () => {
  const text = `
Parameters: {Size: {Type: String, AllowedValues: [small, large]}}
Resources:
  A: {Type: AWS::EC2::Instance, Properties: {InstanceType: !Ref Size, ImageId: !If [X, a, b]}}
  B: {Type: AWS::EC2::Subnet, Properties: {Tags: [{Key: Name, Value: !Ref Size}]}}
  C: {Type: AWS::Lambda::Function, Properties: {Size: !Ref Size}}
Conditions: {X: !Equals [!Ref Size, small]}`
  const evaluated = evaluateText(text)
  assert.deepEqual(evaluated.variants.map(({ resources }) => resources.map(({ properties }) => shown(properties))), [
    [{ InstanceType: '${Size}', ImageId: '${If X}' }, { Tags: [{ Key: 'Name', Value: '${Size}' }] }],
  ])
  assert.deepEqual(evaluateText(text, { parameters: new Map([['Size', 'large']]) }).variants[0]!.resources.map(({ properties }) => shown(properties)), [
    { InstanceType: 'large', ImageId: 'b' }, { Tags: [{ Key: 'Name', Value: 'large' }] },
  ])
})

test('at most 32 variants are judged, those first that differ least from the defaults', () => {
  const names = Array.from({ length: 8 }, (_, index) => `P${index}`)
  const text = `Parameters: {${names.map((name) => `${name}: {Type: String, AllowedValues: [a, b, c, d]}`)}}\n${probe(`[${names.map((name) => `!Ref ${name}`)}]`)}`
  const evaluated = evaluateText(text)
  assert.equal(evaluated.variants.length, 32)
  const values = new Set(evaluated.variants.map(({ resources }) => JSON.stringify(shown(memberOf(resources[0]!.properties, 'Value')))))
  assert.equal(values.size, 32)
  for (const index of names.keys()) for (const value of ['b', 'c', 'd']) assert.ok(values.has(JSON.stringify(names.map((_, at) => at === index ? value : 'a'))))
  assert.deepEqual(said(evaluated), ['1:1 32 variants of the template were judged, not all that its parameters and conditions make'])
  const wide = evaluateText(`Parameters: {P: {Type: String, AllowedValues: [${Array.from({ length: 40 }, (_, index) => `v${index}`)}]}, Q: {Type: String, AllowedValues: [a, b]}}\n${probe('[!Ref P, !Ref Q]')}`)
  assert.deepEqual(said(wide), ['1:1 32 variants of the template were judged, not all that its parameters and conditions make: of parameter "P" only 32 values, of parameter "Q" only "a"'])
})

test('parameters without a value are noted once, where an endpoint depends on them', () => {
  const text = `
Parameters:
  One: {Type: String}
  Two: {Type: String}
  Named: {Type: String}
  Unused: {Type: String}
  Stored: {Type: AWS::SSM::Parameter::Value<String>}
Resources:
  Net: {Type: AWS::EC2::VPC, Properties: {CidrBlock: !Ref Unused}}
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Two, ServiceName: !Ref One, SubnetIds: [!Ref Two], RouteTableIds: [!Ref Stored], Tags: [{Key: Name, Value: !Ref Named}]}
`
  assert.deepEqual(said(evaluateText(text)), ['3:3 the parameters "One", "Two" have no value'])
  assert.deepEqual(said(evaluateText(text, { parameters: new Map([['One', '1']]) })), ['4:3 the parameter "Two" has no value'])
})
