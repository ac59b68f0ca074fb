import assert from 'node:assert/strict'
import { test } from 'node:test'
import { NO_CONFIGURATION } from '../src/config/configuration.js'
import { run, type ReadFile, type RunOptions } from '../src/run.js'
import { rule, OPEN } from './linter/stand-ins.js'
import type { EndpointPolicy } from '../src/linter/rule.js'

const seen: EndpointPolicy[] = []
const spy = rule('spy-rule', 'policy', { open: OPEN }, (policy: EndpointPolicy) => (seen.push(policy), []))
const options: RunOptions = { rules: [spy], configuration: NO_CONFIGURATION, hint: {}, skipUnknown: false, today: '2026-06-15' }
const policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' }] })
const file = (path: string, content: ReadFile['content'], explicit = true): ReadFile => ({ path, content, explicit })

test('hints: the command line is stronger than the configuration', async () => {
  seen.length = 0
  const configuration = {
    ...NO_CONFIGURATION,
    hintFor: (path: string) => (path === 'a.json' ? { service: 's3', region: 'eu-west-1' } : {}),
  }
  await run([file('a.json', policy)], { ...options, configuration, hint: { region: 'eu-west-3' } })
  assert.deepEqual(
    seen.map(({ service, region }) => [service, region]),
    [['s3', 'eu-west-3']],
  )
})

test('files are counted as read, skipped, rejected', async () => {
  const problem = { id: 'unreadable-file' as const, message: 'no', help: 'Help.', path: 'gone.json' }
  const files = [
    file('s3_endpoint_policy.json', policy),
    file('other.json', '{}', false),
    file('gone.json', problem),
    file('named.json', '{}'),
    file('utf16.json', new Uint8Array([255, 254, 123, 0]), false),
  ]
  const { problems, summary } = await run(files, options)
  assert.deepEqual(
    problems.map(({ id, path }) => `${id} ${path}`),
    ['unreadable-file gone.json', 'unknown-source named.json', 'unsupported-encoding utf16.json'],
  )
  assert.deepEqual([summary.files, summary.skipped, summary.policies, summary.judged], [1, 1, 1, 1])
  assert.deepEqual(
    summary.notJudged.map(({ path }) => path),
    ['gone.json', 'named.json', 'utf16.json'],
  )
})

test('files that are named but hold nothing of ours can be skipped', async () => {
  const { problems, summary } = await run([file('named.json', '{}')], { ...options, skipUnknown: true })
  assert.deepEqual([problems.length, summary.skipped], [0, 1])
})

test('among files that can be skipped, one that is broken is a problem only when it looks like ours', async () => {
  const files = [file('chart.yaml', '{{ if a }}\nb: c\n'), file('output.yaml', 'VpcEndpoints: [\n'), file('till.json', '{"a": 1,}')]
  const { problems, summary } = await run(files, { ...options, skipUnknown: true })
  assert.deepEqual([problems.map(({ path }) => path), summary.skipped], [['output.yaml'], 2])
})

test('problems of the listing are problems of the report', async () => {
  const problem = { id: 'unreadable-file' as const, message: 'no', help: 'Help.', path: 'dir' }
  assert.deepEqual((await run([], { ...options, problems: [problem] })).problems, [problem])
})
