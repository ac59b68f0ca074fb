import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { median } from './median.js'

/*
 * The time of a whole run on one policy, as a multiple of the time that Node takes to do nothing. Runs take turns, so that a change of
 * the machine's load meets all of them; the first run of each, which compiles, is shown apart.
 */
const ROUNDS = 31
const POLICY = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'Organization', Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*',
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456', 'aws:ResourceOrgID': 'o-acme123456' } },
    },
    {
      Sid: 'SystemsManager', Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
      Resource: ['aws-ssm-eu-west-1', 'patch-baseline-snapshot-eu-west-1', 'amazon-ssm-eu-west-1', 'eu-west-1-birdwatcher-prod'].map((bucket) => `arn:aws:s3:::${bucket}/*`),
    },
  ],
}

const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'))
const file = join(folder, 's3_endpoint_policy.json')
writeFileSync(file, JSON.stringify(POLICY, null, 2))
const lint = ['lib/cli.cjs', 'lint', file, '--region', 'eu-west-1', '--no-config', '--fail-on', 'never', '--format']
const runs = new Map<string, string[]>([
  ['node -e 0', ['-e', '0']],
  ...['json', 'sarif', 'pretty'].map((format): [string, string[]] => [`one policy to ${format}`, [...lint, format]]),
  ['--version', ['lib/cli.cjs', '--version']],
])
const environment = { ...process.env, HOME: folder, XDG_CACHE_HOME: join(folder, 'cache'), NODE_COMPILE_CACHE: join(folder, 'cache') }

function time(words: readonly string[]): number {
  const start = performance.now()
  const { status, stderr } = spawnSync(process.execPath, words, { env: environment, encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
  return performance.now() - start
}

const first = new Map([...runs].map(([name, words]) => [name, time(words)]))
const times = new Map([...runs.keys()].map((name): [string, number[]] => [name, []]))
for (let round = 0; round < ROUNDS; round++) for (const [name, words] of runs) times.get(name)!.push(time(words))
rmSync(folder, { recursive: true, force: true })

const base = median(times.get('node -e 0')!)
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, median of ${ROUNDS}`)
for (const [name, values] of times) {
  const value = median(values)
  console.log(`${name.padEnd(20)} ${value.toFixed(0).padStart(4)} ms  ${(value / base).toFixed(2)} x  (first ${first.get(name)!.toFixed(0)} ms)`)
}
