import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainDraft, type Draft } from '../../src/linter/draft.js'
import type { RuleContext } from '../../src/linter/rule.js'
import { joinVariants, type Variation } from '../../src/linter/variations.js'
import { SourceFile } from '../../src/text/source-text.js'

const template = new SourceFile('template.yaml', 'Resources: {}')
const other = new SourceFile('describe.json', '{}')
const NOWHERE = {} as RuleContext

function draft(message: string, file = template, related = file): Draft {
  return plainDraft({ ruleId: 'r', messageId: 'm', severity: 'error', message, help: 'h', at: { file, start: 0, end: 1 }, related: related === file ? [] : [{ at: { file: related, start: 0, end: 1 }, note: 'n' }] })
}

function variation(when: readonly string[], ...others: (readonly string[])[]): Variation {
  return { file: template, when, others: others.map((clauses) => ({ when: clauses, context: () => NOWHERE })) }
}

function joined(base: Draft[], variations: Variation[], ...looks: Draft[][]): string[] {
  const queue = [...looks]
  return joinVariants(base, variations, () => queue.shift()!).map(({ message }) => message)
}

test('without variations drafts stay as they are', () => {
  const drafts = [draft('a')]
  assert.equal(joinVariants(drafts, [], () => []), drafts)
})

test('what holds in all variants stays as it is; the rest says where it holds', () => {
  const messages = joined([draft('always'), draft('first')], [variation(['p is "1"'], ['p is "2"', 'q is "x"'])], [draft('always'), draft('second')])
  assert.deepEqual(messages, ['always', 'first, where p is "1"', 'second, where p is "2" and q is "x"'])
})

test('of many variants two are named', () => {
  const messages = joined([draft('a')], [variation(['1'], ['2'], ['3'], ['4'])], [draft('a')], [draft('a')], [])
  assert.deepEqual(messages, ['a, where 1, or 2, or in 1 more'])
})

test('what has nothing to do with the template is left alone, also when it is found again', () => {
  const messages = joined([draft('elsewhere', other)], [variation(['1'], ['2'])], [draft('elsewhere', other)])
  assert.deepEqual(messages, ['elsewhere'])
})

test('a finding elsewhere that rests on the template is one of its variants', () => {
  const messages = joined([draft('evidence', other, template)], [variation(['1'], ['2'])], [])
  assert.deepEqual(messages, ['evidence, where 1'])
})
