import { existsSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { Host } from './command-line/host.js'
import { main } from './command-line/main.js'
import { StandardStreams } from './standard-streams.js'

const slashed = (path: string): string => (process.platform === 'win32' ? path.replaceAll('\\', '/') : path)

const streams = new StandardStreams()

const host: Host = {
  environment: process.env,
  workingDirectory: slashed(process.cwd()),
  packageDirectory: slashed(packageDirectory(dirname(fileURLToPath(import.meta.url)))),
  isTerminal: streams.isTerminal(),
  today: new Date().toISOString().slice(0, 10),
  now: () => performance.now(),
  print: (text) => streams.print(text),
  notify: (line) => streams.notify(line),
  exists: existsSync,
  resolve: (path) => resolve(path),
  readText: (path) => readFileSync(path, 'utf8'),
  stdin: async () => {
    const chunks: Uint8Array[] = []
    for await (const chunk of process.stdin) chunks.push(chunk as Uint8Array)
    return Buffer.concat(chunks)
  },
  writeFile,
  setColor,
}

/** The folder above this file that holds the package: it differs between the build for tests and the bundle. */
function packageDirectory(start: string): string {
  let directory = start
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory)
    if (parent === directory) throw new Error(`no package.json above ${start}`)
    directory = parent
  }
  return directory
}

/** Writes beside the file and renames, so that a full disk leaves the old file; what is no plain file is written to directly. */
function writeFile(path: string, text: string): void {
  if (existsSync(path) && !statSync(path).isFile()) return writeFileSync(path, text)
  const target = existsSync(path) ? realpathSync(path) : path
  const temporary = `${target}.${process.pid}.tmp`
  try {
    writeFileSync(temporary, text, { flag: 'wx' })
    renameSync(temporary, target)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}

/** Libraries for colour look at these once, when they are loaded. */
function setColor(color: boolean): void {
  if (!color) Object.assign(process.env, { FORCE_COLOR: '0', FORCE_HYPERLINK: '0' })
  else {
    if (!/^[123]$/.test(process.env['FORCE_COLOR'] ?? '')) process.env['FORCE_COLOR'] = '1'
    // Node warns when both are set.
    delete process.env['NO_COLOR']
    delete process.env['NODE_DISABLE_COLORS']
  }
}

/** What `launch.ts` looks at when the process ends. */
export const state = { linted: false }

void main(process.argv.slice(2), host).then(({ exitCode, linted }) => {
  process.exitCode = streams.failed ? 2 : exitCode
  state.linted = linted
})
