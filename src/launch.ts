#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { Script, constants } from 'node:vm'

/*
 * Starts the bundled command line with code that an earlier run compiled, which is most of the time of a short run. Node does so
 * itself from 22.8 on: https://nodejs.org/api/module.html#module-compile-cache. Before that, the compiled code is kept in a folder
 * of the user's own. What cannot be read or written is compiled anew.
 */
const folder = dirname(fileURLToPath(import.meta.url))
const main = join(folder, 'main.cjs')
const nodeRequire = nodeModule.createRequire(import.meta.url)

interface CommandLine {
  /** What ran is worth keeping: other commands compile little of what a lint needs. */
  readonly state: { readonly linted: boolean }
}

if (process.env['NODE_DISABLE_COMPILE_CACHE']) nodeRequire(main)
else if ('enableCompileCache' in nodeModule) {
  ;(nodeModule.enableCompileCache as () => void)()
  nodeRequire(main)
} else startCached()

function startCached(): void {
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'vpce-lint')
  const compiled: { readonly file: string; readonly script: Script }[] = []
  const loaded = new Map<string, unknown>()

  /** Loads a file of the bundle, and by it others. */
  const load = (path: string): unknown => {
    if (loaded.has(path)) return loaded.get(path)
    const file = join(cache, cacheName(path))
    const cachedData = read(file)
    const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(path, 'latin1')}\n})`
    const importModuleDynamically = constants.USE_MAIN_CONTEXT_DEFAULT_LOADER
    const script = new Script(source, { filename: path, importModuleDynamically, ...(cachedData && { cachedData }) })
    if (cachedData === undefined || script.cachedDataRejected === true) compiled.push({ file, script })
    const module = { exports: {} }
    const require = (name: string): unknown => (name.startsWith('./') ? load(join(folder, name)) : nodeRequire(name))
    script.runInThisContext()(module.exports, require, module, path, folder)
    loaded.set(path, module.exports)
    return module.exports
  }

  const { state } = load(main) as CommandLine
  process.once('exit', () => {
    if (state.linted) for (const { file, script } of compiled) keep(file, script.createCachedData())
  })
}

/** V8 itself refuses code of another version of it, but tells sources apart by their length alone. */
function cacheName(path: string): string {
  const { size, mtimeMs } = statSync(path)
  return `${basename(path)}-${process.version}-${process.arch}-${size}-${mtimeMs}.bin`
}

/** `undefined` when there is none that nobody but the user can have written. */
function read(file: string): Buffer | undefined {
  try {
    const { uid, mode } = statSync(file)
    return uid === process.getuid?.() && (mode & 0o022) === 0 ? readFileSync(file) : undefined
  } catch {
    return undefined
  }
}

/** In place of what an earlier version kept. Whole or not at all, since other runs may read it meanwhile. */
function keep(file: string, data: Buffer): void {
  const cache = dirname(file)
  const temporary = `${file}.${process.pid}`
  const [name = ''] = basename(file).split(process.arch)
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    for (const old of readdirSync(cache)) if (old.startsWith(name)) rmSync(join(cache, old), { force: true })
    writeFileSync(temporary, data, { mode: 0o600, flag: 'wx' })
    renameSync(temporary, file)
  } catch {
    discard(temporary)
  }
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true })
  } catch {
    // The folder is none.
  }
}
