import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { FORMATS } from '../../src/formatters/index.js'
import { naiveLineHashes } from '../support/naive-line-hashes.js'
import { schemaFaults } from '../support/sarif-validators.js'

const cli = fileURLToPath(new URL('../../src/cli.js', import.meta.url))
const root = mkdtempSync(join(tmpdir(), 'vpce-lint-outputs-'))
after(() => rmSync(root, { recursive: true, force: true }))

const POLICY = 's3_endpoint_policy.json'
const MALFORMED = '\ufeff{"Version": "2012-10-17", "Statement": [{"Effect": "Allowed", "Principal": "*", "Action": "*", "Resource": "*"}]}'

interface Log {
  readonly runs: readonly [{
    readonly automationDetails?: { readonly id: string }
    readonly results: readonly { readonly partialFingerprints: Readonly<Record<string, string>> }[]
  }]
}

function folder(files: Readonly<Record<string, string>> = {}): string {
  const directory = mkdtempSync(join(root, 'case-'))
  for (const [path, text] of Object.entries({ [POLICY]: MALFORMED, ...files })) writeFileSync(join(directory, path), text)
  return directory
}

interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

function run(words: readonly string[], cwd = folder(), command = process.execPath): Outcome {
  const { PATH = '' } = process.env
  const all = command === process.execPath ? [cli, POLICY, ...words] : words
  const { status, stdout, stderr } = spawnSync(command, all, { cwd, encoding: 'utf8', env: { PATH } })
  return { code: status, stdout, stderr }
}

const asWarning = { 'vpce-lint.config.json': '{"rules": {"malformed-policy": "warning", "undecided": "off"}}' }

test('several formats at once: one on stdout, the others in files', () => {
  const cwd = folder()
  const others = Object.keys(FORMATS).filter((format) => format !== 'concise')
  const words = ['--format', 'concise', ...others.flatMap((format) => ['--format', `${format}=report.${format}`])]
  const { code, stdout, stderr } = run(words, cwd)
  assert.match(stdout, /^s3_endpoint_policy\.json:1:\d+: error .* \[malformed-policy\]\n/)
  assert.deepEqual([code, stderr], [1, ''])
  for (const format of others) assert.match(readFileSync(join(cwd, `report.${format}`), 'utf8'), /malformed-policy/)
  assert.equal(readdirSync(cwd).length, others.length + 1)
})

test('SARIF has the hash of the line in the file as it lies on disk, with its byte order mark', () => {
  const log = JSON.parse(run(['--format', 'sarif']).stdout) as Log
  assert.deepEqual(schemaFaults(log), [])
  const hashes = log.runs[0].results.map(({ partialFingerprints }) => partialFingerprints['primaryLocationLineHash'])
  assert.ok(hashes.length > 0)
  assert.deepEqual([...new Set(hashes)], [naiveLineHashes(MALFORMED)[0]])
})

test('SARIF takes a category', () => {
  const log = JSON.parse(run(['--format', 'sarif', '--sarif-category', 'endpoints\u001b']).stdout) as Log
  assert.equal(log.runs[0].automationDetails!.id, 'endpoints\\u001b/')
})

const mistakes: [words: string[], message: RegExp][] = [
  [['--sarif-category', 'x'], /^vpce-lint: --sarif-category is of no use without SARIF\. .*\n$/],
  [['--format', 'sarif', '--sarif-category='], /^vpce-lint: --sarif-category is empty\. .*\n$/],
  [['--format', 'sarif=x', '--format', 'json=x'], /^vpce-lint: two formats go to "x"\. .*\n$/],
]

for (const [words, message] of mistakes) {
  test(`"${words.join(' ')}" is a mistake: one line on stderr, no file, exit 2`, () => {
    const cwd = folder()
    const { code, stdout, stderr } = run(words, cwd)
    assert.match(stderr, message)
    assert.deepEqual([code, stdout, readdirSync(cwd)], [2, '', [POLICY]])
  })
}

for (const format of Object.keys(FORMATS)) {
  test(`${format}: --quiet leaves out what is no error, and counts it`, () => {
    const { code, stdout } = run(['--format', format, '--quiet'], folder(asWarning))
    assert.doesNotMatch(stdout, /"Allowed"|\\"Allowed\\"/)
    assert.match(stdout, /1 warning|"warnings": 1/)
    assert.equal(code, 0)
  })

  test(`${format}: --max-warnings decides on the exit code`, () => {
    const cwd = folder(asWarning)
    const codes = ['1', '0'].map((maximum) => run(['--format', format, '--max-warnings', maximum], cwd).code)
    assert.deepEqual(codes, [0, 1])
  })

  test(`${format}: a full disk gives exit 2, one line, and the file as it was`, { skip: process.platform === 'win32' }, () => {
    const cwd = folder({ report: 'old', [POLICY]: MALFORMED.replace('Allowed', 'Allowed'.repeat(200)) })
    // A limit of one block on the size of files fails like a full disk, in the middle of writing.
    const words = ['-c', `ulimit -f 1; "$0" "$1" ${POLICY} --format ${format}=report`, process.execPath, cli]
    const { code, stdout, stderr } = run(words, cwd, 'sh')
    assert.match(stderr, /^vpce-lint: "report" cannot be written: .*\n$/)
    assert.deepEqual([code, stdout, readdirSync(cwd).sort()], [2, '', ['report', POLICY]])
    assert.equal(readFileSync(join(cwd, 'report'), 'utf8'), 'old')
  })
}

for (const format of Object.keys(FORMATS)) {
  test(`${format}: hostile text of an input never reaches it raw`, () => {
    const statement = { Sid: '\u001b[2J\u202e\u0085::error::x\n##[error]y', Effect: 'No\u001b[31m', 'ö\u200b': '%0A::error::z' }
    const path = '::error::_endpoint_policy.json'
    const cwd = folder({ [path]: JSON.stringify({ Version: '2012-10-17', Statement: [statement, statement] }) })
    const { stdout, stderr } = run(['.', '--format', format], cwd)
    assert.ok(stdout.includes('No\\u001b[31m') || stdout.includes('No\\\\u001b[31m'))
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u0085\u200b\u202e]/)
    assert.doesNotMatch(stdout + stderr, /^\s*::(?!(?:error|warning|notice) file=[^:]*::)|##\[/m)
  })
}

test('a device without room gives exit 2 and one line', { skip: !existsSync('/dev/full') }, () => {
  const { code, stdout, stderr } = run(['--format', 'sarif=/dev/full'])
  assert.match(stderr, /^vpce-lint: "\/dev\/full" cannot be written: ENOSPC.*\n$/)
  assert.deepEqual([code, stdout], [2, ''])
})
