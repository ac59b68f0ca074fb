import { fstatSync, writeSync } from 'node:fs'
import process from 'node:process'

const STDOUT = 1

/** The two streams to the user, of which neither may make the process fail. */
export class StandardStreams {
  /** Whether the report did not get to its reader. */
  failed = false
  #usesStdout = false
  #usesStderr = false

  isTerminal(): boolean {
    try {
      return fstatSync(STDOUT).isCharacterDevice() && process.stdout.isTTY === true
    } catch {
      return false
    }
  }

  /**
   * Past the stream, which takes a tenth of the time that Node takes to start. Terminals know their own encoding, though, and writing
   * to a pipe of Windows may wait for ever.
   */
  print(text: string): void {
    if (this.failed) return
    if (this.isTerminal() || process.platform === 'win32') return this.#printToStream(text)
    try {
      writeAll(STDOUT, Buffer.from(text))
    } catch (error) {
      this.#fail(error as NodeJS.ErrnoException)
    }
  }

  notify(line: string): void {
    if (!this.#usesStderr) {
      process.stderr.on('error', ({ code }: NodeJS.ErrnoException) => {
        if (code !== 'EPIPE') process.exitCode = 2
      })
    }
    this.#usesStderr = true
    process.stderr.write(`${line}\n`)
  }

  #printToStream(text: string): void {
    if (!this.#usesStdout) process.stdout.on('error', (error: NodeJS.ErrnoException) => this.#fail(error))
    this.#usesStdout = true
    process.stdout.write(text)
  }

  #fail(error: NodeJS.ErrnoException): void {
    // A reader that has seen enough, such as head, closes the pipe; that is no failure.
    if (error.code === 'EPIPE') return
    this.failed = true
    process.exitCode = 2
    this.notify(`vpce-lint: the report cannot be written: ${error.message}`)
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; ) {
    try {
      written += writeSync(descriptor, bytes, written)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      // Whoever shares the pipe with us made it one that does not wait.
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5)
    }
  }
}
