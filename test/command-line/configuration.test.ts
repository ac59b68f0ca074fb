import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rules } from '../../rules/index.js'
import { readConfiguration } from '../../src/config/read-configuration.js'
import type { PublishedReport } from '../../src/linter/publish.js'
import { blocksOf } from '../support/page.js'
import { SourceFile } from '../../src/text/source-text.js'

const cli = fileURLToPath(new URL('../../src/cli.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'vpce-lint-'))
after(() => rmSync(root, { recursive: true, force: true }))

const STATEMENT = '{ "Sid": "Open", "Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*" }'
const POLICY = `{\n  "Version": "2012-10-17",\n  "Statement": [\n    ${STATEMENT}\n  ]\n}\n`
const ORGANIZATION = { ids: ['o-acme123456'] }
const RULE = 'untrusted-identity-access'

function folder(files: Record<string, string>): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
  return directory
}

function run(cwd: string, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...words], { cwd, encoding: 'utf8', env: {} })
  return { code: status, stdout, stderr }
}

/** `path:line severity rule`, or the reason in place of the severity. */
function findingsOf(cwd: string, ...words: string[]): string[] {
  const { stdout, stderr } = run(cwd, '--format', 'json', '--region', 'eu-west-1', ...words)
  assert.equal(stderr, '')
  return (JSON.parse(stdout) as PublishedReport).findings.map(({ ruleId, severity, suppressed, location: { path, startLine } }) => {
    const how = suppressed === undefined ? severity : [suppressed.by, suppressed.reason, suppressed.expires].filter(Boolean).join(': ')
    return `${path}:${startLine} ${how} ${ruleId}`
  })
}

test('init writes a configuration that is valid, once', async () => {
  const cwd = folder({})
  assert.deepEqual(run(cwd, 'init'), { code: 0, stdout: '', stderr: 'wrote vpce-lint.config.jsonc\n' })
  const text = readFileSync(join(cwd, 'vpce-lint.config.jsonc'), 'utf8')
  assert.equal(run(cwd, 'init', '--stdout').stdout, text)
  const metas = rules.map(({ meta }) => meta)
  const directories = { configuration: '/', working: '/' }
  await readConfiguration(new SourceFile('vpce-lint.config.jsonc', text), metas, directories)
  // Its examples are valid too.
  const uncommented = text.replaceAll(/^ {2}\/\/ ("\w+": .*)$/gm, '  $1').replace('"extends": "recommended",', '"extends": "strict",')
  const { preset, suppressions } = await readConfiguration(new SourceFile('vpce-lint.config.jsonc', uncommented), metas, directories)
  assert.deepEqual([preset, suppressions.length], ['strict', 1])
  const again = run(cwd, 'init')
  assert.match(again.stderr, /^vpce-lint: there is a configuration already, "vpce-lint\.config\.jsonc"\. /)
  assert.equal(again.code, 2)
})

test('init leaves a configuration in another language alone', () => {
  const cwd = folder({ 'vpce-lint.config.yaml': '{}' })
  assert.match(run(cwd, 'init').stderr, /already, "vpce-lint\.config\.yaml"/)
  assert.equal(existsSync(join(cwd, 'vpce-lint.config.jsonc')), false)
})

for (const [name, text] of [
  ['vpce-lint.config.json', `{"rules": {"${RULE}": "note"}}`],
  ['vpce-lint.config.jsonc', `{"rules": {"${RULE}": "note"}, /* all */ }`],
  ['vpce-lint.config.yaml', `rules:\n  ${RULE}: note # all\n`],
] as const) {
  test(`${name} is found, and is no input`, () => {
    const cwd = folder({ '.git/HEAD': '', [name]: text, 'a/s3_endpoint_policy.json': POLICY })
    assert.ok(findingsOf(join(cwd, 'a')).includes(`s3_endpoint_policy.json:4 note ${RULE}`))
    assert.ok(findingsOf(cwd).every((finding) => !finding.startsWith(name)))
  })
}

test('two configurations in one folder are an error', () => {
  const cwd = folder({ 'vpce-lint.config.json': '{}', 'vpce-lint.config.yaml': '{}', 's3_endpoint_policy.json': POLICY })
  const { code, stderr } = run(cwd)
  assert.match(stderr, /^vpce-lint: there are two configurations, "vpce-lint\.config\.json" and "vpce-lint\.config\.yaml"\. .*--config\.\n$/)
  assert.equal(code, 2)
  assert.equal(run(cwd, '--config', 'vpce-lint.config.yaml').stderr, '')
})

test('overrides hold for the findings in their files', () => {
  const overrides = [{ files: 'a/*', rules: { [RULE]: 'off' } }, { files: 'a/ssm*', rules: { [RULE]: 'warning' } }]
  const cwd = folder({
    'vpce-lint.config.json': JSON.stringify({ organization: ORGANIZATION, overrides }),
    'a/s3_endpoint_policy.json': POLICY,
    'a/ssm_endpoint_policy.json': POLICY.replace('s3:GetObject', 'ssm:PutParameter'),
    'b/s3_endpoint_policy.json': POLICY.replace('Open', 'Other'),
  })
  const own = findingsOf(cwd).filter((finding) => finding.endsWith(RULE))
  assert.deepEqual(own, [`a/ssm_endpoint_policy.json:4 warning ${RULE}`, `b/s3_endpoint_policy.json:4 error ${RULE}`])
})

test('print-config shows what holds for a file', () => {
  const cwd = folder({
    'vpce-lint.config.yaml': [
      'features: [session-manager]',
      'files: [{ pattern: "s3*", service: s3 }]',
      `overrides: [{ files: a/*, rules: { ${RULE}: note, malformed-policy: off } }]`,
      'suppressions:',
      `  - { rule: ${RULE}, files: b/*, reason: elsewhere }`,
      `  - { rule: ${RULE}, reason: "every\\e[2Jwhere" }`,
    ].join('\n'),
  })
  const of = (...words: string[]) => JSON.parse(run(cwd, 'print-config', ...words).stdout)
  const inside = of('a/s3.json', '--region', 'eu-west-1', '--assume', 'patch-manager')
  assert.deepEqual(inside.file, { path: 'a/s3.json', service: 's3', region: 'eu-west-1' })
  assert.deepEqual([inside.configuration, inside.extends], ['vpce-lint.config.yaml', 'recommended'])
  assert.deepEqual([inside.features, inside.assumed], [['session-manager'], ['patch-manager']])
  assert.deepEqual([inside.rules[RULE], inside.rules['malformed-policy']], ['note', 'off'])
  assert.deepEqual(inside.suppressions, [{ rule: RULE, reason: 'every\\u001b[2Jwhere' }])
  const everywhere = of()
  assert.deepEqual([everywhere.file, everywhere.rules[RULE], everywhere.suppressions.length], [undefined, 'error', 2])
  assert.equal(of('--no-config').configuration, null)
  assert.match(run(cwd, 'print-config', 'a', 'b').stderr, /takes one file/)
})

test('comments suppress findings in JSONC and YAML', () => {
  const yaml = (above: string, first: string) =>
    `${first}\nVersion: "2012-10-17"\nStatement:\n  ${above}\n  - Sid: Open\n    Effect: Allow\n    Principal: "*"\n    Action: s3:GetObject\n    Resource: "*"\n`
  const cwd = folder({
    'vpce-lint.config.json': JSON.stringify({ organization: ORGANIZATION, rules: { undecided: 'off' } }),
    'a_s3_endpoint_policy.jsonc': POLICY.replace(
      `    ${STATEMENT}`,
      `    // vpce-lint-disable-next-line ${RULE} until 9999-12-31 -- agreed\n    ${STATEMENT},`,
    ),
    'b_s3_endpoint_policy.yaml': yaml(`# vpce-lint-disable-next-line ${RULE} -- agreed`, '# a'),
    'c_s3_endpoint_policy.yaml': yaml('# c', `# vpce-lint-disable ${RULE} -- public`),
    'd_s3_endpoint_policy.yaml': yaml(`# vpce-lint-disable-next-line ${RULE}`, `# vpce-lint-disable malformed-policy -- none`),
    'e_s3_endpoint_policy.yaml': yaml('# e', `# vpce-lint-disable ${RULE} until 2020-01-01 -- once`),
  })
  assert.deepEqual(findingsOf(cwd).filter((finding) => finding.endsWith(RULE) || finding.endsWith('suppression')), [
    `a_s3_endpoint_policy.jsonc:5 comment: agreed: 9999-12-31 ${RULE}`,
    `b_s3_endpoint_policy.yaml:7 comment: agreed ${RULE}`,
    `c_s3_endpoint_policy.yaml:7 comment: public ${RULE}`,
    'd_s3_endpoint_policy.yaml:1 warning unused-suppression',
    'd_s3_endpoint_policy.yaml:4 warning invalid-suppression',
    `d_s3_endpoint_policy.yaml:7 error ${RULE}`,
    'e_s3_endpoint_policy.yaml:1 warning expired-suppression',
  ])
})

test('--assume says which features are used where raw policies are', () => {
  const cwd = folder({ 's3_endpoint_policy.json': POLICY.replace('"Resource": "*"', '"Resource": "arn:aws:s3:::mine/*"') })
  const rule = 'missing-patch-bucket-access'
  assert.ok(!findingsOf(cwd).some((finding) => finding.endsWith(rule)))
  assert.ok(findingsOf(cwd, '--assume', 'session-manager,patch-manager').some((finding) => finding.endsWith(`error ${rule}`)))
  const { code, stderr } = run(cwd, '--assume', 'patch-manger')
  assert.match(stderr, /^vpce-lint: --assume names "patch-manger", which is not a feature\. Did you mean "patch-manager"\?\n$/)
  assert.equal(code, 2)
})

test('--timing and --debug speak on stderr only', () => {
  const cwd = folder({ 'vpce-lint.config.json': '{}', 's3_endpoint_policy.json': POLICY, 'other.json': '{}' })
  const quiet = run(cwd, '--format', 'json')
  const loud = run(cwd, '--format', 'json', '--timing', '--debug')
  assert.equal(loud.stdout, quiet.stdout)
  assert.equal(quiet.stderr, '')
  assert.match(loud.stderr, /^debug: vpce-lint\.config\.json: the configuration$/m)
  assert.match(loud.stderr, /^debug: s3_endpoint_policy\.json: policies 1 \(s3 in Region unknown\)$/m)
  assert.match(loud.stderr, /^debug: other\.json: nothing of ours$/m)
  assert.match(loud.stderr, /^timing: rule untrusted-identity-access +\d+\.\d ms$/m)
})

for (const page of ['docs/configuration.md', 'docs/suppressions.md', 'README.md']) {
  for (const { file, lines, start } of blocksOf(readFileSync(page, 'utf8'))) {
    if (file === undefined || !file.startsWith('vpce-lint.config.')) continue
    test(`${page}:${start}: the configuration is valid`, async () => {
      const metas = rules.map(({ meta }) => meta)
      await readConfiguration(new SourceFile(file, lines.join('\n')), metas, { configuration: '/', working: '/' })
    })
  }
}

test('docs/suppressions.md: the comments of the example silence what they name', () => {
  const block = blocksOf(readFileSync('docs/suppressions.md', 'utf8')).find(({ file }) => file?.endsWith('_policy.yaml'))!
  const cwd = folder({
    'vpce-lint.config.json': JSON.stringify({ organization: ORGANIZATION }),
    [block.file!]: `${block.lines.join('\n')}\n`,
  })
  const findings = findingsOf(cwd)
  assert.ok(findings.length > 0)
  assert.deepEqual(findings.filter((finding) => !finding.includes(' comment: ')), [])
})
