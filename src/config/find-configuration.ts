import { posix } from 'node:path'

export const CONFIGURATION_NAME = 'vpce-lint.config.json'

export const CONFIGURATION_NAMES: readonly string[] = [CONFIGURATION_NAME, 'vpce-lint.config.jsonc', 'vpce-lint.config.yaml']

/**
 * The path of the configuration nearest to a directory: in it, or in one above it up to the root of its git repository.
 * Outside a repository only the directory itself is looked at, since what lies above may be another user's. Of several in one
 * folder none is the right one, so that all are given.
 */
export function findConfigurations(directory: string, exists: (path: string) => boolean): readonly string[] {
  const directories = upwards(directory)
  const root = directories.findIndex((candidate) => exists(posix.join(candidate, '.git')))
  for (const candidate of directories.slice(0, root + 1 || 1)) {
    const found = CONFIGURATION_NAMES.map((name) => posix.join(candidate, name)).filter(exists)
    if (found.length > 0) return found
  }
  return []
}

function upwards(directory: string): string[] {
  const parent = posix.dirname(directory)
  return parent === directory || parent === '.' ? [directory] : [directory, ...upwards(parent)]
}
