import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { DEFAULT_MAX_FILE_SIZE, type Disk, type InputFile, readInput, readInputs, type ReadOptions, REAL_DISK } from '../src/read-files.js'
import type { Problem } from '../src/text/problem.js'

const directory = mkdtempSync(join(tmpdir(), 'vpce-lint-'))
after(() => rmSync(directory, { recursive: true }))

const options: ReadOptions = { stdin: async () => Buffer.from('from stdin'), maxFileSize: DEFAULT_MAX_FILE_SIZE }

function input(name: string): InputFile {
  return { path: name, explicit: true, location: join(directory, name) }
}

function write(name: string, content: string): InputFile {
  writeFileSync(join(directory, name), content)
  return input(name)
}

async function textOf(file: InputFile, changed: Partial<ReadOptions> = {}): Promise<string> {
  const content = await readInput(file, { ...options, ...changed })
  assert.ok(content instanceof Uint8Array)
  return Buffer.from(content).toString()
}

async function problemOf(file: InputFile, changed: Partial<ReadOptions> = {}): Promise<Problem> {
  const content = await readInput(file, { ...options, ...changed })
  assert.ok(!(content instanceof Uint8Array))
  assert.equal(content.path, file.path)
  return content
}

test('a file is read as it is', async () => {
  assert.equal(await textOf(write('a.json', '\uFEFF{}\r\n')), '\uFEFF{}\r\n')
  assert.equal(await textOf(write('empty.json', '')), '')
})

test('stdin is read through the function that is given', async () => {
  assert.equal(await textOf({ path: '<stdin>', explicit: true, location: undefined }), 'from stdin')
})

test('a file at the limit is read, a file above it is not', async () => {
  const file = write('limit.json', '12345')
  assert.equal(await textOf(file, { maxFileSize: 5 }), '12345')
  const problem = await problemOf(file, { maxFileSize: 4 })
  assert.equal(problem.id, 'file-too-large')
  assert.equal(problem.message, 'the file holds 5 bytes, more than the limit of 4 bytes')
  assert.match(problem.help, /"--max-file-size"/)
})

test('the limit is 256 MiB unless told otherwise, and sizes are told in MiB', async () => {
  const file = write('sparse.json', '')
  truncateSync(file.location!, 300 * 1024 * 1024)
  assert.equal((await problemOf(file)).message, 'the file holds 300.0 MiB, more than the limit of 256.0 MiB')
})

test('a text longer than a string can be is too large whatever the limit', async () => {
  const file = write('huge.json', '')
  truncateSync(file.location!, 2 ** 30)
  assert.equal((await problemOf(file, { maxFileSize: Infinity })).id, 'file-too-large')
})

test('the limit holds for stdin', async () => {
  const problem = await problemOf({ path: '<stdin>', explicit: true, location: undefined }, { maxFileSize: 3 })
  assert.equal(problem.message, 'the file holds 10 bytes, more than the limit of 3 bytes')
})

test('a file that is gone and a directory are problems with the reason in words', async () => {
  const gone = await problemOf(input('gone.json'))
  assert.equal(gone.id, 'unreadable-file')
  assert.equal(gone.message, 'the file cannot be read: no such file or directory')
  mkdirSync(join(directory, 'folder.json'))
  assert.match((await problemOf(input('folder.json'))).message, /^the file cannot be read: .*directory/)
})

test('a file that may not be opened is a problem', async () => {
  const readFileSync = (): never => {
    throw Object.assign(new Error('EACCES'), { code: 'EACCES', errno: -13 })
  }
  const disk: Disk = { ...REAL_DISK, readFileSync }
  assert.equal((await problemOf(input('a.json'), { disk })).message, 'the file cannot be read: permission denied')
})

test('an error that is not of the disk is ours and is thrown', async () => {
  const readFileSync = (): never => {
    throw new TypeError('ours')
  }
  const disk: Disk = { ...REAL_DISK, readFileSync }
  await assert.rejects(readInput(input('a.json'), { ...options, disk }), /ours/)
})

test('a pipe is read to its end, and no further than the limit', { skip: process.platform === 'win32' }, async () => {
  const file = input('pipe.json')
  execFileSync('mkfifo', [file.location!])
  for (const [maxFileSize, expected] of [
    [100, '{"a": 1}'],
    [3, 'the input goes on after 3 bytes'],
  ] as const) {
    const writer = spawn('sh', ['-c', `printf '{"a": 1}' > "$0"`, file.location!])
    const content = await readInput(file, { ...options, maxFileSize })
    assert.equal(content instanceof Uint8Array ? Buffer.from(content).toString() : content.message, expected)
    if (writer.exitCode === null) await new Promise((resolve) => writer.on('exit', resolve))
  }
})

test('inputs come one after another, what could not be listed first', async () => {
  const problem: Problem = { id: 'unreadable-file', message: 'gone', help: '', path: 'gone.json' }
  const file = write('b.json', 'b')
  const contents = []
  for await (const { path, content } of readInputs({ files: [file], problems: [problem], unmatched: [] }, options))
    contents.push([path, content])
  assert.deepEqual(contents, [
    ['gone.json', problem],
    ['b.json', Buffer.from('b')],
  ])
})

test('a file that changes while it is read is read as it is by then, within the limit', async () => {
  const file = write('changing.json', '{"before": 1}')
  const meanwhile = (change: () => void): Disk => ({
    ...REAL_DISK,
    readFileSync: ((path: string) => {
      change()
      return REAL_DISK.readFileSync(path)
    }) as Disk['readFileSync'],
  })
  assert.equal(await textOf(file, { disk: meanwhile(() => write('changing.json', '{}')) }), '{}')
  const longer = { disk: meanwhile(() => write('changing.json', 'x'.repeat(100))), maxFileSize: 50 }
  assert.equal((await problemOf(file, longer)).id, 'file-too-large')
  write('changing.json', '{}')
  const gone = { disk: meanwhile(() => rmSync(join(directory, 'changing.json'))) }
  assert.match((await problemOf(file, gone)).message, /^the file cannot be read: no such file/)
})
