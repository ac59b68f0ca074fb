import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { accessSync, chmodSync, constants, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'

const SCHEMA = 'node_modules/@microsoft/sarif-multitool-ts/assets/sarif-2.1.0.schema.json'

// RFC 3986 allows these characters, and a percent sign before two hexadecimal digits only.
const URI_REFERENCE = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[\dA-Fa-f]{2})*$/

const validate = new Ajv2020({
  strict: false,
  allErrors: true,
  formats: {
    'uri-reference': URI_REFERENCE,
    uri: (text: string) => URI_REFERENCE.test(text) && URL.canParse(text),
    uuid: true,
    'date-time': true,
  },
}).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')))

/** By the schema of SARIF 2.1.0. */
export function schemaFaults(log: unknown): string[] {
  return validate(log) ? [] : validate.errors!.map(({ instancePath, message }) => `${instancePath} ${message}`)
}

interface ValidationLog {
  readonly runs: readonly {
    readonly results: readonly {
      readonly ruleId: string
      readonly level?: string
      readonly message: { readonly id?: string; readonly text?: string; readonly arguments?: readonly string[] }
    }[]
    readonly invocations?: readonly { readonly executionSuccessful: boolean }[]
  }[]
}

export interface Complaint {
  readonly ruleId: string
  readonly level: string
  readonly text: string
}

/** The errors and warnings of the SARIF SDK's validator about the texts, by its own rules and those of GitHub. */
export function multitoolComplaints(texts: Readonly<Record<string, string>>): Complaint[] {
  const directory = mkdtempSync(join(tmpdir(), 'vpce-lint-sarif-'))
  try {
    const paths = Object.entries(texts).map(([name, text]) => {
      writeFileSync(join(directory, `${name}.sarif`), text)
      return join(directory, `${name}.sarif`)
    })
    writeFileSync(join(directory, 'configuration.json'), JSON.stringify(CONFIGURATION))
    return run(paths, directory)
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

// The rule asks the network for every address.
const CONFIGURATION = { 'SARIF2006.UrisShouldBeReachable.Options': { RuleEnabled: 'Disabled' } }

function run(paths: readonly string[], directory: string): Complaint[] {
  const output = join(directory, 'output')
  const options = ['--rule-kind', 'Sarif;Ghas', '--config', join(directory, 'configuration.json'), '--output', output, '--quiet']
  const { error, status, stdout, stderr } = spawnSync(binary(), ['validate', ...paths, ...options], { encoding: 'utf8', timeout: 120_000 })
  if (error !== undefined) throw error
  assert.equal(status, 0, `the validator failed: ${stdout}${stderr}`)
  const { runs } = JSON.parse(readFileSync(output, 'utf8')) as ValidationLog
  const [only] = runs
  assert.ok(only!.invocations!.every(({ executionSuccessful }) => executionSuccessful), 'the validator ran to its end')
  return only!.results.map(({ ruleId, level = 'warning', message }) => {
    return { ruleId, level, text: message.text ?? `${message.id}: ${message.arguments?.join(' | ')}` }
  })
}

/** The program itself: the package's own starter passes `;` to a shell, which drops what follows. */
function binary(): string {
  const path = createRequire(import.meta.url)('@microsoft/sarif-multitool') as string
  try {
    accessSync(path, constants.X_OK)
  } catch {
    // A script of the package does this, where scripts of packages may run.
    chmodSync(path, 0o755)
  }
  return path
}
