import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../../../src/policy/parse-policy.js'
import { displayText } from '../../../src/policy/symbol.js'
import { parseJson } from '../../../src/syntax/json.js'
import { memberOf, spanOf, type Node, type StringNode } from '../../../src/syntax/node.js'
import { evaluateText, propertyOf, selected, shown } from '../../support/evaluate-template.js'

function policyOf(text: string): StringNode {
  const node = propertyOf(evaluateText(text), 'Endpoint', 'PolicyDocument')
  assert.equal(node?.kind, 'string')
  return node as StringNode
}

function inner(node: StringNode): Node {
  const { root, faults } = parseJson(node.inside())
  assert.deepEqual(faults, [])
  return root!
}

/** Each string of the tree with what it is written as. */
function strings(node: Node): [value: string, written: string][] {
  if (node.kind === 'string') return [[displayText(node.value), selected(spanOf(node))]]
  if (node.kind === 'array') return node.items.flatMap(strings)
  return node.kind === 'object' ? node.members.flatMap(({ key, value }) => [...strings(key), ...strings(value)]) : []
}

test('a policy in a block scalar of Fn::Sub keeps its places', () => {
  const text = `
Parameters:
  Bucket: {Type: String, Default: a-much-longer-text-than-the-reference}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument:
        Fn::Sub: |
          {
            "Statement": {"Sid": "One", "Effect": "Allow", "Principal": "*", "Action": "s3:*",
              "Resource": "arn:\${AWS::Partition}:s3:::\${Bucket}/\${!aws:username}"}
          }
`
  const node = policyOf(text)
  const root = inner(node)
  assert.deepEqual(strings(root).slice(-2), [
    ['Resource', '"Resource"'],
    ['arn:${AWS::Partition}:s3:::a-much-longer-text-than-the-reference/${aws:username}', '"arn:${AWS::Partition}:s3:::${Bucket}/${!aws:username}"'],
  ])
  const sid = memberOf(memberOf(root, 'Statement'), 'Sid')!
  assert.deepEqual(spanOf(sid).file.positionAt(spanOf(sid).start), { line: 11, column: 34 })
  const inside = node.inside()
  const at = inside.text.indexOf('longer')
  assert.equal(selected(inside.spanOf(at, at + 3)), '${Bucket}')
  const variable = inside.text.indexOf('aws:username')
  assert.equal(selected(inside.spanOf(variable - 2, variable + 13)), '${!aws:username}')
  // The function as a whole is where its value stands in the tree around it.
  assert.match(selected(spanOf(node)), /^Fn::Sub: \|[^]*\n {10}\}$/)
})

test('a policy in pieces of Fn::Join, as the CDK writes it, keeps its places', () => {
  const pieces = ['{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":["', { 'Fn::GetAtt': ['Logs', 'Arn'] }, '/*","arn:', { Ref: 'AWS::Partition' }, ':s3:::x"]}}']
  const resources = { Logs: { Type: 'AWS::S3::Bucket' }, Endpoint: { Type: 'AWS::EC2::VPCEndpoint', Properties: { PolicyDocument: { 'Fn::Join': ['', pieces] } } } }
  const root = inner(policyOf(JSON.stringify({ Resources: resources })))
  assert.deepEqual(strings(root).slice(-3), [
    ['Resource', '\\"Resource\\"'],
    ['arn:${AWS::Partition}:s3:::${Logs}/*', '\\"",{"Fn::GetAtt":["Logs","Arn"]},"/*\\"'],
    ['arn:${AWS::Partition}:s3:::x', '\\"arn:",{"Ref":"AWS::Partition"},":s3:::x\\"'],
  ])
})

test('Fn::ToJsonString places every part at the node that it comes from', () => {
  const text = `
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument: !ToJsonString
        Statement:
          - Effect: Allow
            Principal: "*"
            Action: 's3:Get"Object'
            Resource: !Sub 'arn:aws:s3:::\${AWS::Region}-x'
            Condition: {NumericLessThan: {s3:max-keys: 010, aws:x: 0x10}}
`
  const node = policyOf(text)
  const root = inner(node)
  assert.deepEqual(strings(root), [
    ['Statement', 'Statement'], ['Effect', 'Effect'], ['Allow', 'Allow'], ['Principal', 'Principal'], ['*', '"*"'], ['Action', 'Action'],
    ['s3:Get"Object', '\'s3:Get"Object\''], ['Resource', 'Resource'], ['arn:aws:s3:::${AWS::Region}-x', "!Sub 'arn:aws:s3:::${AWS::Region}-x'"],
    ['Condition', 'Condition'], ['NumericLessThan', 'NumericLessThan'], ['s3:max-keys', 's3:max-keys'], ['aws:x', 'aws:x'],
  ])
  const statement = memberOf(root, 'Statement')!
  assert.ok(statement.kind === 'array')
  assert.match(selected(spanOf(statement.items[0]!)), /^Effect: Allow[^]*0x10\}\}$/)
  const inside = node.inside()
  const quote = inside.text.indexOf('\\"Object')
  assert.equal(selected(inside.spanOf(quote, quote + 2)), '"')
  assert.equal(selected(inside.spanOf(quote + 2, quote + 4)), 'Ob')
})

test('values that are written are the nodes that were read, and what a function gives stands where the function stands', () => {
  const text = `
Parameters:
  Service: {Type: String, Default: com.amazonaws.eu-west-1.s3}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Metadata: {aws:cdk:path: Stack/Endpoint}
    Properties:
      ServiceName: !Ref Service
      VpcId: vpc-1
      SubnetIds: !Split [',', 'subnet-1,subnet-2']
      Rest: !If [Nothing, {VpcId: vpc-2}, 0]
`
  const evaluated = evaluateText(text)
  const at = (name: string) => selected(spanOf(propertyOf(evaluated, 'Endpoint', name)!))
  assert.deepEqual(['ServiceName', 'VpcId', 'SubnetIds', 'Rest'].map(at), ['!Ref Service', 'vpc-1', "!Split [',', 'subnet-1,subnet-2']", '{VpcId: vpc-2}'])
  const [resource] = evaluated.variants[0]!.resources
  assert.equal(resource?.constructPath, 'Stack/Endpoint')
  assert.equal(selected(resource!.at), 'Endpoint')
  const subnets = propertyOf(evaluated, 'Endpoint', 'SubnetIds')
  assert.ok(subnets?.kind === 'array' && subnets.items[1]?.kind === 'string')
  assert.equal(selected(subnets.items[1].inside().spanOf(0, 8)), 'subnet-2')
})

test('the language of policies reads what deployment leaves open as unknown', () => {
  const text = `
Parameters:
  Effect: {Type: String}
Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      PolicyDocument:
        Version: 2012-10-17
        Statement:
          - {Effect: !Ref Effect, Principal: '*', Action: 's3:*', Resource: !ImportValue arn}
`
  const document = propertyOf(evaluateText(text), 'Endpoint', 'PolicyDocument')!
  assert.deepEqual(shown(memberOf(document, 'Version')), '2012-10-17')
  const policy = readPolicy(document, { deployed: false })
  assert.deepEqual(policy.faults, [])
  assert.deepEqual(policy.statements.map(({ complete, resource }) => [complete, resource.values.map(({ value }) => displayText(value))]), [[false, ['${arn}']]])
})
