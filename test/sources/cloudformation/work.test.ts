import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateText, propertyOf, said, shown } from '../../support/evaluate-template.js'

const MAXIMUM_MILLISECONDS = 5000

function quickly<T>(work: () => T): T {
  const start = performance.now()
  const result = work()
  assert.ok(performance.now() - start < MAXIMUM_MILLISECONDS, `${performance.now() - start} ms`)
  return result
}

test('names and conditions that depend on themselves are problems, and their values unknown', () => {
  const evaluated = evaluateText(`
Conditions:
  One: !Condition Two
  Two: !Not [!Condition One]
Resources:
  A: {Type: AWS::S3::Bucket, Properties: {BucketName: !Ref B}}
  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub '\${A.Arn}'}}
  C: {Type: AWS::SSM::Parameter, Properties: {Value: !If [One, 1, 2]}}
`)
  assert.deepEqual(said(evaluated), ['7:3 the name of the resource "B" depends on itself', '3:3 the condition "One" depends on itself'])
  assert.equal(shown(propertyOf(evaluated, 'B', 'BucketName')), 'arn:${AWS::Partition}:s3:::${B}')
})

test('texts that double are bounded', () => {
  const bucket = (index: number, name: string) => `  B${index}: {Type: AWS::S3::Bucket, Properties: {BucketName: ${name}}}`
  const lines = Array.from({ length: 60 }, (_, index) => bucket(index + 1, `!Sub '\${B${index}}\${B${index}}'`))
  const evaluated = quickly(() => evaluateText(['Resources:', bucket(0, 'bucket'), ...lines].join('\n')))
  assert.ok(evaluated.problems.length > 0)
  assert.match(evaluated.problems[0]!.message, /^texts put together here would exceed 1048576 characters/)
  assert.equal(shown(propertyOf(evaluated, 'B1', 'BucketName')), 'bucketbucket')
})

test('lists that double are bounded', () => {
  const lists = Array.from({ length: 40 }, (_, index) => `      P${index}: &a${index} [${index === 0 ? '!Ref "AWS::Region"' : `*a${index - 1}`}, 1]`)
  quickly(() => evaluateText(['Resources:', '  A:', '    Type: AWS::SSM::Parameter', '    Properties:', ...lists].join('\n')))
})

test('loops in loops are bounded', () => {
  const list = `[${Array.from({ length: 500 }, (_, index) => `a${index}`)}]`
  const loop = (depth: number): string => depth === 0 ? "{'R${N1}${N2}${N3}': {Type: AWS::EC2::VPC}}" : `{'Fn::ForEach::L${depth}': [N${depth}, ${list}, ${loop(depth - 1)}]}`
  const evaluated = quickly(() => evaluateText(`Resources: ${loop(3)}`))
  assert.equal(said(evaluated)[0], '1:1 the loops of the template repeat more than 20000 times in all, so that not all is judged')
})

test('a loop over a long list is bounded', () => {
  const evaluated = quickly(() => evaluateText(`
Parameters: {Zones: {Type: CommaDelimitedList, Default: '${Array.from({ length: 30_000 }, (_, index) => index).join()}'}}
Resources: {'Fn::ForEach::L': [N, !Ref Zones, {'R\${N}': {Type: AWS::EC2::VPC}}], A: {Type: AWS::EC2::VPC}}`))
  assert.match(said(evaluated)[0]!, /^2:1 the loops of the template repeat more than 20000 times/)
  assert.equal(evaluated.variants[0]!.resources.length, 20_001)
})

test('long chains of references and deep trees are problems, not the end of the stack', () => {
  const chain = Array.from({ length: 5000 }, (_, index) => `  B${index}: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub 'x\${B${index + 1}}'}}`)
  const names = quickly(() => evaluateText(['Resources:', ...chain, '  B5000: {Type: AWS::S3::Bucket}'].join('\n')))
  assert.match(said(names)[0]!, /values are nested or refer to each other too deeply/)
  const roles = Array.from({ length: 5000 }, (_, index) =>
    `  R${index}: {Type: AWS::IAM::Role, Properties: {RoleName: !Sub ['\${X}', {X: !GetAtt R${index + 1}.Arn}]}}`)
  const arns = quickly(() => evaluateText(['Resources:', ...roles].join('\n')))
  assert.match(said(arns)[0]!, /too deeply/)
  const conditions = Array.from({ length: 5000 }, (_, index) => `  C${index}: !Not [!Condition C${index + 1}]`)
  const asked = quickly(() => evaluateText(['Conditions:', ...conditions, '  C5000: !Equals [a, a]', 'Resources: {A: {Type: AWS::EC2::VPC, Condition: C0}}'].join('\n')))
  assert.match(said(asked)[0]!, /too deeply/)
  const open = '{"Fn::Join": ["-", ["a", '
  const deep = quickly(() => evaluateText(`{"Resources": {"A": {"Type": "AWS::SSM::Parameter", "Properties": {"Value": ${open.repeat(100)}"x"${']]}'.repeat(100)}}}}}`))
  assert.equal(shown(propertyOf(deep, 'A', 'Value')), `${'a-'.repeat(100)}x`)
})

test('many choices take bounded work', () => {
  const names = Array.from({ length: 300 }, (_, index) => `P${index}`)
  const text = `
Parameters: {${names.map((name) => `${name}: {Type: String, AllowedValues: [a, b, c]}`)}}
Conditions: {${names.map((name) => `Is${name}: !Equals [!Ref ${name}, b]`)}}
Resources: {${names.map((name) => `R${name}: {Type: AWS::EC2::VPC, Condition: Is${name}, Properties: {CidrBlock: !Ref ${name}}}`)}}`
  assert.equal(quickly(() => evaluateText(text)).variants.length, 32)
})

test('a template of 5 MB is evaluated', () => {
  const resource = (index: number) => `"R${index}":{"Type":"AWS::EC2::VPCEndpoint","Properties":{"VpcId":{"Ref":"V"},"ServiceName":{"Fn::Sub":"com.amazonaws.\${AWS::Region}.s3"},"Tags":[{"Key":"Name","Value":"${'x'.repeat(300)}"}]}}`
  const text = `{"Resources":{"V":{"Type":"AWS::EC2::VPC"},${Array.from({ length: 10_000 }, (_, index) => resource(index)).join(',')}}}`
  assert.ok(text.length > 4_500_000)
  const evaluated = quickly(() => evaluateText(text))
  assert.equal(evaluated.variants[0]!.resources.length, 10_001)
})
