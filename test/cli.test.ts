import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import type { PublishedReport } from '../src/linter/publish.js'

const cli = fileURLToPath(new URL('../src/cli.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'vpce-lint-'))
after(() => rmSync(root, { recursive: true, force: true }))

const FINE = policyOf({ Sid: 'Fine', Effect: 'Deny', Principal: '*', Action: '*', Resource: '*' })
const MALFORMED = policyOf({ Sid: 'Wrong', Effect: 'Allowed', Principal: '*', Action: '*', Resource: '*' })

function policyOf(...statements: object[]): string {
  return `${JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2)}\n`
}

interface Run {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** Makes a folder with the files. */
function folder(files: Record<string, string | Uint8Array>): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true })
    writeFileSync(join(directory, path), content)
  }
  return directory
}

interface Surroundings {
  readonly cwd?: string
  readonly input?: string
  readonly environment?: Record<string, string>
  readonly command?: string
}

function run(
  words: readonly string[],
  { cwd = root, input = '', environment = {}, command = process.execPath }: Surroundings = {},
): Promise<Run> {
  const { PATH = '' } = process.env
  const child = spawn(command, command === process.execPath ? [cli, ...words] : words, { cwd, env: { PATH, ...environment } })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text))
  child.stdin.on('error', () => {}).end(input)
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code, signal) => resolve({ code, signal, ...output })))
}

/** The report that a run printed, valid by the schema of the package. */
function reportOf({ stdout }: Run): PublishedReport {
  const report = JSON.parse(stdout) as PublishedReport
  assert.ok(validate(report), JSON.stringify(validate.errors))
  return report
}

const validate = new Ajv2020({ allowUnionTypes: true }).compile(JSON.parse(readFileSync('schema/report.json', 'utf8')))

test('--version prints the version of package.json', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  assert.deepEqual(await run(['--version']), { code: 0, signal: null, stdout: `${version}\n`, stderr: '' })
})

test('--help is for the command that is named', async () => {
  const [lint, can] = await Promise.all([run(['--help']), run(['can', '-h'])])
  assert.match(lint.stdout, /^Usage: vpce-lint \[lint\]/)
  assert.match(lint.stdout, /Commands:\n {2}lint/)
  assert.match(can.stdout, /^Usage: vpce-lint can --policy FILE/)
  assert.deepEqual([lint.code, lint.stderr, can.code, can.stderr], [0, '', 0, ''])
})

const mistakes: [words: string[], message: RegExp][] = [
  [['--fromat', 'json'], /^vpce-lint: there is no option --fromat\. Did you mean --format\?\n$/],
  [['--format', 'jsno'], /^vpce-lint: there is no format "jsno"\. Did you mean "json"\?\n$/],
  [['--format', 'json', '--format', 'pretty'], /only one format can go to stdout/],
  [['exlain'], /^vpce-lint: "exlain" is neither a command nor a path\. Did you mean "explain"\?\n$/],
  [['explain', 'malformed-polcy'], /there is no rule "malformed-polcy"\. Did you mean "malformed-policy"\?/],
  [['explain'], /"explain" takes one rule/],
  [['rules', 'x'], /"rules" takes no paths/],
  [['--region', 'Ireland'], /the Region "Ireland" is not one/],
  [['--service', 'ssmmessage'], /not a service of endpoints\. Did you mean "ssmmessages"\?/],
  [['--max-warnings', 'few'], /--max-warnings is "few"/],
  [['--max-file-size', '0'], /--max-file-size is "0"/],
  [['--config', 'none.json'], /the configuration "none\.json" cannot be read/],
  [['--config', 'none.json', '--no-config'], /contradict each other/],
  [['no\u001bsuch/*.json'], /no file to judge in "no\\u001bsuch\/\*\.json"/],
  [['can', '--policy', 'x.json'], /"can" needs --caller/],
]

for (const [words, message] of mistakes) {
  test(`"${JSON.stringify(words.join(' ')).slice(1, -1)}" is a mistake: one line on stderr, nothing on stdout, exit 2`, async () => {
    const { code, stdout, stderr } = await run(words)
    assert.match(stderr, message)
    assert.equal(stderr.split('\n').length, 2)
    assert.deepEqual([code, stdout], [2, ''])
  })
}

test('a policy that AWS accepts gives exit 0 and says what was judged', async () => {
  const { code, stdout, stderr } = await run(['s3_endpoint_policy.json', '--no-config', '--fail-on', 'never'], {
    cwd: folder({ 's3_endpoint_policy.json': FINE }),
  })
  assert.match(stdout, /\n {2}judged 1 policy and 0 endpoints in 1 file\n$/)
  assert.deepEqual([code, stderr], [0, ''])
})

test('a malformed policy gives exit 1, with its place', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED })
  const [pretty, json, never] = await Promise.all(
    [[], ['--format', 'json'], ['--fail-on', 'never']].map((words) => run(['lint', ...words, '.'], { cwd })),
  )
  assert.match(pretty!.stdout, /^\n {2}s3_endpoint_policy\.json\n/)
  assert.match(pretty!.stdout, / 6:17 .* {2}malformed-policy\n/)
  assert.match(pretty!.stdout, /\d+ errors?/)
  const finding = reportOf(json!).findings.find(({ ruleId }) => ruleId === 'malformed-policy')!
  assert.deepEqual(
    [finding.severity, finding.location],
    ['error', { path: 's3_endpoint_policy.json', startLine: 6, startColumn: 17, endLine: 6, endColumn: 26 }],
  )
  assert.deepEqual([pretty!.code, json!.code, never!.code], [1, 1, 0])
  assert.deepEqual([pretty!.stderr, json!.stderr, never!.stderr], ['', '', ''])
})

test('two runs print the same', async () => {
  const cwd = folder({ 'a/s3_endpoint_policy.json': MALFORMED, 'b/s3_endpoint_policy.json': MALFORMED, 'c/ssm_endpoint_policy.json': FINE })
  const [one, other] = await Promise.all([run(['--format', 'json', 'c', 'b', 'a'], { cwd }), run(['--format', 'json', '.'], { cwd })])
  assert.equal(one.stdout, other.stdout)
})

test('the same policy in two files is one finding that shows both', async () => {
  const cwd = folder({ 'a/s3_endpoint_policy.json': MALFORMED, 'b/s3_endpoint_policy.json': MALFORMED })
  const findings = reportOf(await run(['--format', 'json'], { cwd })).findings.filter(({ ruleId }) => ruleId === 'malformed-policy')
  assert.deepEqual(
    findings.map(({ location, related }) => [location.path, ...related.map((place) => place.location.path)]),
    [['a/s3_endpoint_policy.json', 'b/s3_endpoint_policy.json']],
  )
})

test('an input that cannot be judged gives exit 2, which wins over 1, and is listed as not judged', async () => {
  const cwd = folder({ 'a_endpoint_policy.json': '{"Version": "2012-10-17", "Statement": [', 's3_endpoint_policy.json': MALFORMED })
  const result = await run(['--format', 'json', '--fail-on', 'never'], { cwd })
  const { problems, summary } = reportOf(result)
  assert.deepEqual(
    problems.map(({ id, location }) => [id, location!.path, location!.startLine]),
    [['syntax-error', 'a_endpoint_policy.json', 1]],
  )
  assert.deepEqual(
    summary.notJudged.map(({ path }) => path),
    ['a_endpoint_policy.json'],
  )
  assert.deepEqual([summary.policies, summary.judged, result.code], [2, 1, 2])
  assert.equal((await run([], { cwd })).code, 2)
})

test('a file that is not there gives exit 2', async () => {
  const result = await run(['missing.json', '--format', 'json'])
  assert.deepEqual(
    reportOf(result).problems.map(({ id, path }) => [id, path]),
    [['unreadable-file', 'missing.json']],
  )
  assert.equal(result.code, 2)
})

test('what holds nothing of ours is a problem when named, skipped when met, and skipped on demand', async () => {
  const cwd = folder({ 'package.json': '{"name": "x"}', 's3_endpoint_policy.json': FINE })
  const [named, met, skipped] = await Promise.all(
    [['package.json'], ['.'], ['package.json', '--skip-unknown']].map((words) =>
      run([...words, '--format', 'json', '--fail-on', 'never'], { cwd }),
    ),
  )
  assert.deepEqual(
    reportOf(named!).problems.map(({ id, path }) => [id, path]),
    [['unknown-source', 'package.json']],
  )
  assert.deepEqual([reportOf(met!).summary.skipped, reportOf(met!).summary.files, reportOf(skipped!).summary.skipped], [1, 1, 1])
  assert.deepEqual([named!.code, met!.code, skipped!.code], [2, 0, 0])
})

test('nothing to judge gives exit 2 with a hint, unless it is accepted', async () => {
  const cwd = folder({ 'package.json': '{}', 'empty/readme.txt': '' })
  const [skipped, unmatched, accepted, acceptedToo] = await Promise.all(
    [['.'], ['empty'], ['.', '--pass-on-no-files'], ['empty', '--pass-on-no-files']].map((words) => run(words, { cwd })),
  )
  assert.match(skipped!.stderr, /nothing to judge was found.*--pass-on-no-files/)
  assert.match(unmatched!.stderr, /no file to judge in "empty"\. .*--pass-on-no-files/)
  assert.deepEqual([skipped!.code, unmatched!.code, accepted!.code, acceptedToo!.code], [2, 2, 0, 0])
})

test('stdin is an input, under a name of choice', async () => {
  const [plain, named] = await Promise.all(
    [['-'], ['-', '--stdin-filename', 'policies/s3_endpoint_policy.json']].map((words) =>
      run([...words, '--format', 'json'], { input: MALFORMED }),
    ),
  )
  assert.deepEqual(reportOf(plain!).findings.find(({ ruleId }) => ruleId === 'malformed-policy')!.location.path, '<stdin>')
  assert.deepEqual(
    reportOf(named!).findings.find(({ ruleId }) => ruleId === 'malformed-policy')!.location.path,
    'policies/s3_endpoint_policy.json',
  )
  assert.deepEqual([plain!.code, named!.code], [1, 1])
})

test('a file over the limit gives exit 2', async () => {
  const result = await run(['--max-file-size', '10B', '--format', 'json', 's3_endpoint_policy.json'], {
    cwd: folder({ 's3_endpoint_policy.json': FINE }),
  })
  assert.deepEqual([reportOf(result).problems[0]!.id, result.code], ['file-too-large', 2])
})

test('--quiet shows errors only, and counts all the same', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED })
  await writeConfiguration(cwd, { rules: { 'malformed-policy': 'warning' } })
  const { findings, summary } = reportOf(await run(['--quiet', '--format', 'json'], { cwd }))
  assert.deepEqual(
    findings.filter(({ severity }) => severity !== 'error'),
    [],
  )
  assert.ok(summary.warnings > 0)
})

async function writeConfiguration(cwd: string, configuration: object): Promise<void> {
  writeFileSync(join(cwd, 'vpce-lint.config.json'), JSON.stringify(configuration, null, 2))
}

test('the configuration is found upward to the root of the repository, named, or left out', async () => {
  const cwd = folder({ '.git/HEAD': '', 'a/b/s3_endpoint_policy.json': MALFORMED })
  await writeConfiguration(cwd, { rules: { 'malformed-policy': 'warning' } })
  writeFileSync(join(cwd, 'a/other.json'), '{"rules": {"malformed-policy": "off"}}')
  const severities = async (words: string[], environment = {}) => {
    const result = await run([...words, '--format', 'json'], { cwd: join(cwd, 'a/b'), environment })
    return reportOf(result)
      .findings.filter(({ ruleId }) => ruleId === 'malformed-policy')
      .map(({ severity }) => severity)
  }
  assert.deepEqual(await severities([]), ['warning'])
  assert.deepEqual(await severities(['--no-config']), ['error'])
  assert.deepEqual(await severities(['--config', '../other.json']), [])
  assert.deepEqual(await severities([], { VPCE_LINT_CONFIG: '../other.json' }), [])
  assert.deepEqual(await severities(['--no-config'], { VPCE_LINT_CONFIG: '../other.json' }), ['error'])
})

test('every fault of the configuration is a line on stderr with its place; exit 2', async () => {
  const cwd = folder({
    's3_endpoint_policy.json': FINE,
    'vpce-lint.config.json': '{\n  "sevice": 1,\n  "rules": {"malformed-polcy": "off"},\n  "fetures": ["\\u001b[2J"]\n}',
  })
  const faulty = await run([], { cwd })
  assert.match(faulty.stderr, /^vpce-lint\.config\.json:2:3: .*"sevice".*\nvpce-lint\.config\.json:4:3: .*Did you mean "features"\?\n$/)
  assert.deepEqual([faulty.code, faulty.stdout], [2, ''])
  writeFileSync(join(cwd, 'vpce-lint.config.json'), '{"features": ["\\u001b[2J"]}')
  const hostile = await run([], { cwd })
  assert.match(hostile.stderr, /^vpce-lint\.config\.json:1:15: "\\u001b\[2J" is not a feature/)
})

test('suppressed findings stay in the report and leave the exit code alone; expired and unused ones are findings', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED })
  const entry = { rule: 'malformed-policy', files: '*_endpoint_policy.json', reason: 'kept for the test' }
  const runWith = async (...suppressions: object[]) => {
    await writeConfiguration(cwd, { rules: { undecided: 'off' }, suppressions })
    return run(['--format', 'json', 's3_endpoint_policy.json'], { cwd })
  }
  const silenced = await runWith({ ...entry, expires: '9999-12-31' })
  const [finding] = reportOf(silenced).findings.filter(({ ruleId }) => ruleId === 'malformed-policy')
  assert.deepEqual(finding!.suppressed, { by: 'configuration', reason: 'kept for the test', expires: '9999-12-31' })
  assert.ok(
    reportOf(silenced).findings.every(({ severity, suppressed }) => severity !== 'error' || suppressed !== undefined) ===
      (silenced.code === 0),
  )
  const expired = await runWith({ ...entry, expires: '2000-01-01' })
  assert.deepEqual(
    reportOf(expired)
      .findings.filter(({ ruleId }) => ruleId === 'expired-suppression')
      .map(({ location }) => location.path),
    ['vpce-lint.config.json'],
  )
  assert.equal(expired.code, 1)
  const unused = await runWith({ ...entry, statement: 'None' })
  assert.deepEqual(
    reportOf(unused)
      .findings.filter(({ ruleId }) => ruleId === 'unused-suppression')
      .map(({ severity }) => severity),
    ['warning'],
  )
})

test('a format goes into a file, whole, beside one on stdout', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED, 'out/report.json': 'old' })
  const { code, stdout } = await run(['--format', 'json=out/report.json', '--format', 'pretty', '--color', 'always'], { cwd })
  assert.match(stdout, /malformed-policy/)
  assert.equal(code, 1)
  const text = readFileSync(join(cwd, 'out/report.json'), 'utf8')
  assert.ok(validate(JSON.parse(text)))
  assert.deepEqual(readdirSync(join(cwd, 'out')), ['report.json'])
})

test('a report that cannot be written gives exit 2 and leaves nothing behind', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': FINE })
  const { code, stdout, stderr } = await run(['--format', 'json=no/such/report.json'], { cwd })
  assert.match(stderr, /^vpce-lint: "no\/such\/report\.json" cannot be written: /)
  assert.deepEqual([code, stdout, existsSync(join(cwd, 'no'))], [2, '', false])
})

test('a report into a link replaces what it leads to', { skip: process.platform === 'win32' }, async () => {
  const cwd = folder({ 's3_endpoint_policy.json': FINE, 'real.json': 'old' })
  symlinkSync('real.json', join(cwd, 'link.json'))
  await run(['--format', 'json=link.json', 's3_endpoint_policy.json'], { cwd })
  assert.match(readFileSync(join(cwd, 'real.json'), 'utf8'), /schemaVersion/)
})

test('hostile text of an input never reaches an output raw', async () => {
  const sid = '\u001b[2J\u202e\u0085::error::x\n##[error]y'
  const statement = { Sid: sid, Effect: 'Allow', Principal: '*', Action: 's3:Get\u001b[31m', Resource: '*', Extra: 1 }
  const cwd = folder({ 's3_endpoint_policy.json': policyOf(statement, statement), '::error::_endpoint_policy.json': MALFORMED })
  const outputs = await Promise.all(
    [
      ['--format', 'json'],
      ['--format', 'pretty'],
      ['--format', 'pretty', '--color', 'always'],
    ].map((words) => run([...words, '.'], { cwd })),
  )
  for (const { stdout, stderr } of outputs) {
    assert.match(stdout, /\\u001b\[2J\\{1,2}u202e/)
    assert.doesNotMatch(stdout + stderr, /\u001b\[(?:2J|31m)[^✖\d]|[\u0085\u202e]/)
    assert.doesNotMatch(stdout + stderr, /^(?:\s|\u001b\[\d+m)*::|##\[/m)
  }
})

test('colour follows the option, the environment and the terminal', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED })
  const colored = async (words: string[], environment = {}) =>
    (await run([...words, 's3_endpoint_policy.json'], { cwd, environment })).stdout.includes('\u001b[')
  assert.equal(await colored([]), false)
  assert.equal(await colored(['--color', 'always']), true)
  assert.equal(await colored(['--color=always'], { NO_COLOR: '1' }), true)
  assert.equal(await colored([], { FORCE_COLOR: '1' }), true)
  assert.equal(await colored(['--color', 'never'], { FORCE_COLOR: '3', FORCE_HYPERLINK: '1' }), false)
  assert.equal(await colored([], { VPCE_LINT_COLOR: 'always' }), true)
})

test('the width of the terminal changes nothing, so that a log reads like a screen', async () => {
  const cwd = folder({ 'a_very_long_name_of_a_policy/s3_endpoint_policy.json': MALFORMED })
  const environments = [{}, { COLUMNS: '20' }, { COLUMNS: '500', LINES: '2' }]
  const [wide, ...others] = await Promise.all(environments.map((environment) => run(['--format', 'pretty', '.'], { cwd, environment })))
  assert.match(wide!.stdout, /malformed-policy/)
  for (const { stdout } of others) assert.equal(stdout, wide!.stdout)
})

test('colour makes Node warn of nothing', async () => {
  const cwd = folder({ 's3_endpoint_policy.json': MALFORMED })
  assert.equal((await run(['--color', 'always', 's3_endpoint_policy.json'], { cwd, environment: { NO_COLOR: '1' } })).stderr, '')
})

test('rules lists every rule, as text and as data', async () => {
  const [text, data] = await Promise.all([run(['rules']), run(['rules', '--format', 'json'])])
  assert.match(text.stdout, /^malformed-policy +error +\S/m)
  const rules = JSON.parse(data.stdout) as { id: string; severity: string; description: string; url: string }[]
  assert.equal(rules.length, text.stdout.trim().split('\n').length)
  assert.ok(rules.every(({ id, severity, description, url }) => id !== '' && severity !== '' && description !== '' && url.includes(id)))
})

test('explain prints the page of a rule, and what reserved ids mean', async () => {
  const [rule, reserved] = await Promise.all([run(['explain', 'malformed-policy']), run(['explain', 'undecided'])])
  assert.match(rule.stdout, /malformed-policy/)
  assert.match(reserved.stdout, /^undecided\n\n\S/)
  assert.deepEqual([rule.code, reserved.code], [0, 0])
})

const ORGANIZATION = policyOf({
  Sid: 'Mine',
  Effect: 'Allow',
  Principal: '*',
  Action: 's3:GetObject',
  Resource: 'arn:aws:s3:::my-bucket/*',
  Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
})
const question = ['--policy', 'policy.json', '--action', 's3:GetObject', '--resource', 'arn:aws:s3:::my-bucket/key']

test('can answers one question', async () => {
  const cwd = folder({ 'policy.json': ORGANIZATION })
  const [always, never] = await Promise.all(
    ['organization', 'anonymous'].map((caller) => run(['can', ...question, '--caller', caller], { cwd })),
  )
  assert.match(always!.stdout, /^always: /)
  assert.match(always!.stdout, / {2}granted by {2}"Mine", policy\.json:4:5\n/)
  assert.match(never!.stdout, /^never: /)
  assert.match(
    never!.stdout,
    / {2}near miss {3}"Mine", policy\.json:4:5 would grant it, but aws:PrincipalOrgID is absent from unsigned requests\n/,
  )
  assert.match(never!.stdout, / {2}proof +an unsigned request is denied\n/)
  assert.deepEqual([always!.code, always!.stderr, never!.code, never!.stderr], [0, '', 0, ''])
})

test('can answers as data, heeds the context and reads stdin', async () => {
  const words = [
    'can',
    '--policy',
    '-',
    ...question.slice(2),
    '--caller',
    'outsider',
    '--context',
    'aws:PrincipalOrgID=o-a1b2c3d4e5',
    '--format',
    'json',
  ]
  const { code, stdout } = await run(words, { input: ORGANIZATION })
  const answer = JSON.parse(stdout) as { verdict: string; question: object; grantedBy: { statement: string; location: { path: string } }[] }
  assert.equal(answer.verdict, 'always')
  assert.deepEqual(answer.question, {
    caller: 'outsider',
    actions: ['s3:GetObject'],
    resources: ['arn:aws:s3:::my-bucket/key'],
    context: { 'aws:PrincipalOrgID': ['o-a1b2c3d4e5'] },
  })
  assert.deepEqual(
    answer.grantedBy.map(({ statement, location }) => [statement, location.path]),
    [['Mine', '<stdin>']],
  )
  assert.equal(code, 0)
})

test('can says unknown with exit 2 when a statement could not be read', async () => {
  const cwd = folder({ 'policy.json': MALFORMED })
  const { code, stdout, stderr } = await run(['can', ...question, '--caller', 'anonymous'], { cwd })
  assert.match(stdout, /^unknown: /)
  assert.match(stdout, /^ {2}because {5}\S/m)
  assert.match(stderr, /^policy\.json:6:17: /)
  assert.equal(code, 2)
})

test('can refuses what is no policy', async () => {
  const cwd = folder({ 'policy.json': '{"Statement": ', 'other.json': '[]' })
  const [broken, other, missing] = await Promise.all(
    ['policy.json', 'other.json', 'missing.json'].map((file) =>
      run(['can', ...question, '--policy', file, '--caller', 'anonymous'], { cwd }),
    ),
  )
  assert.match(broken!.stderr, /^policy\.json:1:\d+: /)
  assert.match(other!.stderr, /^other\.json:1:1: /)
  assert.match(missing!.stderr, /^missing\.json: /)
  assert.deepEqual(
    [broken!, other!, missing!].map(({ code, stdout }) => [code, stdout]),
    [
      [2, ''],
      [2, ''],
      [2, ''],
    ],
  )
})

const onUnix = { skip: process.platform === 'win32' }

test('a reader that stops early is no failure', onUnix, async () => {
  const cwd = folder(
    Object.fromEntries(
      Array.from({ length: 300 }, (_, index) => [`p${index}_endpoint_policy.json`, MALFORMED.replace('Wrong', `Wrong${index}`)]),
    ),
  )
  const { stdout, stderr } = await run(['-c', '"$0" "$1" --format json . | head -n 1', process.execPath, cli], { cwd, command: 'sh' })
  assert.deepEqual([stdout, stderr], ['{\n', ''])
})

test('a full disk under stdout gives exit 2 and one line', { skip: !existsSync('/dev/full') }, async () => {
  const cwd = folder({ 's3_endpoint_policy.json': FINE })
  const { stdout, stderr } = await run(['-c', '"$0" "$1" --format json . > /dev/full; echo $?', process.execPath, cli], {
    cwd,
    command: 'sh',
  })
  assert.match(stderr, /^vpce-lint: the report cannot be written: .*\n$/)
  assert.equal(stdout, '2\n')
})

test('Ctrl-C ends it at once, which shells show as 130', onUnix, async () => {
  const child = spawn(process.execPath, [cli, '-'], { stdio: ['pipe', 'pipe', 'pipe'] })
  const output: unknown[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => output.push(chunk))
  setTimeout(() => child.kill('SIGINT'), 500)
  const signal = await new Promise((resolve) => child.on('close', (_, name) => resolve(name)))
  assert.equal(signal, 'SIGINT')
  assert.deepEqual(output, [])
})
