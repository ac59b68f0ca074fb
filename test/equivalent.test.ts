import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { rules } from '../rules/index.js'
import { publish, type PublishedFinding } from '../src/linter/publish.js'
import { run } from '../src/run.js'
import { NO_CONFIGURATION } from '../src/config/configuration.js'
import { readConfiguration } from '../src/config/read-configuration.js'
import { SourceFile } from '../src/text/source-text.js'

/*
 * The same eight endpoints, gateway and interface, good and bad, in every format: what is found differs in its place alone.
 */
const root = 'fixtures/equivalent'
const formats = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)

async function findingsIn(format: string): Promise<{ findings: readonly PublishedFinding[]; texts: Map<string, string> }> {
  const folder = `${root}/${format}`
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile()).map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name)).sort()
  const texts = new Map(paths.map((path) => [path, readFileSync(path, 'utf8')]))
  const config = new SourceFile('vpce-lint.config.json', readFileSync(`${root}/vpce-lint.config.json`, 'utf8'))
  const configuration = await readConfiguration(config, rules.map(({ meta }) => meta), { configuration: '/', working: '/' })
  const files = paths.map((path) => ({ path, explicit: false, content: texts.get(path)! }))
  const report = await run(files, { rules, configuration: { ...NO_CONFIGURATION, ...configuration }, hint: { region: 'eu-west-1' }, skipUnknown: false, today: '2026-11-23' })
  const { findings, problems, summary } = publish(report, { name: 'vpce-lint', version: '0.0.0', catalogDate: '2026-11-22' })
  assert.deepEqual(problems, [])
  assert.deepEqual([summary.policies, summary.judged], [8, 8])
  return { findings, texts }
}

const summaryOf = ({ ruleId, messageId, severity, message, subject }: PublishedFinding): string =>
  `${subject.service} ${subject.statement ?? ''}: ${severity} ${ruleId}/${messageId} ${message}`

test('there are formats to compare', () => {
  assert.deepEqual(formats, ['cdk', 'cloudformation-json', 'cloudformation-yaml', 'describe', 'policies', 'terraform'])
})

for (const format of formats) {
  test(`${format}: the same findings as those of raw policies`, async () => {
    const expected = (await findingsIn('policies')).findings.map(summaryOf).sort()
    assert.ok(expected.length >= 8, `${expected.length} findings`)
    assert.deepEqual((await findingsIn(format)).findings.map(summaryOf).sort(), expected)
  })

  test(`${format}: every finding of a statement stands inside of it`, async () => {
    const { findings, texts } = await findingsIn(format)
    for (const { location, ruleId } of findings) {
      const line = texts.get(location.path)!.split('\n')[location.startLine - 1]!
      assert.match(line.slice(location.startColumn - 1), /^(?:\\?["{[]|\{)/, `${ruleId} at ${location.path}:${location.startLine}:${location.startColumn}`)
    }
  })
}
