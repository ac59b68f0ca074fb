import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from '../../src/policy/parse-policy.js'
import type { Policy, PolicyFault } from '../../src/policy/policy.js'
import { displayText, hasSymbol, internSymbol } from '../../src/policy/symbol.js'
import { parseJson } from '../../src/syntax/json.js'
import { memberOf, type Node } from '../../src/syntax/node.js'
import { SourceFile } from '../../src/text/source-text.js'
import { policyOf } from '../support/policies.js'

/** A fault's id, a policy in which «…» marks the place of the fault, and its message. */
type Row = readonly [id: PolicyFault['id'], marked: string, message: RegExp]

const DENY = '{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}'
const REST = '"Principal": "*", "Action": "*", "Resource": "*"'

const statement = (inside: string): string => `{"Version": "2012-10-17", "Statement": [{${inside}}]}`
const allow = (inside: string): string => statement(`"Effect": "Allow", ${inside}`)
const action = (value: string): string => allow(`"Principal": "*", "Action": ${value}, "Resource": "*"`)
const resource = (value: string): string => allow(`"Principal": "*", "Action": "*", "Resource": ${value}`)
const principal = (value: string): string => allow(`"Principal": ${value}, "Action": "*", "Resource": "*"`)
const condition = (value: string): string => allow(`${REST}, "Condition": ${value}`)

const ROWS: readonly Row[] = [
  ['wrong-type', '«[]»', /^the policy is a list, not an object$/],
  ['wrong-type', '{"Statement": «"all"»}', /^"Statement" is a string, not a list of statements$/],
  ['wrong-type', `{"Id": «12», "Statement": ${DENY}}`, /^"Id" is a number, not a string$/],
  ['wrong-type', '{"Statement": [«null»]}', /^a statement is null, not an object$/],
  ['wrong-type', allow(`"Sid": «{}», ${REST}`), /^"Sid" is an object, not a string$/],
  ['wrong-type', action('["s3:GetObject", «true»]'), /^"Action" holds a boolean where a string is expected$/],
  ['wrong-type', action('«{"s3": "GetObject"}»'), /^"Action" holds an object where a string is expected$/],
  ['wrong-type', resource('[«["*"]»]'), /^"Resource" holds a list where a string is expected$/],
  ['wrong-type', principal('«["*"]»'), /^"Principal" is a list$/],
  ['wrong-type', principal('{"AWS": [«210987654321»]}'), /^"Principal" "AWS" holds a number where a string is expected$/],
  ['wrong-type', condition('«[]»'), /^"Condition" is a list, not an object$/],
  ['wrong-type', condition('{"StringEquals": «"aws:PrincipalOrgID"»}'), /^the condition "StringEquals" is a string, not an object$/],
  ['wrong-type', condition('{"StringEquals": {"aws:PrincipalOrgID": [«null»]}}'), /^a condition value is null, not a string$/],
  ['unknown-element', `{«"Statements"»: [], "Statement": ${DENY}}`, /^the policy has the element "Statements"/],
  ['unknown-element', allow(`${REST}, «"condition"»: {}`), /^the statement has the element "condition"/],
  ['unknown-element', principal('{«"Aws"»: "*"}'), /^"Principal" has the element "Aws"/],
  ['missing-element', '«{"Version": "2012-10-17"}»', /^the policy has no "Statement"$/],
  ['missing-element', `{"Statement": [«{${REST}}»]}`, /^the statement has no "Effect"$/],
  ['missing-element', '{"Statement": [«{"Effect": "Deny", "Action": "*", "Resource": "*"}»]}', /^the statement has no "Principal"$/],
  ['missing-element', '{"Statement": «{"Effect": "Deny", "Principal": "*", "Resource": "*"}»}', /^the statement has no "Action"$/],
  ['missing-element', '{"Statement": [«{"Effect": "Deny", "Principal": "*", "NotAction": "*"}»]}', /^the statement has no "Resource"$/],
  ['exclusive-elements', allow('"Principal": "*", "NotAction": «"s3:*"», "Action": "*", "Resource": "*"'),
    /^the statement has both "Action" and "NotAction"$/],
  ['exclusive-elements', allow(`${REST}, "NotResource": «["*"]»`), /^the statement has both "Resource" and "NotResource"$/],
  ['exclusive-elements', allow('"Principal": "*", "NotPrincipal": «{"AWS": "*"}», "Action": "*", "Resource": "*"'),
    /^the statement has both "Principal" and "NotPrincipal"$/],
  ['duplicate-key', `{"Version": "2012-10-17", «"Version"»: "2012-10-17", "Statement": ${DENY}}`,
    /^the policy has the element "Version" twice$/],
  ['duplicate-key', allow(`${REST}, «"Action"»: "s3:*"`), /^the statement has the element "Action" twice$/],
  ['duplicate-key', condition('{"Null": {"aws:userid": "true"}, «"Null"»: {"aws:username": "true"}}'),
    /^the operator "Null" stands twice$/],
  ['duplicate-key', condition('{"Null": {"aws:userid": "true", «"AWS:UserID"»: "true"}}'),
    /^the condition key "AWS:UserID" stands twice$/],
  ['duplicate-sid', `{"Statement": [{"Sid": "A", "Effect": "Deny", ${REST}}, {"Sid": «"A"», "Effect": "Deny", ${REST}}]}`,
    /^the Sid "A" stands twice in the policy$/],
  ['invalid-version', `{"Version": «"2012-10-18"», "Statement": ${DENY}}`, /^"Version" is "2012-10-18"$/],
  ['invalid-version', `{"Version": «20121017», "Statement": ${DENY}}`, /^"Version" is a number$/],
  ['invalid-effect', statement(`"Effect": «"ALLOW"», ${REST}`), /^"Effect" is "ALLOW"$/],
  ['invalid-effect', statement(`"Effect": «["Allow"]», ${REST}`), /^"Effect" is a list$/],
  ['invalid-action', action('["s3:GetObject", «"GetObject"»]'), /^"GetObject" is not an action$/],
  ['invalid-action', action('«"Get*"»'), /^"Get\*" is not an action$/],
  ['invalid-action', action('«""»'), /^"" is not an action$/],
  ['invalid-action', action('«"s3: GetObject"»'), /^"s3: GetObject" is not an action$/],
  ['invalid-resource', resource('«"acme-bucket/*"»'), /^"acme-bucket\/\*" is not a resource ARN$/],
  ['invalid-resource', resource('«"arn:aws:s3::acme-bucket"»'), /^"arn:aws:s3::acme-bucket" is not a resource ARN$/],
  ['invalid-resource', resource('«"arn:aws::::acme-bucket"»'), /has an empty service$/],
  ['invalid-resource', resource('«"arn:aws:S3:::acme-bucket"»'), /names the service in capitals$/],
  ['invalid-resource', resource('«"arn:aws:sqs:eu-west-1:2109876543210:q"»'), /has an account id of 13 digits$/],
  ['invalid-resource', resource('«"arn:aws:sqs:eu-west-1:21098765????:q"»'), /mixes an id with a wildcard$/],
  ['invalid-principal', principal('«"arn:aws:iam::210987654321:root"»'), /^"Principal" is the string "arn:aws:iam::210987654321:root"/],
  ['invalid-principal', principal('{"AWS": «"arn:aws:iam::210987654321:role\\/*"»}'), /holds a wildcard$/],
  ['invalid-principal', principal('{"AWS": «"arn:aws:iam::210987654321:group/admins"»}'), /is not an AWS principal$/],
  ['invalid-principal', principal('{"Service": «"lambda"»}'), /^"lambda" is not a service principal$/],
  ['invalid-operator', condition('{«"StringsEqual"»: {"aws:userid": "A"}}'), /^"StringsEqual" is not a condition operator$/],
  ['invalid-operator', condition('{«"ForSomeValue:StringEquals"»: {"aws:TagKeys": "A"}}'), /is not a condition operator$/],
  ['invalid-operator', condition('{«"NullIfExists"»: {"aws:userid": "true"}}'), /^"NullIfExists" is not a condition operator$/],
  ['invalid-condition-value', condition('{"Bool": {"aws:SecureTransport": «"yes"»}}'), /^"yes" is no value for "Bool"$/],
  ['invalid-condition-value', condition('{"Bool": {"aws:SecureTransport": «["true", "false"]»}}'), /^"Bool" takes one value, not 2$/],
  ['invalid-condition-value', condition('{"NumericEquals": {"s3:max-keys": «true»}}'), /^"true" is no value for "NumericEquals"$/],
  ['invalid-condition-value', condition('{"DateLessThan": {"aws:CurrentTime": ["2027-01-01", «"soon"»]}}'),
    /^"soon" is no value for "DateLessThan"$/],
  ['invalid-condition-value', condition('{"IpAddress": {"aws:VpcSourceIp": «"10.0.0.300"»}}'),
    /^"10\.0\.0\.300" is no value for "IpAddress"$/],
  ['invalid-variable', resource('«"arn:aws:s3:::acme/${aws:username"»'), /^the variable "\$\{aws:username" is not closed$/],
  ['invalid-variable', condition('{"StringLike": {"s3:prefix": «"${aws:PrincipalOrgPaths}*"»}}'),
    /holds several values and cannot be a variable$/],
  ['empty-element', '{"Statement": «[]»}', /^"Statement" is an empty list$/],
  ['invalid-condition-key', condition('{"StringEquals": {«"PrincipalArn"»: "x"}}'), /^"PrincipalArn" is not a condition key$/],
]

for (const [id, marked, message] of ROWS) {
  test(`${id}: ${marked}`, () => {
    const [before = '', inside = '', after = ''] = marked.split(/[«»]/)
    const file = new SourceFile('policy.json', before + inside + after)
    assertFault(readPolicy(rootOf(file), { deployed: true }), id, message, before.length, inside.length)
  })

  test(`${id} in a string: ${marked}`, () => {
    const [before = '', inside = '', after = ''] = marked.split(/[«»]/)
    const start = '{\r\n\t"PolicyDocument": "'
    const file = new SourceFile('endpoints.json', `${start}${escape(before)}${escape(inside)}${escape(after)}"}`)
    const document = memberOf(rootOf(file), 'PolicyDocument')
    assert.ok(document?.kind === 'string')
    const policy = readPolicy(rootOf(document.inside()), { deployed: true })
    assertFault(policy, id, message, start.length + escape(before).length, escape(inside).length)
  })
}

function rootOf(source: Parameters<typeof parseJson>[0]): Node {
  const { root, faults } = parseJson(source)
  assert.deepEqual(faults, [])
  return root!
}

/** As the AWS CLI does it, and some letters as no one needs to. */
function escape(text: string): string {
  return JSON.stringify(text).slice(1, -1).replaceAll('e', '\\u0065').replaceAll('/', '\\/')
}

function assertFault({ faults }: Policy, id: string, message: RegExp, start: number, length: number): void {
  assert.equal(faults.length, 1, faults.map((fault) => fault.message).join('; '))
  const [fault] = faults
  assert.equal(fault!.id, id)
  assert.match(fault!.message, message)
  assert.match(fault!.help, /[.?]$/)
  assert.deepEqual([fault!.at.start, fault!.at.end], [start, start + length])
}

const FAULTLESS: Readonly<Record<string, unknown>> = {
  'the default policy': { Statement: [{ Action: '*', Effect: 'Allow', Resource: '*', Principal: '*' }] },
  'every element': {
    Version: '2008-10-17', Id: 'endpoint of the warehouse',
    Statement: [{
      Sid: 'One two', Effect: 'Deny',
      NotPrincipal: {
        AWS: ['210987654321', 'arn:aws-cn:iam::210987654321:role/a/b'], Service: 'ec2.amazonaws.com.cn',
        CanonicalUser: '79a5', Federated: 'cognito-identity.amazonaws.com',
      },
      NotAction: ['s3:Get*', 'execute-api:Invoke', '*:*'], NotResource: ['arn:aws:s3:::b', 'arn:aws:s3:*'], Condition: {},
    }],
  },
  'operators in another case, and values without quotes': policyWithCondition({
    'stringequals': { 'aws:userid': 7 }, 'ForAnyValue:StringLikeIfExists': { 'aws:TagKeys': ['a', 'b'] },
    'bool': { 'aws:SecureTransport': false }, 'Null': { 'aws:PrincipalTag/a b': true },
  }),
  'dates, addresses and numbers in all forms': policyWithCondition({
    DateLessThan: { 'aws:CurrentTime': ['2027', '2027-03', '2027-03-01', '2027-03-01T00:00Z', '2027-03-01T00:00:00.5+01:00', 1804000000] },
    IpAddress: { 'aws:VpcSourceIp': ['10.0.0.1', '10.0.0.1/8', 'fd00::/8', '::'] },
    NumericEquals: { 's3:max-keys': ['1', '-1.5e3', 0] },
    BinaryEquals: { 'aws:key': 'QmluYXJ5VmFsdWU=' },
  }),
  'a principal that was deleted': {
    Statement: [{ Effect: 'Allow', Principal: { AWS: 'AROAQWERTYUIOPASDFGHJ' }, Action: '*', Resource: '*' }],
  },
}

function policyWithCondition(block: object): object {
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition: block }] }
}

for (const [name, document] of Object.entries(FAULTLESS)) {
  test(`no fault: ${name}`, () => {
    const { faults, statements } = policyOf(document)
    assert.deepEqual(faults.map(({ message }) => message), [])
    assert.ok(statements.every(({ complete }) => complete))
  })
}

test('a statement whose meaning a fault hides is incomplete, others stay complete', () => {
  const good = { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' }
  const { statements } = policyOf({ Statement: [good, { ...good, Conditions: {} }, good, { ...good, Action: 'GetObject' }] })
  assert.deepEqual(statements.map(({ complete }) => complete), [true, false, true, true])
  assert.deepEqual(statements.map(({ index }) => index), [0, 1, 2, 3])
})

test('an unknown element of the policy leaves no statement complete', () => {
  const { statements } = policyOf({ Statments: [], Statement: { Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' } })
  assert.deepEqual(statements.map(({ complete }) => complete), [false])
})

test('faults stand in the order of the text', () => {
  const { faults } = policyOf({ Statement: [{ Effect: 'allow', Action: 'x', Resource: 'y', Principal: 'z' }], Version: '1' })
  assert.deepEqual(faults.map(({ id }) => id), [
    'invalid-effect', 'invalid-action', 'invalid-resource', 'invalid-principal', 'invalid-version',
  ])
})

test('the parts of a statement know their places', () => {
  const text = [
    '{"Statement": {"Sid": "S", "Effect": "Allow", "Principal": "*", "Action": ["s3:Get*"], "NotResource": "*",',
    ' "Condition": {"ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a", 3]}}}}',
  ].join('\n')
  const [found] = readPolicy(rootOf(new SourceFile('policy.json', text)), { deployed: true }).statements
  const shown = ({ start, end }: { start: number; end: number }): string => text.slice(start, end)
  assert.equal(shown(found!.at), text.slice(14, -1))
  assert.equal(shown(found!.sid!.at), '"S"')
  assert.equal(found!.principal.not, false)
  assert.deepEqual(found!.principal.values.map(({ type, value, at }) => [type, value, shown(at)]), [['AWS', '*', '"*"']])
  assert.equal(shown(found!.action.at), '["s3:Get*"]')
  assert.deepEqual(found!.action.values.map(({ value, at }) => [value, shown(at)]), [['s3:Get*', '"s3:Get*"']])
  assert.equal(found!.resource.not, true)
  const [taken] = found!.conditions
  assert.deepEqual([taken!.operator.value, taken!.operator.qualifier, taken!.operator.ifExists], ['StringLike', 'ForAllValues', true])
  assert.equal(shown(taken!.operator.at), '"ForAllValues:StringLikeIfExists"')
  assert.deepEqual([taken!.key.value, shown(taken!.key.at)], ['aws:TagKeys', '"aws:TagKeys"'])
  assert.deepEqual(taken!.values.map(({ value, at }) => [value, shown(at)]), [['a', '"a"'], ['3', '3']])
  assert.equal(shown(taken!.at), '"aws:TagKeys": ["a", 3]')
})

test('placeholders are symbols where the policy is not deployed, and text where it is', () => {
  const only = { Effect: 'Allow', Principal: { AWS: '<account-id>' }, Action: '*', Resource: 'arn:aws:s3:::b-<region>/*' }
  const document = { Statement: only }
  const [template, deployed] = [policyOf(document, false), policyOf(document, true)]
  for (const { placeholders } of [template, deployed]) {
    assert.deepEqual(placeholders.map(({ value }) => value), ['<account-id>', '<region>'])
    for (const { value, at } of placeholders) assert.equal(at.file.text.slice(at.start, at.end), value)
  }
  const value = (policy: Policy): string => policy.statements[0]!.resource.values[0]!.value
  assert.deepEqual([hasSymbol(value(template)), displayText(value(template))], [true, 'arn:aws:s3:::b-<region>/*'])
  assert.equal(value(deployed), 'arn:aws:s3:::b-<region>/*')
  assert.deepEqual(template.faults, [])
})

test('text that a template leaves open is a symbol without being a placeholder', () => {
  const { character } = internSymbol('${Bucket}', 'any')!
  const template = policyOf({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: `arn:aws:s3:::${character}/*` } }, false)
  assert.deepEqual([template.hasSymbols, template.placeholders, template.faults], [true, [], []])
  assert.equal(policyOf({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' } }, false).hasSymbols, false)
})

test('conditions that a template leaves open may mean anything', () => {
  const { character } = internSymbol('${Condition}', 'any')!
  for (const Condition of [character, { Bool: character }]) {
    const { statements: [only], faults } = policyOf({ Statement: { Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', Condition } }, false)
    assert.deepEqual([only?.complete, faults], [false, []])
  }
})

test('a placeholder in an escaped string has the place of its escapes', () => {
  const document = JSON.stringify({ Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: 'é"<region>' }] })
  const file = new SourceFile('endpoints.json', JSON.stringify(document).replace('region', 'r\\u0065gion'))
  const outer = rootOf(file)
  assert.ok(outer.kind === 'string')
  const [placeholder] = readPolicy(rootOf(outer.inside()), { deployed: true }).placeholders
  assert.equal(file.text.slice(placeholder!.at.start, placeholder!.at.end), '<r\\u0065gion>')
})

test('the hash is that of the contents, not of the layout', () => {
  const document = { Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] }
  const read = (text: string): Policy => readPolicy(rootOf(new SourceFile('policy.json', text)), { deployed: true })
  const [wide, tight] = [read(JSON.stringify(document, null, 4)), read(JSON.stringify(document))]
  assert.equal(wide.hash, tight.hash)
  assert.notEqual(wide.length, tight.length)
  assert.equal(tight.length, JSON.stringify(document).length)
  assert.notEqual(read('{"Statement": [], "Statement": []}').hash, read('{"Statement": []}').hash)
  assert.notEqual(read('{"Statement": {"__proto__": []}}').hash, read('{"Statement": {}}').hash)
})

const SUBJECT = {
  Version: '2012-10-17', Id: 'id',
  Statement: [{
    Sid: 'S', Effect: 'Allow',
    Principal: { AWS: ['210987654321'], Service: 'ec2.amazonaws.com' },
    Action: ['s3:*'],
    Resource: ['arn:aws:s3:::b/${aws:userid}'],
    Condition: {
      'ForAnyValue:StringLike': { 'aws:TagKeys': ['a'] },
      'Bool': { 'aws:SecureTransport': 'true' },
      'IpAddress': { 'aws:VpcSourceIp': '10.0.0.0/8' },
    },
  }, { Effect: 'Deny', NotPrincipal: '*', NotAction: '*', NotResource: '*' }],
}

const INTRUDERS: readonly unknown[] = [
  null, true, -0.5, '', '*', '${', '\ud800', '\ue000', [], [[]], [null, {}], {}, { '': {} },
  { Statement: {} }, { AWS: {} }, { StringEquals: [] },
]

test('a value of any type at any position is read without a throw, and its faults have places', () => {
  let count = 0
  for (const path of pathsIn(SUBJECT)) {
    for (const intruder of INTRUDERS) {
      const file = new SourceFile('policy.json', JSON.stringify(replaceAt(SUBJECT, path, intruder)))
      for (const deployed of [true, false]) {
        const policy = readPolicy(rootOf(file), { deployed })
        assert.match(policy.hash, /^[0-9a-f]{32}$/)
        for (const { at, message } of policy.faults) {
          assert.ok(at.start >= 0 && at.start < at.end && at.end <= file.text.length, `${message} in ${file.text}`)
        }
        for (const { at } of policy.placeholders) assert.ok(at.start < at.end)
        count++
      }
    }
  }
  assert.ok(count > 800, `${count} documents`)
})

type Path = readonly (string | number)[]

function pathsIn(value: unknown, path: Path = []): Path[] {
  if (Array.isArray(value)) return [path, ...value.flatMap((item, index) => pathsIn(item, [...path, index]))]
  if (typeof value !== 'object' || value === null) return [path]
  return [path, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...path, key]))]
}

function replaceAt(value: unknown, [step, ...rest]: Path, replacement: unknown): unknown {
  if (step === undefined) return replacement
  if (Array.isArray(value)) return value.with(step as number, replaceAt(value[step as number], rest, replacement))
  const members = value as Record<string, unknown>
  return { ...members, [step]: replaceAt(members[step], rest, replacement) }
}
