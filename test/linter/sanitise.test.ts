import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sanitise } from '../../src/linter/sanitise.js'
import { internSymbol } from '../../src/policy/symbol.js'

const cases: [name: string, text: string, safe: string][] = [
  ['plain text', 'AllowOrg arn:aws:s3:::bucket/* é 中 😀', 'AllowOrg arn:aws:s3:::bucket/* é 中 😀'],
  ['escape sequences', 'a\u001b[2Jb', 'a\\u001b[2Jb'],
  ['line ends and tabs', 'a\r\nb\tc', 'a\\u000d\\u000ab\\u0009c'],
  ['C1 controls', '\u009b31m\u0085', '\\u009b31m\\u0085'],
  ['delete', '\u007f', '\\u007f'],
  ['bidi overrides and isolates', '\u202eabc\u2066', '\\u202eabc\\u2066'],
  ['zero-width characters', 'a\u200bb\u200dc\ufeff', 'a\\u200bb\\u200dc\\ufeff'],
  ['line separators', '\u2028\u2029', '\\u2028\\u2029'],
  ['tag characters', '\u{e0041}', '\\u{e0041}'],
  ['lone surrogates', 'a\ud800', 'a\\ud800'],
  ['private use', '\uf8ff', '\\uf8ff'],
  ['letters without a glyph', '\u3164', '\\u3164'],
  ["commands of GitHub's runner", '::error::x', '\\u003a:error::x'],
  ['commands behind blanks', '  ::error::x', '  \\u003a:error::x'],
  ["old commands of GitHub's runner", 'a ##[error]x', 'a \\u0023#[error]x'],
]

for (const [name, text, safe] of cases) {
  test(`${name}: ${JSON.stringify(text)}`, () => assert.equal(sanitise(text), safe))
}

test('a symbol is shown as its author wrote it, made safe too', () => {
  assert.equal(sanitise(`aws-ssm-${internSymbol('<region>', 'region')!.character}`), 'aws-ssm-<region>')
  assert.equal(sanitise(internSymbol('<\u001b>', 'any')!.character), '<\\u001b>')
})

test('of a very long text the start is shown', () => {
  assert.equal(sanitise('x'.repeat(5000)), `${'x'.repeat(4000)}… (1000 more characters)`)
  assert.equal(sanitise('x'.repeat(4000)).length, 4000)
})
