import hostPaths, { type PlatformPath } from 'node:path'
import type { Minimatch } from 'minimatch'
import { type Disk, type DirectoryItem, type InputFile, REAL_DISK, unreadable } from './read-files.js'
import { nearest } from './text/nearest.js'
import type { Problem } from './text/problem.js'

/** The endings of files that can hold something of ours; others are read only when they are named. */
const KNOWN_ENDINGS = ['.json', '.jsonc', '.yaml', '.yml', '.template', '.cfn', '.tfstate']

/** Read as what it is, wherever it stands; no input to judge. */
const CONFIGURATION = /^vpce-lint\.config\.(?:jsonc?|yaml)$/

export interface Inputs {
  /** Sorted by path; a file with several names comes once. */
  readonly files: readonly InputFile[]
  readonly problems: readonly Problem[]
  /** The directories and patterns that hold no file. */
  readonly unmatched: readonly string[]
}

export interface ListOptions {
  readonly cwd: string
  readonly stdinFilename?: string
  readonly disk?: Disk
  /** The rules of paths, where they are not those of this system. */
  readonly paths?: PlatformPath
}

/** Finds the files that the arguments mean: files, directories, patterns, `!patterns` to leave out, and `-` for stdin. */
export async function listInputs(patterns: readonly string[], options: ListOptions): Promise<Inputs> {
  const excluding = patterns.filter((pattern) => pattern.startsWith('!'))
  const { sep } = options.paths ?? hostPaths
  // Most runs name files and directories, for which the library need not be loaded.
  const compile = patterns.some((pattern) => MAGIC.test(pattern)) ? await patternCompiler(sep) : undefined
  const lister = new Lister(options, compile, excluding)
  for (const pattern of new Set(patterns)) if (!excluding.includes(pattern)) lister.add(pattern)
  return lister.result()
}

const MAGIC = /[!*?[{(\\]/

type PatternCompiler = (pattern: string, options?: { readonly dot: boolean }) => Minimatch

async function patternCompiler(separator: string): Promise<PatternCompiler> {
  const { Minimatch } = await import('minimatch')
  // Braces make a pattern; "!" is dealt with before, and "#" begins no comment on a command line.
  const common = { magicalBraces: true, nocomment: true, nonegate: true, windowsPathsNoEscape: separator === '\\' }
  return (pattern, options) => new Minimatch(pattern, { ...common, ...options })
}

interface Candidate extends InputFile {
  /** Where it is once symbolic links are resolved. */
  readonly real: string
}

/** Something met on a walk. */
interface Entry {
  readonly location: string
  /** Below the start of the walk, with "/". */
  readonly path: string
}

/** What a walk goes into and what it picks up. */
interface Selection {
  enters(entry: Entry): boolean
  takes(entry: Entry): boolean
}

function wholeDirectory(paths: PlatformPath): Selection {
  return {
    enters: ({ location }) => !paths.basename(location).startsWith('.') && !prunedWordOf(location, paths),
    takes: ({ location }) => isKnown(location, paths) && !prunedWordOf(location, paths),
  }
}

function matching(matcher: Minimatch, paths: PlatformPath): Selection {
  const { pattern } = matcher
  // Whoever writes an ending wants the files that have it, and whoever writes a pruned name wants what is in there.
  const writesEnding = /\.\w+$/.test(pattern)
  const isPruned = (location: string): boolean => {
    const word = prunedWordOf(location, paths)
    return word !== undefined && !pattern.includes(word)
  }
  return {
    enters: ({ location, path }) => matcher.match(path, true) && !isPruned(location),
    takes: ({ location, path }) => matcher.match(path) && (writesEnding || isKnown(location, paths)) && !isPruned(location),
  }
}

class Lister {
  readonly #cwd: string
  readonly #stdinFilename: string
  readonly #disk: Disk
  readonly #paths: PlatformPath
  readonly #compile: PatternCompiler | undefined
  readonly #excluding: readonly Minimatch[]
  readonly #candidates: Candidate[] = []
  readonly #problems = new Map<string, Problem>()
  readonly #unmatched: string[] = []

  constructor(options: ListOptions, compile: PatternCompiler | undefined, excluding: readonly string[]) {
    const { cwd, stdinFilename = '<stdin>', disk = REAL_DISK, paths = hostPaths } = options
    this.#cwd = cwd
    this.#stdinFilename = stdinFilename
    this.#disk = disk
    this.#paths = paths
    this.#compile = compile
    this.#excluding = excluding.flatMap((pattern) => compile?.(this.#fromHere(paths.resolve(cwd, pattern.slice(1))), { dot: true }) ?? [])
  }

  result(): Inputs {
    const best = new Map<string, Candidate>()
    for (const candidate of this.#candidates.sort(byRank)) if (!best.has(candidate.real)) best.set(candidate.real, candidate)
    const files = Array.from(best.values(), ({ path, explicit, location }) => ({ path, explicit, location }))
    return { files: files.sort(byPath), problems: [...this.#problems.values()].sort(byPath), unmatched: this.#unmatched }
  }

  add(argument: string): void {
    if (argument === '-') return void this.#candidates.push({ path: this.#stdinFilename, explicit: true, location: undefined, real: '-' })
    const location = this.#paths.resolve(this.#cwd, argument)
    try {
      const status = this.#disk.statSync(location)
      // An empty argument is a variable without a value, not the working directory.
      if (status.isDirectory() && argument !== '') this.#walk(argument, location, wholeDirectory(this.#paths))
      else if (argument !== '') this.#addFile(location, this.#realPath(location), true)
      else this.#addProblem(missing(argument, undefined))
    } catch (error) {
      if (!isAbsent(error)) this.#addProblem(unreadable('file', this.#show(location), error))
      else if (this.#compile?.(argument).hasMagic()) this.#addMatching(argument, this.#compile)
      else this.#addProblem(missing(this.#show(location), this.#nearest(location)))
    }
  }

  #addMatching(argument: string, compile: PatternCompiler): void {
    const segments = this.#slashed(argument).split('/')
    const magic = segments.findIndex((segment) => /[*?[{(\\]/.test(segment))
    const base = this.#paths.resolve(this.#cwd, [...segments.slice(0, magic), ''].join('/'))
    if (!this.#exists(base)) return void this.#unmatched.push(argument)
    this.#walk(argument, base, matching(compile(segments.slice(magic).join('/')), this.#paths))
  }

  #walk(argument: string, start: string, selection: Selection): void {
    const count = this.#candidates.length + this.#problems.size
    const walked = new Set<string>()
    const directories = [{ location: start, path: '', real: this.#realPath(start) }]
    const links: Entry[] = []
    while (directories.length + links.length > 0) {
      // Links come last, so that a directory goes by its own name where the walk meets it without them.
      const directory = directories.pop() ?? this.#follow(links.shift()!, selection)
      if (!directory || walked.has(directory.real)) continue
      walked.add(directory.real)
      for (const item of this.#contentsOf(directory.location)) {
        const location = this.#paths.join(directory.location, item.name)
        const entry = { location, path: directory.path + item.name }
        if (this.#isExcluded(location)) continue
        if (item.isSymbolicLink()) links.push(entry)
        else if (item.isDirectory() && selection.enters(entry))
          directories.push({ location, path: `${entry.path}/`, real: this.#paths.join(directory.real, item.name) })
        else if (item.isFile() && selection.takes(entry)) this.#addFile(location, this.#paths.join(directory.real, item.name), false)
      }
    }
    if (this.#candidates.length + this.#problems.size === count) this.#unmatched.push(argument)
  }

  /** The directory behind a symbolic link; a file behind it is added. */
  #follow(link: Entry, selection: Selection): { location: string; path: string; real: string } | undefined {
    try {
      const status = this.#disk.statSync(link.location)
      const real = this.#realPath(link.location)
      if (status.isDirectory() && selection.enters(link)) return { location: link.location, path: `${link.path}/`, real }
      if (status.isFile() && selection.takes(link)) this.#addFile(link.location, real, false)
    } catch (error) {
      if (selection.takes(link)) this.#addProblem(unreadable('file', this.#show(link.location), error))
    }
    return undefined
  }

  #contentsOf(directory: string): DirectoryItem[] {
    try {
      const contents = this.#disk.readdirSync(directory, { withFileTypes: true })
      return contents.sort((left, right) => compare(left.name, right.name))
    } catch (error) {
      this.#addProblem(unreadable('directory', this.#show(directory), error))
      return []
    }
  }

  /** What a path that does not exist may have been meant to be: the nearest name in the deepest directory on it that exists. */
  #nearest(location: string): string | undefined {
    const { basename, dirname, join } = this.#paths
    try {
      const name = nearest(basename(location), this.#disk.readdirSync(dirname(location)))
      return name && this.#show(join(dirname(location), name))
    } catch (error) {
      return isAbsent(error) && dirname(location) !== location ? this.#nearest(dirname(location)) : undefined
    }
  }

  #exists(location: string): boolean {
    try {
      this.#disk.statSync(location)
      return true
    } catch (error) {
      // What is there but cannot be looked at is reported when it is walked.
      return !isAbsent(error)
    }
  }

  #realPath(location: string): string {
    try {
      return this.#disk.realpathSync.native(location)
    } catch {
      // What has no real path, such as a pipe in /dev/fd, is known by its name alone.
      return location
    }
  }

  #isExcluded(location: string): boolean {
    if (this.#excluding.length === 0) return false
    const { dirname } = this.#paths
    for (let path = this.#fromHere(location); path !== dirname(path); path = dirname(path)) {
      if (this.#excluding.some((pattern) => pattern.match(path))) return true
    }
    return false
  }

  #addFile(location: string, real: string, explicit: boolean): void {
    if (!this.#isExcluded(location)) this.#candidates.push({ path: this.#show(location), explicit, location, real })
  }

  #addProblem(problem: Problem): void {
    this.#problems.set(problem.path, problem)
  }

  #show(location: string): string {
    const inside = this.#fromHere(location) || '.'
    return inside.startsWith('../') && location.length < inside.length ? this.#slashed(location) : inside
  }

  #fromHere(location: string): string {
    return this.#slashed(this.#paths.relative(this.#cwd, location))
  }

  #slashed(path: string): string {
    return path.replaceAll(this.#paths.sep, '/')
  }
}

function prunedWordOf(location: string, { basename, dirname }: PlatformPath): string | undefined {
  const name = basename(location)
  // What CDK copies of the application's own files.
  if (name.startsWith('asset.') && basename(dirname(location)) === 'cdk.out') return 'asset.'
  return ['node_modules', '.git', '.terraform'].find((pruned) => pruned === name)
}

function isKnown(location: string, { basename }: PlatformPath): boolean {
  // Emacs locks a file with a link that leads nowhere and begins with ".#".
  return KNOWN_ENDINGS.some((ending) => location.endsWith(ending)) && !basename(location).startsWith('.#') && !CONFIGURATION.test(basename(location))
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}

function byPath(left: { path: string }, right: { path: string }): number {
  return compare(left.path, right.path)
}

/** Of a file's names, the one that the user wrote, then the one without links, then the first. */
function byRank(left: Candidate, right: Candidate): number {
  const rank = (candidate: Candidate): number => (candidate.explicit ? 0 : candidate.location === candidate.real ? 1 : 2)
  return rank(left) - rank(right) || byPath(left, right)
}

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function missing(path: string, suggestion: string | undefined): Problem {
  const message = suggestion === path ? `"${path}" is a symbolic link that leads nowhere` : `there is no file or directory "${path}"`
  const help = suggestion === undefined || suggestion === path ? 'Check the path.' : `Did you mean "${suggestion}"?`
  return { id: 'unreadable-file', message, help, path }
}
