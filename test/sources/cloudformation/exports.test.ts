import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateTemplates } from '../../../src/sources/cloudformation/template.js'
import { plainValueOf } from '../../../src/syntax/node.js'
import { propertyOf, said, shown, templateInput, type Given } from '../../support/evaluate-template.js'

const NETWORK = `
Resources: {Net: {Type: AWS::EC2::VPC}, A: {Type: AWS::EC2::Subnet}, B: {Type: AWS::EC2::Subnet}}
Outputs:
  Vpc: {Value: !Ref Net, Export: {Name: !Sub '\${AWS::StackName}-vpc'}}
  Subnets: {Value: !Join [',', [!Ref A, !Ref B]], Export: {Name: subnets}}
  Plain: {Value: not exported}
`
const USER = `
Parameters: {Network: {Type: String, Default: network}}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !ImportValue {'Fn::Sub': '\${Network}-vpc'}
      SubnetIds: !Split [',', !ImportValue subnets]
`

function evaluate(...templates: [text: string, given?: Given][]) {
  return evaluateTemplates(templates.map(([text, given], index) => templateInput(text, given, `template-${index}.yaml`)))
}

test('an import is what another template of the run exports, whichever comes first', () => {
  for (const order of [[0, 1], [1, 0]]) {
    const inputs: [string, Given][] = [[NETWORK, { stackName: 'network' }], [USER, {}]]
    const evaluated = evaluate(...order.map((index) => inputs[index]!))
    const network = evaluated[order.indexOf(0)]!
    const user = evaluated[order.indexOf(1)]!
    const refs = network.variants[0]!.resources.map(({ ref }) => ref)
    assert.equal(plainValueOf(propertyOf(user, 'Endpoint', 'VpcId')!), refs[0])
    assert.deepEqual(plainValueOf(propertyOf(user, 'Endpoint', 'SubnetIds')!), refs.slice(1))
  }
})

test('without the exporting template an import is an unknown of its own', () => {
  const [user, other] = evaluate([USER], [USER, { parameters: new Map([['Network', 'other']]) }])
  assert.equal(shown(propertyOf(user!, 'Endpoint', 'VpcId')), '${network-vpc}')
  assert.equal(shown(propertyOf(other!, 'Endpoint', 'VpcId')), '${other-vpc}')
  assert.equal(shown(propertyOf(user!, 'Endpoint', 'SubnetIds')), '${subnets[…]}')
})

test('exports are those of the account and Region, and two of one name are none', () => {
  const vpc = (text: string, given: Given) => evaluate([NETWORK, { stackName: 'network', region: 'eu-west-1' }], [text, given]).map((evaluated) => evaluated)[1]!
  assert.equal(shown(propertyOf(vpc(USER, { region: 'eu-west-1' }), 'Endpoint', 'VpcId')), '${Net}')
  assert.equal(shown(propertyOf(vpc(USER, { region: 'us-east-1' }), 'Endpoint', 'VpcId')), '${network-vpc}')
  const twice = evaluate([NETWORK, { stackName: 'network' }], [NETWORK, { stackName: 'network' }], [USER])
  assert.equal(shown(propertyOf(twice[2]!, 'Endpoint', 'VpcId')), '${network-vpc}')
})

test('what an exporting template leaves open is open for those that import it', () => {
  const text = `
Parameters: {Own: {Type: String, AllowedValues: ['true', 'false']}}
Conditions: {IsOwn: !Equals [!Ref Own, 'true']}
Resources: {Net: {Type: AWS::EC2::VPC, Condition: IsOwn}}
Outputs: {Vpc: {Value: !If [IsOwn, !Ref Net, vpc-1], Export: {Name: network-vpc}}}
`
  const [own, user] = evaluate([text], [USER])
  assert.equal(own!.variants.length, 2)
  assert.deepEqual([user!.variants.length, shown(propertyOf(user!, 'Endpoint', 'VpcId'))], [1, '${If IsOwn}'])
})

test('templates that import from each other in a circle are told so, once', () => {
  const text = (own: string, other: string) => `
Resources: {A: {Type: AWS::SSM::Parameter, Properties: {Value: !ImportValue ${own}}}}
Outputs: {Out: {Value: !ImportValue ${other}, Export: {Name: ${own}}}}`
  const [one, other] = evaluate([text('a', 'b')], [text('b', 'a')])
  assert.deepEqual([...said(one!), ...said(other!)], ['3:11 the output "Out" imports itself'])
})

test('imports through thousands of templates are a problem, not the end of the stack', () => {
  const templates = Array.from({ length: 2000 }, (_, index): [string] => [`
Resources: {A: {Type: AWS::SSM::Parameter, Properties: {Value: !ImportValue v${index}}}}
Outputs: {Out: {Value: !Sub ['x\${X}', {X: !ImportValue v${index + 1}}], Export: {Name: v${index}}}}`])
  assert.match(evaluate(...templates).flatMap(said)[0]!, /values are nested or refer to each other too deeply/)
})
