import { constants } from 'node:buffer'
import * as disk from 'node:fs'
import { getSystemErrorMap } from 'node:util'
import type { Inputs } from './list-files.js'
import type { Problem } from './text/problem.js'

/** In bytes. */
export const DEFAULT_MAX_FILE_SIZE = 256 * 1024 * 1024

/** What is used of node:fs; tests put a failing one in its place. */
export type Disk = Pick<typeof disk, 'createReadStream' | 'readFileSync' | 'readdirSync' | 'realpathSync' | 'statSync'>

export const REAL_DISK: Disk = disk

export type DirectoryItem = disk.Dirent

export interface InputFile {
  /** As it is shown: relative to the working directory, with "/". */
  readonly path: string
  /** Named by the user, not met in a directory or by a pattern. */
  readonly explicit: boolean
  /** The absolute path; undefined for stdin. */
  readonly location: string | undefined
}

export interface ReadOptions {
  readonly stdin: () => Promise<Uint8Array>
  readonly maxFileSize: number
  readonly disk?: Disk
}

export interface ReadInput {
  readonly path: string
  readonly explicit: boolean
  readonly content: Uint8Array | Problem
}

/** The inputs one after another, so that one content is held at a time; what could not be listed comes first. */
export async function* readInputs({ files, problems }: Inputs, options: ReadOptions): AsyncGenerator<ReadInput> {
  for (const problem of problems) yield { path: problem.path, explicit: true, content: problem }
  for (const file of files) yield { path: file.path, explicit: file.explicit, content: await readInput(file, options) }
}

/** The file's content; a file over the limit is not read. */
export async function readInput(file: InputFile, { stdin, maxFileSize, disk = REAL_DISK }: ReadOptions): Promise<Uint8Array | Problem> {
  // A longer text does not fit into a string.
  const limit = Math.min(maxFileSize, constants.MAX_STRING_LENGTH)
  if (file.location === undefined) {
    const content = await stdin()
    return content.length > limit ? tooLarge(file.path, limit, content.length) : content
  }
  try {
    // Four trips to the thread pool for each of 100,000 files would take half a minute; pipes alone are worth waiting for.
    const status = disk.statSync(file.location)
    if (!status.isFile()) return (await readUpTo(disk.createReadStream(file.location), limit)) ?? tooLarge(file.path, limit)
    if (status.size > limit) return tooLarge(file.path, limit, status.size)
    const content = disk.readFileSync(file.location)
    // Somebody may have gone on writing.
    return content.length > limit ? tooLarge(file.path, limit, content.length) : content
  } catch (error) {
    return unreadable('file', file.path, error)
  }
}

/** Reads a pipe or device, whose size only its end tells; `undefined` when it goes on beyond the limit. */
async function readUpTo(stream: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of stream) {
    chunks.push(chunk)
    size += chunk.length
    if (size > limit) return undefined
  }
  return Buffer.concat(chunks, size)
}

export function unreadable(kind: 'file' | 'directory', path: string, error: unknown): Problem {
  if (!(error instanceof Error) || !('errno' in error)) throw error
  const reason = getSystemErrorMap().get(error.errno as number)?.[1] ?? error.message
  const help = `Check the path and its permissions, or leave it out with "!${path}".`
  return { id: 'unreadable-file', message: `the ${kind} cannot be read: ${reason}`, help, path }
}

function tooLarge(path: string, limit: number, size?: number): Problem {
  const message =
    size === undefined
      ? `the input goes on after ${inWords(limit)}`
      : `the file holds ${inWords(size)}, more than the limit of ${inWords(limit)}`
  return { id: 'file-too-large', message, help: 'Raise the limit with "--max-file-size", or leave the file out.', path }
}

function inWords(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes} bytes` : `${(bytes / 1024 / 1024).toFixed(1)} MiB`
}
