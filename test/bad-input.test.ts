import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bad-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const allow = (parts: object = {}) => ({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*', ...parts })
const policy = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })
const key = 'arn:aws:s3:::aws-ssm-eu-west-1/'
const lengths = Array.from({ length: 23 }, (_, index) => key + '?'.repeat(index + 1))

interface Case {
  readonly name: string
  readonly content: string | Uint8Array
  readonly file?: string
  /** What stdout says, with the place. */
  readonly says: RegExp
  readonly exit?: 0 | 1
}

const CASES: Case[] = [
  { name: 'truncated JSON', content: policy(allow()).slice(0, -20), says: /1:\d+ .*syntax-error/ },
  { name: 'an empty file', content: '', says: /1:1 .*empty.*syntax-error/ },
  { name: 'white space alone', content: ' \r\n\t ', says: /syntax-error/ },
  { name: 'binary content', content: Uint8Array.from({ length: 512 }, (_, index) => index % 256), says: /NUL byte.*binary-file/ },
  { name: 'a NUL byte in a string', content: '{\n "Statement": "\0"}', says: /2:16 .*binary-file/ },
  { name: 'UTF-16', content: Buffer.from('\ufeff' + policy(allow()), 'utf16le'), says: /UTF-16LE.*unsupported-encoding/ },
  { name: 'a broken UTF-8 sequence', content: Buffer.concat([Buffer.from('{\n"Statement": "'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]), says: /2:15 .*unsupported-encoding/ },
  { name: 'a policy of 3 MB', content: policy(allow({ Resource: Array.from({ length: 60_000 }, (_, index) => `arn:aws:s3:::bucket-${index}-with-a-long-name-to-fill-it/*`) })), says: /1:1 .*characters.*policy-too-large/ },
  { name: '100,000 nested arrays', content: '['.repeat(100_000) + ']'.repeat(100_000), says: /1:513 .*nesting-too-deep/ },
  { name: 'a policy made to blow the automaton up', content: policy(allow({ Resource: [...lengths, `${key}${'?'.repeat(24)}*`, `${key}*a${'?'.repeat(22)}`, `${key}*b${'?'.repeat(21)}c`, 'arn:aws:s3:::patch-baseline-snapshot-eu-west-1/*'] })), says: /1:1 .*not judged in full.*policy-too-complex/ },
  { name: 'a plan as Terraform saves it', file: 'plan.bin', content: Buffer.from(`PK\x03\x04${'\0'.repeat(26)}tfplan`, 'latin1'), says: /terraform show -json plan\.bin/ },
  { name: 'the log of a plan', file: 'plan.json', content: '{"@level":"info","@message":"Terraform 1.9.8","@module":"terraform.ui","type":"version"}\n', says: /1:1 .*log of terraform plan -json/ },
  { name: 'a plan cut off', file: 'plan.json', content: '{"format_version": "1.2", "planned_values": {"root_module": {', says: /1:\d+ .*syntax-error/ },
  { name: 'wrong types in a plan', file: 'plan.json', content: '{"format_version": "1.2", "planned_values": {"root_module": {"resources": [7, {"address": {}, "type": "aws_vpc", "name": "main"}]}}, "resource_changes": 1}', says: /1:76 .*[^]*1:91 .*[^]*1:\d+ .*invalid-input/ },
  { name: 'a number for a policy', content: '42', says: /./ },
  { name: 'a list for a policy', content: '[1, 2]', says: /./ },
  { name: 'wrong types everywhere', content: '{"Version": [], "Statement": [7, {"Effect": {}, "Principal": 1, "Action": {"a": 1}, "Resource": [null], "Condition": []}]}', says: /malformed-policy/, exit: 1 },
  { name: 'a string among statements', content: JSON.stringify({ Version: '2012-10-17', Statement: ['x', allow({ Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456' } } })] }), says: /1:38 .*statement is a string.*malformed-policy/, exit: 1 },
  { name: 'wrong types in the output of the AWS CLI', file: 'describe.json', content: '{"VpcEndpoints": [7, {"VpcEndpointId": {}, "ServiceName": 3, "PolicyDocument": [], "SubnetIds": "x"}]}', says: /1:19 .*invalid-input/ },
  { name: 'broken JSON inside of the output of the AWS CLI', file: 'describe.json', content: JSON.stringify({ VpcEndpoints: [{ VpcEndpointId: 'vpce-0a1b2c3d4e5f60718', VpcEndpointType: 'Interface', ServiceName: 'com.amazonaws.eu-west-1.ssm', PolicyDocument: '{"Statement": [}' }] }), says: /1:\d\d\d .*syntax-error/ },
]

for (const { name, content, file = 's3_endpoint_policy.json', says, exit } of CASES) {
  test(`${name}: a message with its place, no stack, no hang, no pass`, () => {
    const path = join(folder, file)
    writeFileSync(path, content)
    const { stdout, stderr, status, signal } = spawnSync(process.execPath, [CLI, 'lint', file, '--region', 'eu-west-1'], { cwd: folder, encoding: 'utf8', timeout: 30_000, env: { PATH: process.env['PATH'] ?? '' } })
    assert.equal(signal, null, 'it ends by itself')
    assert.doesNotMatch(stdout + stderr, /^\s+at .*\.js:\d+/m, 'no stack')
    assert.match(stdout.replaceAll(/ {2,}/g, ' '), says)
    assert.equal(status, exit ?? 2, stdout + stderr)
  })
}

test('a directory that leads back to itself is walked once', () => {
  const loop = join(folder, 'loop')
  mkdirSync(loop)
  writeFileSync(join(loop, 's3_endpoint_policy.json'), policy(allow()))
  symlinkSync(loop, join(loop, 'again'))
  const { stdout, status } = spawnSync(process.execPath, [CLI, 'lint', 'loop', '--format', 'json'], { cwd: folder, encoding: 'utf8', timeout: 30_000 })
  assert.equal(JSON.parse(stdout).summary.files, 1)
  assert.notEqual(status, null)
})

test('a file that cannot be read is a problem', () => {
  symlinkSync(join(folder, 'nowhere'), join(folder, 'dangling.json'))
  const { stdout, status } = spawnSync(process.execPath, [CLI, 'lint', 'dangling.json'], { cwd: folder, encoding: 'utf8', timeout: 30_000 })
  assert.match(stdout, /unreadable-file/)
  assert.equal(status, 2)
})
