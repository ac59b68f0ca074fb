import assert from 'node:assert/strict'
import { rmSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { rules } from '../rules/index.js'
import { evaluate } from '../src/access/evaluate.js'
import type { LintReport } from '../src/linter/report.js'
import type { EndpointPolicy, Rule, Span, Witness } from '../src/linter/rule.js'
import { isOf, linesOf, lintInputs, placeOf, type InputFile } from './support/lint-inputs.js'
import { reformatJson } from './support/reformat-json.js'
import { casesOf, expectedLines, type CaseKind, type RuleCase } from './support/rule-cases.js'

for (const rule of rules) {
  for (const kind of ['invalid', 'valid'] as const) {
    for (const ruleCase of casesOf(rule.meta.id, kind)) {
      test(`${rule.meta.id}: ${kind}/${ruleCase.name}`, async () => {
        const replayed: string[] = []
        const report = await lintInputs([replaying(rule, replayed)], ruleCase.files, ruleCase.configuration)
        compareFindings(rule, kind, ruleCase, report)
        checkPlaces(report)
        checkTexts(rule, report)
        assert.deepEqual(replayed, [], 'witnesses have the outcome that they claim')
        await checkFingerprints(rule, ruleCase, report)
      })
    }
  }
}

function compareFindings(rule: Rule, kind: CaseKind, ruleCase: RuleCase, report: LintReport): void {
  const actual = linesOf(rule, report)
  const isNote = (line: string): boolean => line.includes(' note undecided/')
  if (kind === 'valid') assert.deepEqual(actual.filter((line) => !isNote(line)), [], 'a valid case has no findings')
  else assert.ok(actual.some((line) => line.includes(` ${rule.meta.id}/`)), 'an invalid case has a finding of its rule')
  const expected = expectedLines(ruleCase)
  if (process.env['UPDATE'] !== '1') return assert.deepEqual(actual, expected ?? [], ruleCase.expectation)
  // What a valid case may leave undecided is for its author to say, so no file is made for it.
  if (kind === 'invalid' || (expected !== undefined && actual.length > 0)) writeFileSync(ruleCase.expectation, `${actual.join('\n')}\n`)
  else if (expected !== undefined) rmSync(ruleCase.expectation)
  else assert.deepEqual(actual, [], `${ruleCase.name} has undecided notes but no ${ruleCase.expectation}`)
}

/** The rule, which replays each witness that it yields and keeps account of those that fail. */
function replaying(rule: Rule, failures: string[]): Rule {
  return {
    ...rule,
    *check(subject, context, options) {
      for (const report of rule.check(subject, context, options)) {
        const policy = report.policy ?? (rule.subject === 'policy' ? (subject as EndpointPolicy) : undefined)
        if (report.witness !== undefined && policy !== undefined) {
          const { outcome } = evaluate(policy.policy, report.witness.request, context.environmentOf(policy))
          if (outcome !== report.witness.outcome) failures.push(describeWitness(report.at, report.witness))
        }
        yield report
      }
    },
  }
}

function describeWitness(at: Span, { caller, request, outcome }: Witness): string {
  return `${placeOf(at)}: ${caller} ${request.action} on ${request.resource} is not ${outcome}`
}

function checkPlaces({ findings }: LintReport): void {
  for (const { at, related } of findings) {
    const shown = related.map((place) => `${placeOf(place.at)} ${place.note}`)
    assert.deepEqual(shown, [...new Set(shown)], 'no related place comes twice')
    for (const { file, start, end } of [at, ...related.map((place) => place.at)]) {
      const place = placeOf({ file, start, end })
      assert.ok(start >= 0 && end > start && end <= file.text.length, `${place} is a stretch of its file`)
      assert.notEqual(file.text.slice(start, end).trim(), '', `${place} is no white space`)
    }
  }
}

function checkTexts(rule: Rule, { findings }: LintReport): void {
  for (const { ruleId, messageId, message, help, related } of findings) {
    if (!isOf(rule, ruleId, messageId)) continue
    for (const text of [message, ...related.map(({ note }) => note)]) {
      assert.match(text, /^[^\p{Lu}\s]/u, 'messages start in lower case')
      assert.match(text, /[^.\s]$/, 'messages have no final period')
      assert.doesNotMatch(text, /\n/, 'messages are one line')
    }
    assert.match(help, /^\S.*[.?]$/s, 'help is a sentence')
  }
}

async function checkFingerprints(rule: Rule, ruleCase: RuleCase, report: LintReport): Promise<void> {
  const fingerprints = fingerprintsOf(rule, report)
  for (const fingerprint of fingerprints) assert.match(fingerprint, /^[0-9a-f]{32}$/)
  assert.equal(new Set(fingerprints).size, fingerprints.length, 'no two findings share a fingerprint')
  const files = ruleCase.files.map(reformat)
  if (files.some((file) => file === undefined)) return
  const again = await lintInputs([rule], files as InputFile[], ruleCase.configuration)
  assert.deepEqual(fingerprintsOf(rule, again), fingerprints, 'fingerprints survive another layout')
}

function fingerprintsOf(rule: Rule, { findings }: LintReport): string[] {
  return findings.filter(({ ruleId, messageId }) => isOf(rule, ruleId, messageId)).map(({ fingerprint }) => fingerprint).sort()
}

function reformat({ path, content }: InputFile): InputFile | undefined {
  const text = Buffer.from(content as Uint8Array).toString('utf8')
  try {
    JSON.parse(text)
  } catch {
    return undefined
  }
  return { path, content: reformatJson(text) }
}
