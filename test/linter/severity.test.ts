import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effectiveSeverity, gravestOf, isAtLeast, type ConfiguredSeverity } from '../../src/linter/severity.js'
import type { Severity } from '../../src/linter/finding.js'

const cases: [own: Severity, gravest: Severity, configured: Exclude<ConfiguredSeverity, 'off'> | undefined, effective: Severity][] = [
  ['error', 'error', undefined, 'error'],
  ['warning', 'error', undefined, 'warning'],
  ['error', 'error', 'warning', 'warning'],
  ['warning', 'error', 'warning', 'warning'],
  ['note', 'error', 'warning', 'note'],
  ['error', 'error', 'note', 'note'],
  ['warning', 'error', 'note', 'note'],
  ['warning', 'warning', 'error', 'error'],
  ['note', 'warning', 'error', 'note'],
]

for (const [own, gravest, configured, effective] of cases) {
  test(`a ${own} of a rule of ${gravest}s, configured ${configured ?? 'nothing'}, is ${effective}`, () => {
    assert.equal(effectiveSeverity(own, gravest, configured), effective)
  })
}

test("the gravest of a rule's messages is found, whatever their order", () => {
  const message = (severity: Severity) => ({ severity, text: '', help: '' })
  assert.equal(gravestOf({ one: message('note'), two: message('error'), three: message('warning') }), 'error')
  assert.equal(gravestOf({ one: message('note') }), 'note')
})

test('severities are ordered', () => {
  assert.ok(isAtLeast('error', 'warning'))
  assert.ok(isAtLeast('note', 'note'))
  assert.ok(!isAtLeast('note', 'warning'))
})
