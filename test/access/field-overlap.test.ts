import assert from 'node:assert/strict'
import { test } from 'node:test'
import { speaksOf } from '../../src/access/field-overlap.js'
import { parsePolicy } from '../../src/index.js'

const CASES: readonly (readonly [resource: string, asked: string, expected: boolean])[] = [
  ['arn:aws:ssm:*:210987654321:parameter/*', 'arn:aws:ssm:eu-west-1:210987654321:parameter/*', true],
  ['arn:aws:ssm:*:210987654321:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', false],
  ['arn:aws:ssm:*:*:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:document/*', false],
  ['arn:aws:ssm:*:*:parameter/acme-*', 'arn:aws:ssm:*:*:parameter/*', true],
  ['arn:aws:ssm:*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', true],
  ['arn:aws:lambda:*:function:acme', 'arn:aws:lambda:eu-west-1:999988887777:function:acme', true],
  ['arn:aws:ssm:*:${aws:PrincipalAccount}:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', true],
  ['arn:aws:ssm:<region>:999988887777:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', true],
  ['arn:aws:ssm:*:<account-id>:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', false],
  ['arn:aws:ssm:*:<partner>:parameter/*', 'arn:aws:ssm:eu-west-1:999988887777:parameter/*', true],
  ['arn:aws:s3:::acme-*/*', 'arn:aws:s3:::*/*', true],
  ['*', 'arn:aws:s3:::*/*', true],
]

for (const [resource, asked, expected] of CASES) {
  test(`"${resource}" ${expected ? 'speaks' : 'does not speak'} of "${asked}"`, () => {
    const statement = { Effect: 'Allow', Principal: '*', Action: '*', Resource: resource }
    const { policy } = parsePolicy(JSON.stringify({ Version: '2012-10-17', Statement: [statement] }))
    assert.equal(speaksOf(policy!.statements[0]!, asked), expected)
  })
}
