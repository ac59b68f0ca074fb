import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { parse } from 'yaml'
import { version } from '../src/version.js'
import { blocksOf } from './support/page.js'

interface Workflow {
  readonly permissions?: unknown
  readonly jobs: Readonly<Record<string, { readonly permissions?: object; readonly steps: readonly { readonly run?: string }[] }>>
}

const FOLDER = '.github/workflows'
const GUIDE = 'docs/code-scanning.md'

const texts: Record<string, string> = Object.fromEntries(
  readdirSync(FOLDER).map((name) => [`${FOLDER}/${name}`, readFileSync(`${FOLDER}/${name}`, 'utf8')]),
)
const examples = blocksOf(readFileSync(GUIDE, 'utf8')).filter(({ language }) => language === 'yaml')
for (const { lines, start } of examples) texts[`${GUIDE}:${start}`] = lines.join('\n')

test('there are the workflows that the project needs, and an example for its users', () => {
  for (const name of ['ci.yml', 'release.yml']) assert.ok(`${FOLDER}/${name}` in texts)
  assert.ok(examples.length > 0)
})

for (const [name, text] of Object.entries(texts)) {
  test(`${name}: actions are pinned by their commits, with the version beside`, () => {
    const uses = text.split('\n').filter((line) => /^\s*(?:- )?uses:/.test(line))
    assert.ok(uses.length > 0)
    for (const line of uses) assert.match(line, /uses: [\w-]+(?:\/[\w-]+)+@[\da-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test(`${name}: nothing is permitted but what a job asks for`, () => {
    const { permissions, jobs } = parse(text) as Workflow
    assert.deepEqual(permissions, {})
    for (const [id, job] of Object.entries(jobs)) assert.ok(job.permissions !== undefined, `the job ${id} has permissions of its own`)
  })

  // https://docs.github.com/en/actions/concepts/security/script-injections
  test(`${name}: no expression becomes part of a script`, () => {
    const { jobs } = parse(text) as Workflow
    for (const { steps } of Object.values(jobs)) for (const { run } of steps) assert.doesNotMatch(run ?? '', /\$\{\{/)
  })
}

test('an action has one version everywhere', () => {
  const pins = Object.values(texts).flatMap((text) => {
    return Array.from(text.matchAll(/uses: (\S+)@(.+)$/gm), ([, action, pin]) => [action!, pin!] as const)
  })
  for (const [action, pin] of pins) assert.equal(pin, pins.find(([other]) => other === action)![1], action)
})

test('the example runs this version', () => {
  const versions = Array.from(readFileSync(GUIDE, 'utf8').matchAll(/vpce-lint@([\d.]+)/g), ([, found]) => found)
  assert.ok(versions.length > 0)
  assert.deepEqual([...new Set(versions)], [version])
})
