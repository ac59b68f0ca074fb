#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script, constants } from 'node:vm'

/*
 * Starts the bundled command line with code that an earlier run compiled, which is most of the time of a short run. Node does so
 * itself from 22.8 on: https://nodejs.org/api/module.html#module-compile-cache. Before that, the compiled code is kept in a folder
 * of the user's own. What cannot be read or written is compiled anew.
 */
const folder = dirname(fileURLToPath(import.meta.url))
const main = join(folder, 'main.cjs')
const require = nodeModule.createRequire(import.meta.url)

interface CommandLine {
  /** What ran is worth keeping: the other commands compile little of what a lint needs. */
  readonly state: { linted: boolean }
}

if (process.env['NODE_DISABLE_COMPILE_CACHE']) require(main)
else if ('enableCompileCache' in nodeModule) {
  ;(nodeModule.enableCompileCache as () => void)()
  require(main)
} else startCached()

function startCached(): void {
  const { size, mtimeMs } = statSync(main)
  const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'vpce-lint')
  // V8 itself refuses code of another version of it, but tells sources apart by their length alone.
  const file = join(cache, `${process.version}-${process.arch}-${size}-${mtimeMs}.bin`)
  const cachedData = read(file)
  const source = `(function(exports,require,module,__filename,__dirname){${readFileSync(main, 'latin1')}\n})`
  const script = new Script(source, {
    filename: main,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  })
  const loaded: { exports: Partial<CommandLine> } = { exports: {} }
  script.runInThisContext()(loaded.exports, require, loaded, main, folder)
  if (cachedData !== undefined && script.cachedDataRejected !== true) return
  process.once('exit', () => {
    if (loaded.exports.state?.linted) keep(cache, file, script.createCachedData())
  })
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

/** Instead of what earlier versions kept. Whole or not at all, since other runs may read it meanwhile. */
function keep(cache: string, file: string, data: Buffer): void {
  const temporary = `${file}.${process.pid}`
  try {
    mkdirSync(cache, { recursive: true, mode: 0o700 })
    for (const name of readdirSync(cache)) if (name.startsWith(`${process.version}-`)) rmSync(join(cache, name), { force: true })
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
