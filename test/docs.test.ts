import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { test, type TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { rules } from '../rules/index.js'
import { generatedParts, pagePath, replacePart } from '../scripts/generate-docs.js'
import { CONFIGURATION_NAME } from '../src/config/find-configuration.js'
import type { LintReport } from '../src/linter/report.js'
import type { Rule } from '../src/linter/rule.js'
import { isOf, linesOf, lintInputs } from './support/lint-inputs.js'
import { blocksOf, replaceBlocks, sectionsOf, type Block, type Example } from './support/page.js'

const UPDATE = process.env['UPDATE'] === '1'

const SECTIONS = ['What it finds', 'Why it matters', 'Flagged', 'Passes', 'How to fix', 'When not to use it']

type Replacement = Parameters<typeof replaceBlocks>[1][number]

for (const part of generatedParts()) {
  test(`${part.path}: the ${part.marker} between the markers follows from the code`, { skip: isUnwritten(part.path) }, () => {
    const page = readFileSync(part.path, 'utf8')
    const expected = replacePart(page, part)
    if (UPDATE) writeFileSync(part.path, expected)
    else assert.equal(page, expected)
  })
}

// The page of a rule must exist; consistency.test.ts says so too when it does not.
function isUnwritten(path: string): boolean {
  return path === 'README.md' && !existsSync(path)
}

for (const rule of rules) {
  const path = pagePath(rule)
  test(`${path}: its sections`, () => {
    const sections = sectionsOf(readFileSync(path, 'utf8'))
    assert.deepEqual(sections.map(({ title }) => title), SECTIONS)
    for (const { title, text, examples } of sections) assert.ok(text.trim() !== '' || examples.length > 0, `"${title}" says something`)
  })

  test(`${path}: its examples`, async (context) => {
    const page = readFileSync(path, 'utf8')
    const replacements: Replacement[] = []
    for (const { title, examples } of sectionsOf(page)) {
      if (title !== 'Flagged' && title !== 'Passes') continue
      assert.ok(examples.length > 0, `${title} has an example`)
      for (const example of examples) {
        await context.test(`${title}: ${example.title}`, async () => {
          if (title === 'Passes') await checkPassing(rule, example)
          else replacements.push(await checkFlagged(rule, example))
        })
      }
    }
    if (UPDATE) writeFileSync(path, replaceBlocks(page, replacements))
  })
}

async function checkFlagged(rule: Rule, example: Example): Promise<Replacement> {
  const report = await lintExample(rule, example)
  const fired = new Set(report.findings.map(({ ruleId }) => ruleId))
  fired.delete('undecided')
  assert.deepEqual([...fired], [rule.meta.id], 'exactly this rule fires')
  const lines = linesOf(rule, report, 'page')
  const quotes = example.blocks.filter(({ language }) => language === 'text')
  assert.equal(quotes.length, 1, 'one ```text block quotes the findings')
  assert.equal(quotes[0], example.blocks.at(-1), 'the ```text block follows the files')
  if (!UPDATE) assert.deepEqual(quotes[0]!.lines, lines)
  return { block: quotes[0]!, lines }
}

async function checkPassing(rule: Rule, example: Example): Promise<void> {
  const { findings } = await lintExample(rule, example)
  const own = findings.filter(({ ruleId, messageId }) => isOf(rule, ruleId, messageId))
  assert.deepEqual(own.map(({ message }) => message), [])
}

/** What a user gets who has put the files of the example into a directory. */
async function lintExample(rule: Rule, { blocks }: Example): Promise<LintReport> {
  const shown = blocks.filter(({ language }) => language !== 'text' && language !== 'console')
  for (const { file, start } of shown) assert.ok(file !== undefined, `the block after line ${start} says "file=" and its name`)
  const files = shown.map(({ file, lines }) => ({ path: file!, content: `${lines.join('\n')}\n` }))
  assert.ok(files.length > 0, 'the example has a file')
  const configuration = files.find((file) => file.path === CONFIGURATION_NAME)?.content
  const enabled = rules.filter((candidate) => candidate === rule || candidate.meta.presets.includes('recommended'))
  const report = await lintInputs(enabled, files.filter((file) => file.path !== CONFIGURATION_NAME), configuration)
  assert.deepEqual(report.problems.map(({ message }) => message), [], 'the files of the example can be read')
  return report
}

const guides = readdirSync('docs').filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)

for (const path of ['README.md', ...guides, ...rules.map(pagePath)]) {
  test(`${path}: what its commands print`, { skip: isUnwritten(path) }, async (context) => {
    const page = readFileSync(path, 'utf8')
    const replacements: Replacement[] = []
    for (const block of blocksOf(page)) {
      if (block.language !== 'console' || !isOurCommand(block.lines[0] ?? '')) continue
      replacements.push({ block, lines: await runBlock(context, block) })
    }
    if (UPDATE) writeFileSync(path, replaceBlocks(page, replacements))
  })
}

function isOurCommand(line: string): boolean {
  return /^\$ (?:npx )?vpce-lint(?: |$)/.test(line)
}

/** Runs the commands of the block and compares what they print; returns the block as it should be. */
async function runBlock(context: TestContext, { lines }: Block): Promise<string[]> {
  const starts = lines.flatMap((line, index) => (line.startsWith('$ ') ? [index] : []))
  const updated: string[] = []
  for (const [index, start] of starts.entries()) {
    const [command = '', ...expected] = lines.slice(start, starts[index + 1])
    let output = expected
    await context.test(command, () => {
      assert.ok(isOurCommand(command), 'only commands of vpce-lint are run')
      const printed = runCommand(command)
      if (UPDATE && !expected.includes(ANYTHING)) output = printed
      else compareOutput(printed, expected)
    })
    updated.push(command, ...output)
  }
  return updated
}

/** On a line of its own: any lines. */
const ANYTHING = '…'

function compareOutput(printed: readonly string[], expected: readonly string[]): void {
  const escaped = expected.map((line) => (line === ANYTHING ? '(?:.*\\n)*?' : `${line.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\\n`))
  const text = printed.map((line) => `${line}\n`).join('')
  if (!new RegExp(`^${escaped.join('')}$`).test(text)) assert.deepEqual(printed, expected)
}

const CLI = fileURLToPath(new URL('../src/cli.js', import.meta.url))

/** The lines on stdout, without blank ones at the end, where Markdown has none. */
function runCommand(line: string): string[] {
  const command = line.replace(/^\$ (?:npx )?vpce-lint/, `"${process.execPath}" "${CLI}"`)
  const { stdout, error } = spawnSync('sh', ['-c', command], { encoding: 'utf8', env: { PATH: process.env['PATH'] }, timeout: 60_000 })
  if (error !== undefined) throw error
  return stdout.trimEnd().split('\n')
}
