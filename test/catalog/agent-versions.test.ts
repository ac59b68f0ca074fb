import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isOlderAgent } from '../../src/catalog/agent-versions.js'

const cases: [version: string, other: string, older: boolean][] = [
  ['3.3.4.0', '3.3.40.0', true],
  ['3.3.40.0', '3.3.40.0', false],
  ['3.3.40', '3.3.40.0', false],
  ['3.3', '3.3.40.0', true],
  ['10.0.0.0', '3.3.40.0', false],
  ['2.99.99.99', '3.3.40.0', true],
]

for (const [version, other, older] of cases) {
  test(`agent ${version} is ${older ? '' : 'not '}older than ${other}`, () => assert.equal(isOlderAgent(version, other), older))
}
