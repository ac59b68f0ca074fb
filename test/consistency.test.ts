import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { rules } from '../rules/index.js'
import { sourceOf } from '../src/catalog/catalog.js'
import { FORMATS } from '../src/formatters/index.js'
import type { Message, Rule } from '../src/linter/rule.js'
import { SEVERITIES } from '../src/linter/severity.js'
import { CASES_FOLDER, casesOf, expectedLines, type RuleCase } from './support/rule-cases.js'

const ids = rules.map(({ meta }) => meta.id)

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name).sort()
}

test('rules are sorted by id, and no id comes twice', () => {
  assert.deepEqual(ids, [...new Set(ids)].sort())
})

test('the folders of rules/ are the rules', () => {
  assert.deepEqual(foldersIn('rules'), ids)
})

test('the folders of fixtures/rules/ are the rules', () => {
  assert.deepEqual(foldersIn(CASES_FOLDER), ids)
})

test('rules/index.ts has an import and a line for each rule, named after it', () => {
  const lines = readFileSync('rules/index.ts', 'utf8').split('\n')
  const imports = lines.flatMap((line) => /^import \{ (\w+) \} from '\.\/([a-z-]+)\/rule\.js'$/.exec(line)?.slice(1, 3).join(' ') ?? [])
  assert.deepEqual(imports, ids.map((id) => `${camelCase(id)} ${id}`))
  const entries = lines.flatMap((line) => /^ {2}(\w+),$/.exec(line)?.[1] ?? [])
  assert.deepEqual(entries, ids.map(camelCase))
})

function camelCase(id: string): string {
  return id.replaceAll(/-(.)/g, (_, letter: string) => letter.toUpperCase())
}

for (const rule of rules) {
  const { id } = rule.meta
  const invalid = casesOf(id, 'invalid')
  const valid = casesOf(id, 'valid')

  test(`${id}: has code and a page, and nothing but code beside them`, () => {
    const names = readdirSync(join('rules', id))
    for (const name of ['README.md', 'rule.ts']) assert.ok(names.includes(name), `rules/${id}/${name} exists`)
    assert.deepEqual(names.filter((name) => name !== 'README.md' && !name.endsWith('.ts')), [])
  })

  test(`${id}: its metadata are complete`, () => checkMetadata(rule))

  test(`${id}: its messages are in order`, () => {
    for (const [messageId, message] of Object.entries(rule.messages)) checkMessage(messageId, message)
  })

  test(`${id}: has at least two valid and two invalid cases`, () => {
    assert.deepEqual(foldersIn(join(CASES_FOLDER, id)), ['invalid', 'valid'])
    assert.ok(invalid.length >= 2, `${invalid.length} invalid cases`)
    assert.ok(valid.length >= 2, `${valid.length} valid cases`)
  })

  test(`${id}: every invalid case has its findings, and all findings have their case`, () => {
    for (const { expectation } of invalid) assert.ok(existsSync(expectation), `${expectation} exists`)
    for (const [kind, cases] of Object.entries({ invalid, valid })) {
      const folder = join(CASES_FOLDER, id, kind)
      const expectations = readdirSync(folder).filter((name) => name.endsWith('.findings')).map((name) => join(folder, name))
      assert.deepEqual(expectations.filter((path) => !cases.some(({ expectation }) => expectation === path)), [])
      assert.equal(new Set(cases.map(({ name }) => name)).size, cases.length, 'no two cases share a name')
    }
  })

  test(`${id}: the findings of a valid case are notes of what could not be decided`, () => {
    for (const ruleCase of valid) {
      for (const line of expectedLines(ruleCase) ?? []) assert.match(line, /^\d+:\d+ note undecided\//, ruleCase.expectation)
    }
  })

  test(`${id}: an invalid case produces each of its messages`, () => {
    const produced = new Set(invalid.flatMap((ruleCase) => ownFindings(id, ruleCase).map(({ messageId }) => messageId)))
    assert.deepEqual([...produced].sort(), Object.keys(rule.messages).sort())
  })

  test(`${id}: a case has two findings`, () => {
    assert.ok(invalid.some((ruleCase) => ownFindings(id, ruleCase).length >= 2))
  })

  // The other subjects have places of their own outside of policies.
  if (rule.subject === 'policy') {
    test(`${id}: a case has a finding inside of an escaped policy`, () => {
      assert.ok(invalid.some((ruleCase) => ownFindings(id, ruleCase).some((finding) => isInsideEscapedPolicy(ruleCase, finding))))
    })
  }
}

interface ExpectedFinding {
  readonly line: number
  readonly column: number
  readonly messageId: string
}

function ownFindings(id: string, ruleCase: RuleCase): ExpectedFinding[] {
  return (expectedLines(ruleCase) ?? []).flatMap((text) => {
    const match = /^(\d+):(\d+) \S+ ([a-z-]+)\/(\S+) /.exec(text)
    return match === null || match[3] !== id ? [] : [{ line: Number(match[1]), column: Number(match[2]), messageId: match[4]! }]
  })
}

function isInsideEscapedPolicy({ files }: RuleCase, { line, column }: ExpectedFinding): boolean {
  return files.some(({ content }) => {
    const before = Buffer.from(content as Uint8Array).toString('utf8').split(/\r\n|\r|\n/)[line - 1]?.slice(0, column - 1)
    return before !== undefined && /"PolicyDocument"\s*:\s*"(?:[^"\\]|\\.)*$/.test(before)
  })
}

function checkMetadata({ meta }: Rule): void {
  const { id, description, presets, precision, securitySeverity, sources } = meta
  assert.match(id, /^[a-z]+(-[a-z]+)+$/)
  assert.match(description, /^\p{Lu}[^.]*(?:\.\S[^.]*)*\.$/u, 'the description is one sentence')
  assert.ok(presets.includes('strict'), 'the strict preset has every rule')
  assert.deepEqual(presets, [...new Set(presets)])
  assert.ok(['very-high', 'high', 'medium'].includes(precision))
  assert.ok(securitySeverity === undefined || (securitySeverity > 0 && securitySeverity <= 10))
  assert.ok(sources.length > 0, 'the rule names its sources')
  for (const source of sources) {
    assert.ok(sourceOf(source) !== undefined || /^https:\/\/\S+$/.test(source), `${source} is a source of the catalog or an address`)
  }
}

function checkMessage(id: string, { severity, text, help }: Message): void {
  assert.match(id, /^[a-z]+(-[a-z]+)*$/)
  assert.ok(SEVERITIES.includes(severity))
  assert.match(text, /^[^\p{Lu}\s].*[^.\s]$/u, `the message "${text}" starts in lower case and has no final period`)
  assert.match(help, /^(?:\{\w+\}$|[\p{Lu}{`"].*[.?}]$)/u, `the help "${help}" is a sentence`)
}

test('every format has a golden file, and every golden file its format', () => {
  const goldens = readdirSync('fixtures/formatters').filter((name) => name.endsWith('.golden'))
  assert.deepEqual(goldens.sort(), Object.keys(FORMATS).map((format) => `${format}.golden`).sort())
})
