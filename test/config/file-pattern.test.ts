import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileMatcher } from '../../src/config/file-pattern.js'

const project = { configuration: '/project', working: '/project' }
const cases: [patterns: string[], path: string, matches: boolean][] = [
  [['s3.json'], 's3.json', true],
  [['s3.json'], 'a/b/s3.json', true],
  [['*.json'], 'a/.hidden/s3.json', true],
  [['a/*.json'], 'a/s3.json', true],
  [['a/*.json'], 'a/b/s3.json', false],
  [['a/**'], 'a/b/s3.json', true],
  [['./a/*.json'], 'a/s3.json', true],
  [['./s3.json'], 'a/s3.json', false],
  [['b/*', 'a/*'], 'a/s3.json', true],
  [['#a.json'], '#a.json', true],
  [['!a.json'], 'b.json', false],
  [['*.json'], '/elsewhere/s3.json', true],
  [['a/*.json'], '/project/a/s3.json', true],
  [['a/*.json'], '/elsewhere/a/s3.json', false],
]

for (const [patterns, path, matches] of cases) {
  test(`${patterns.join(', ')} ${matches ? 'matches' : 'does not match'} ${path}`, () =>
    assert.equal(fileMatcher(patterns, project)(path), matches))
}

test('patterns are relative to the configuration, paths to the working directory', () => {
  const matches = fileMatcher(['policies/*.json'], { configuration: '/project', working: '/project/policies/old' })
  assert.equal(matches('../s3.json'), true)
  assert.equal(matches('s3.json'), false)
})
