import { posix } from 'node:path'
import { Minimatch } from 'minimatch'

/** Absolute directories, with `/`: where the configuration lies, and what paths of reports are relative to. */
export interface Directories {
  readonly configuration: string
  readonly working: string
}

/**
 * Tells which paths match one of the patterns, which are relative to the configuration's directory. `*` stops at `/`, `**`
 * does not; a pattern without a slash matches file names in every folder.
 */
export function fileMatcher(patterns: readonly string[], { configuration, working }: Directories): (path: string) => boolean {
  const matchers = patterns.map(
    (pattern) =>
      new Minimatch(pattern.replace(/^\.\//, ''), {
        matchBase: !pattern.includes('/'),
        dot: true,
        nocomment: true,
        nonegate: true,
        platform: 'linux',
      }),
  )
  return (path) => {
    const absolute = isAbsolute(path) ? path : posix.join(working, path)
    const relative = posix.relative(configuration, absolute)
    return matchers.some((matcher) => matcher.match(relative))
  }
}

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path)
}
