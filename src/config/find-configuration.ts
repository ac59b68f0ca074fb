import { posix } from 'node:path'

export const CONFIGURATION_NAME = 'vpce-lint.config.json'

/**
 * The path of the configuration nearest to a directory: in it, or in one above it up to the root of its git repository.
 * Outside a repository only the directory itself is looked at, since what lies above may be another user's.
 */
export function findConfiguration(directory: string, exists: (path: string) => boolean): string | undefined {
  const directories = upwards(directory)
  const root = directories.findIndex((candidate) => exists(posix.join(candidate, '.git')))
  return directories
    .slice(0, root + 1 || 1)
    .map((candidate) => posix.join(candidate, CONFIGURATION_NAME))
    .find(exists)
}

function upwards(directory: string): string[] {
  const parent = posix.dirname(directory)
  return parent === directory || parent === '.' ? [directory] : [directory, ...upwards(parent)]
}
