import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantsColor } from '../../src/command-line/color.js'

const cases: [name: string, option: string | undefined, environment: Record<string, string>, isTerminal: boolean, wanted: boolean][] = [
  ['a terminal', undefined, {}, true, true],
  ['a pipe', undefined, {}, false, false],
  ['NO_COLOR', 'auto', { NO_COLOR: '1' }, true, false],
  ['an empty NO_COLOR', undefined, { NO_COLOR: '' }, true, true],
  ['FORCE_COLOR', undefined, { FORCE_COLOR: '1' }, false, true],
  ['an empty FORCE_COLOR', undefined, { FORCE_COLOR: '' }, false, true],
  ['FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, true, false],
  ['both', undefined, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
  ['a dumb terminal', undefined, { TERM: 'dumb' }, true, false],
  ['--color always', 'always', { NO_COLOR: '1' }, false, true],
  ['--color never', 'never', { FORCE_COLOR: '1' }, true, false],
]

for (const [name, option, environment, isTerminal, wanted] of cases) {
  test(`${name}: ${wanted ? 'colour' : 'none'}`, () => assert.equal(wantsColor(option, { environment, isTerminal }), wanted))
}
