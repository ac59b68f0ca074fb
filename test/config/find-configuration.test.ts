import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findConfigurations } from '../../src/config/find-configuration.js'

const cases: [name: string, directory: string, existing: string[], found: string | undefined][] = [
  ['in the directory', '/r/a', ['/r/.git', '/r/a/vpce-lint.config.json'], '/r/a/vpce-lint.config.json'],
  ['above it', '/r/a/b', ['/r/.git', '/r/vpce-lint.config.json'], '/r/vpce-lint.config.json'],
  ['the nearest', '/r/a/b', ['/r/.git', '/r/vpce-lint.config.json', '/r/a/vpce-lint.config.json'], '/r/a/vpce-lint.config.json'],
  ['not above the repository', '/r/a', ['/r/.git', '/vpce-lint.config.json'], undefined],
  ['not above the nearest repository', '/r/a/b', ['/r/.git', '/r/a/.git', '/r/vpce-lint.config.json'], undefined],
  ['outside a repository in the directory only', '/r/a', ['/r/vpce-lint.config.json'], undefined],
  ['outside a repository in the directory', '/r/a', ['/r/a/vpce-lint.config.json'], '/r/a/vpce-lint.config.json'],
  ['at the root', '/', ['/vpce-lint.config.json'], '/vpce-lint.config.json'],
  ['on a Windows drive', 'C:/r/a', ['C:/r/.git', 'C:/r/vpce-lint.config.json'], 'C:/r/vpce-lint.config.json'],
]

for (const [name, directory, existing, found] of cases) {
  test(name, () =>
    assert.deepEqual(
      findConfigurations(directory, (path) => existing.includes(path)),
      found === undefined ? [] : [found],
    ),
  )
}

test('in any of the languages, and all of one folder', () => {
  const existing = ['/r/.git', '/r/vpce-lint.config.json', '/r/a/vpce-lint.config.jsonc', '/r/a/vpce-lint.config.yaml']
  const find = (directory: string) => findConfigurations(directory, (path) => existing.includes(path))
  assert.deepEqual(find('/r/a/b'), ['/r/a/vpce-lint.config.jsonc', '/r/a/vpce-lint.config.yaml'])
  assert.deepEqual(find('/r'), ['/r/vpce-lint.config.json'])
})
