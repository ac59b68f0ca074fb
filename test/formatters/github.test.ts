import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatGithub } from '../../src/formatters/github.js'
import type { PublishedFinding } from '../../src/linter/publish.js'
import { clean, sample } from './sample-report.js'

interface Command {
  readonly command: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** Reads commands as the runner does: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs */
function readCommand(line: string): Command | undefined {
  const match = /^::([a-z]+) ?([^:]*(?::(?!:)[^:]*)*)::(.*)$/.exec(line)
  if (match === null) return undefined
  const properties = match[2]!.split(',').map((pair) => {
    const equals = pair.indexOf('=')
    return [pair.slice(0, equals), unescape(pair.slice(equals + 1))] as const
  })
  return { command: match[1]!, properties: Object.fromEntries(properties), message: unescape(match[3]!) }
}

function unescape(text: string): string {
  return text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%25', '%')
}

async function linesOf({ report, context }: typeof sample): Promise<string[]> {
  return (await formatGithub(report, context)).trimEnd().split('\n')
}

async function commandsOf(input: typeof sample): Promise<Command[]> {
  return (await linesOf(input)).flatMap((line) => readCommand(line) ?? [])
}

const [first] = sample.report.findings

function withFindings(...findings: Partial<PublishedFinding>[]): typeof sample {
  return { ...clean, report: { ...clean.report, findings: findings.map((parts) => ({ ...first!, ...parts })) } }
}

test('every open finding and every problem is a command, the gravest first', async () => {
  const commands = await commandsOf(sample)
  assert.deepEqual(
    commands.map(({ command }) => command),
    ['error', 'error', 'error', 'error', 'error', 'warning', 'notice', 'notice'],
  )
  assert.deepEqual(
    commands.slice(0, 2).map(({ properties }) => properties['title']),
    ['syntax-error', 'unreadable-file'],
  )
})

test('columns are given where the finding is on one line', async () => {
  const location = { path: 'a.json', startLine: 3, startColumn: 5, endLine: 3, endColumn: 9 }
  const commands = await commandsOf(withFindings({ location }, { location: { ...location, endLine: 4 } }))
  const place = { file: 'a.json', line: '3', title: first!.ruleId }
  assert.deepEqual(
    commands.map(({ properties }) => properties),
    [
      { ...place, endLine: '3', col: '5', endColumn: '9' },
      { ...place, endLine: '4' },
    ],
  )
})

test('standard input is no file; without a place there is none', async () => {
  const [stdin] = await commandsOf(withFindings({ location: { ...first!.location, path: '<stdin>' } }))
  assert.deepEqual(stdin!.properties, { title: first!.ruleId })
  const problem = (await commandsOf(sample)).find(({ properties }) => properties['title'] === 'unreadable-file')!
  assert.deepEqual(problem.properties, { file: 'policies/secret.json', title: 'unreadable-file' })
})

test('text that would end a command or a property is escaped', async () => {
  const path = 'a,b:c%2C,line=1.json'
  const message = '100% of ::error file=x::, 50%0A'
  const input = withFindings({ location: { ...first!.location, path }, message, help: 'Do.' })
  const lines = await linesOf(input)
  assert.equal(lines.length, 2)
  const [command] = await commandsOf(input)
  assert.equal(command!.properties['file'], path)
  assert.equal(command!.message, `${path}:${first!.location.startLine}:${first!.location.startColumn}: ${message}\nDo.`)
})

test('the message has the proof and the help', async () => {
  const command = (await commandsOf(sample)).find(({ properties }) => properties['title'] === 'missing-patch-bucket-access')!
  assert.deepEqual(command.message.split('\n').slice(1), [
    'Proof: an unsigned request is denied: s3:GetObject on arn:aws:s3:::aws-ssm-eu-west-1/example',
    'Add a statement that grants it to everyone.',
  ])
})

test('beyond ten of a kind it says how many GitHub does not show', async () => {
  const errors = Array.from({ length: 12 }, () => ({ severity: 'error' as const }))
  const warnings = Array.from({ length: 11 }, () => ({ severity: 'warning' as const }))
  const notes = Array.from({ length: 10 }, () => ({ severity: 'note' as const }))
  const lines = await linesOf(withFindings(...notes, ...warnings, ...errors))
  assert.equal(lines.length, 35)
  assert.equal(lines.at(-2), 'GitHub shows 10 annotations of each kind per step; only in this log: 2 errors, 1 warning')
  assert.ok(!(await linesOf(sample)).some((line) => line.startsWith('GitHub shows')))
})

test('the last line says what was judged, and what was not and why', async () => {
  assert.match((await linesOf(sample)).at(-1)!, /; judged 3 of 5 policies .*; not judged: iam\/role\.json: an identity policy; /)
  assert.deepEqual(await linesOf(clean), ['no findings; judged 1 policy and 0 endpoints in 1 file'])
})
