import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, win32 } from 'node:path'
import { test } from 'node:test'
import { type Inputs, listInputs, type ListOptions } from '../src/list-files.js'
import { type Disk, REAL_DISK } from '../src/read-files.js'

interface Tree {
  readonly [path: string]: string | null
}

/** Runs in a fresh directory with the given files; `null` makes a directory, "-> target" a symbolic link. */
async function within(tree: Tree, run: (directory: string) => Promise<void>): Promise<void> {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), 'vpce-lint-')))
  try {
    for (const [path, content] of Object.entries(tree)) {
      const location = join(directory, path)
      mkdirSync(content === null ? location : dirname(location), { recursive: true })
      if (content?.startsWith('-> ')) symlinkSync(content.slice(3), location)
      else if (content !== null) writeFileSync(location, content)
    }
    await run(directory)
  } finally {
    rmSync(directory, { recursive: true })
  }
}

async function list(tree: Tree, patterns: string[], options: Partial<ListOptions> = {}): Promise<Inputs> {
  let inputs: Inputs | undefined
  await within(tree, async (cwd) => {
    inputs = await listInputs(patterns, { cwd, ...options })
  })
  return inputs!
}

async function pathsOf(tree: Tree, patterns: string[]): Promise<string[]> {
  const { files, problems, unmatched } = await list(tree, patterns)
  assert.deepEqual([problems, unmatched], [[], []])
  return files.map(({ path }) => path)
}

function messagesOf({ problems }: Inputs): string[] {
  return problems.map(({ path, message, help }) => `${path}: ${message}. ${help}`)
}

test('a directory is walked, sorted by code units, and only names that can be ours are taken', async () => {
  const tree = {
    'd/b.json': '',
    'd/a/z.json': '',
    'd/a.json': '',
    'd/B.json': '',
    'd/a-b/c.json': '',
    'd/readme.md': '',
    'd/x.json.bak': '',
    'd/empty': null,
  }
  assert.deepEqual(await pathsOf(tree, ['d']), ['d/B.json', 'd/a-b/c.json', 'd/a.json', 'd/a/z.json', 'd/b.json'])
})

test('what a walk meets is not explicit, what is named is, whatever its ending', async () => {
  const { files } = await list({ 'd/a.json': '', 'b.policy': '' }, ['d', 'b.policy'])
  assert.deepEqual(
    files.map(({ path, explicit }) => [path, explicit]),
    [
      ['b.policy', true],
      ['d/a.json', false],
    ],
  )
})

test('a walk skips what is not written by hand', async () => {
  const skipped = [
    'node_modules/a.json',
    '.git/a.json',
    '.terraform/a.json',
    '.hidden/a.json',
    'x/node_modules/a.json',
    'cdk.out/asset.1/a.json',
    '.#a.json',
  ]
  const tree = Object.fromEntries([...skipped, 'cdk.out/stack.json', 'asset.1/a.json', '.policy.json'].map((path) => [path, '']))
  assert.deepEqual(await pathsOf(tree, ['.']), ['.policy.json', 'asset.1/a.json', 'cdk.out/stack.json'])
})

test('a skipped directory is walked when it is named', async () => {
  const tree = { 'node_modules/a/b.json': '', '.hidden/c.json': '' }
  assert.deepEqual(await pathsOf(tree, ['node_modules', '.hidden', 'node_modules/a/*.json']), ['.hidden/c.json', 'node_modules/a/b.json'])
})

const forest = {
  'a/one.json': '',
  'a/b/two.json': '',
  'a/b/c/three.json': '',
  'a/b/notes.txt': '',
  'd/four.json': '',
  'a/.x/five.json': '',
  'a/node_modules/six.json': '',
}
const patterns: [pattern: string, ...expected: string[]][] = [
  ['a/*.json', 'a/one.json'],
  ['a/**/*.json', 'a/b/c/three.json', 'a/b/two.json', 'a/one.json'],
  ['**/t*', 'a/b/c/three.json', 'a/b/two.json'],
  ['{a,d}/{one,four}.json', 'a/one.json', 'd/four.json'],
  ['a/{b/two,one}.json', 'a/b/two.json', 'a/one.json'],
  ['a/b/*', 'a/b/two.json'],
  ['a/b/*.txt', 'a/b/notes.txt'],
  ['./a/*.json', 'a/one.json'],
  ['d/../a/o*.json', 'a/one.json'],
  ['a/.x/*.json', 'a/.x/five.json'],
  ['a/*/six.json'],
  ['a/node_modules/s*.json', 'a/node_modules/six.json'],
  ['?/[of]*.json', 'a/one.json', 'd/four.json'],
]

for (const [pattern, ...expected] of patterns) {
  test(`the pattern ${pattern} means ${expected.join(', ') || 'nothing'}`, async () => {
    const { files, unmatched } = await list(forest, [pattern])
    assert.deepEqual(
      files.map(({ path }) => path),
      expected,
    )
    assert.deepEqual(unmatched, expected.length === 0 ? [pattern] : [])
    assert.ok(files.every(({ explicit }) => !explicit))
  })
}

test('a pattern may be absolute', async () => {
  await within(forest, async (cwd) => {
    const { files } = await listInputs([`${cwd}/a/*.json`], { cwd })
    assert.deepEqual(
      files.map(({ path }) => path),
      ['a/one.json'],
    )
  })
})

test('an existing file whose name looks like a pattern is that file', async () => {
  const { files } = await list({ 'a[1].json': '', 'a1.json': '' }, ['a[1].json'])
  assert.deepEqual(
    files.map(({ path, explicit }) => [path, explicit]),
    [['a[1].json', true]],
  )
})

for (const excluding of ['!a/b', '!a/b/', '!./a/b/**', '!**/b', '!a/b/{two.json,c/**}']) {
  test(`${excluding} leaves out what it matches and what is below`, async () => {
    assert.deepEqual(await pathsOf(forest, ['a', excluding]), ['a/one.json'])
    assert.deepEqual(await pathsOf(forest, [excluding, 'a/**/*.json', 'a/b/two.json']), ['a/one.json'])
  })
}

test('directories and patterns without files are told', async () => {
  const { files, problems, unmatched } = await list({ 'd/readme.md': '', 'e/a.json': '' }, ['d', '*.json', 'gone/**/*.json', 'e', '!e/*'])
  assert.deepEqual([files, problems, unmatched], [[], [], ['d', '*.json', 'gone/**/*.json', 'e']])
})

test('stdin comes once, under the name that it is given', async () => {
  const { files } = await list({}, ['-', '-'], { stdinFilename: 'policies/vpc.json' })
  assert.deepEqual(files, [{ path: 'policies/vpc.json', explicit: true, location: undefined }])
  assert.equal((await list({}, ['-'])).files[0]!.path, '<stdin>')
})

test('a file is read once, however often it is named or met, and counts as named', async () => {
  const { files } = await list({ 'd/a.json': '', 'link.json': '-> d/a.json' }, ['d', 'd/*.json', './d/a.json', 'd/../d/a.json', '.'])
  assert.deepEqual(
    files.map(({ path, explicit }) => [path, explicit]),
    [['d/a.json', true]],
  )
})

test('a link that is named keeps its name', async () => {
  assert.deepEqual(await pathsOf({ 'd/a.json': '', 'link.json': '-> d/a.json' }, ['d', 'link.json']), ['link.json'])
})

test('links to directories are followed, and go by the name that needs no link', async () => {
  const tree = { 'd/a/x.json': '', 'd/0': '-> a', 'elsewhere/y.json': '', 'd/far': '-> ../elsewhere' }
  assert.deepEqual(await pathsOf(tree, ['d']), ['d/a/x.json', 'd/far/y.json'])
})

test('links in a circle end', async () => {
  const tree = { 'd/a/x.json': '', 'd/a/up': '-> ..', 'd/b/y.json': '', 'd/b/to-a': '-> ../a', 'd/a/to-b': '-> ../b', 'd/self': '-> self' }
  assert.deepEqual(await pathsOf(tree, ['d']), ['d/a/x.json', 'd/b/y.json'])
})

test('a link with a name of ours that leads nowhere is a problem, others are passed over', async () => {
  const inputs = await list({ 'd/a.json': '-> gone', 'd/b': '-> gone', 'd/.#c.json': '-> user@host:1', 'd/e.json': '' }, ['d'])
  assert.deepEqual(messagesOf(inputs), [
    'd/a.json: the file cannot be read: no such file or directory. Check the path and its permissions, or leave it out with "!d/a.json".',
  ])
  assert.equal(inputs.files.length, 1)
})

test('a path that does not exist is a problem with the nearest name', async () => {
  const inputs = await list({ 'policies/vpc.json': '', 'dangling.json': '-> gone' }, [
    'policies/vcp.json',
    'polices/vpc.json',
    'nothing',
    '',
    'dangling.json',
  ])
  assert.deepEqual(messagesOf(inputs), [
    ': there is no file or directory "". Check the path.',
    'dangling.json: "dangling.json" is a symbolic link that leads nowhere. Check the path.',
    'nothing: there is no file or directory "nothing". Check the path.',
    'polices/vpc.json: there is no file or directory "polices/vpc.json". Did you mean "policies"?',
    'policies/vcp.json: there is no file or directory "policies/vcp.json". Did you mean "policies/vpc.json"?',
  ])
  assert.ok(inputs.problems.every(({ id }) => id === 'unreadable-file'))
})

test('a path through a file is a problem', async () => {
  const inputs = await list({ 'a.json': '' }, ['a.json/b.json'])
  assert.match(messagesOf(inputs)[0]!, /^a\.json\/b\.json: the file cannot be read: not a directory\./)
})

test('a directory that may not be read is a problem, and the rest is read', async () => {
  const denied = Object.assign(new Error('EACCES'), { code: 'EACCES', errno: -13 })
  const readdirSync = (path: string, options: never): unknown => {
    if (path.endsWith('secret')) throw denied
    return REAL_DISK.readdirSync(path, options)
  }
  const disk: Disk = { ...REAL_DISK, readdirSync: readdirSync as Disk['readdirSync'] }
  const inputs = await list({ 'd/a.json': '', 'd/secret/b.json': '' }, ['d'], { disk })
  assert.deepEqual(messagesOf(inputs), [
    'd/secret: the directory cannot be read: permission denied. Check the path and its permissions, or leave it out with "!d/secret".',
  ])
  assert.deepEqual(
    inputs.files.map(({ path }) => path),
    ['d/a.json'],
  )
})

test('outside the working directory the shorter of two names is shown', async () => {
  await within({ 'a/b/c/d/x.json': '', 'e.json': '' }, async (directory) => {
    const { files } = await listInputs([join(directory, 'e.json')], { cwd: join(directory, 'a') })
    assert.equal(files[0]!.path, '../e.json')
    const deep = await listInputs([join(directory, 'e.json')], { cwd: join(directory, 'a/b/c/d') })
    const names = ['../../../../e.json', join(directory, 'e.json')].sort((left, right) => left.length - right.length)
    assert.equal(deep.files[0]!.path, names[0])
  })
})

test('a pipe is not opened when it is met, and taken when it is named', { skip: process.platform === 'win32' }, async () => {
  await within({ 'd/a.json': '' }, async (cwd) => {
    execFileSync('mkfifo', [join(cwd, 'd/pipe.json')])
    assert.deepEqual(
      (await listInputs(['d'], { cwd })).files.map(({ path }) => path),
      ['d/a.json'],
    )
    assert.deepEqual(
      (await listInputs(['d/pipe.json'], { cwd })).files.map(({ path }) => path),
      ['d/pipe.json'],
    )
  })
})

/** A disk of Windows: two files under C:\\repo. */
const windows: Disk = {
  ...REAL_DISK,
  statSync: ((path: string) => {
    if (/\.json$/.test(path) && !/[*?]/.test(path)) return { isDirectory: () => false, isFile: () => true }
    if (['C:\\repo', 'C:\\repo\\policies', 'C:\\repo\\policies\\s3'].includes(path)) return { isDirectory: () => true, isFile: () => false }
    throw Object.assign(new Error('no such file'), { code: 'ENOENT', errno: -2 })
  }) as unknown as Disk['statSync'],
  readdirSync: ((path: string) => {
    const item = (name: string, isFile: boolean) => ({ name, isFile: () => isFile, isDirectory: () => !isFile, isSymbolicLink: () => false })
    if (path === 'C:\\repo') return [item('policies', false), item('node_modules', false)]
    if (path === 'C:\\repo\\policies') return [item('s3', false), item('ssm.json', true)]
    return [item('endpoint.json', true)]
  }) as unknown as Disk['readdirSync'],
  realpathSync: { native: (path: string) => path } as unknown as Disk['realpathSync'],
}

const windowsNames: [argument: string, ...expected: string[]][] = [
  ['.', 'policies/s3/endpoint.json', 'policies/ssm.json'],
  ['policies\\s3', 'policies/s3/endpoint.json'],
  ['policies/ssm.json', 'policies/ssm.json'],
  ['C:\\repo\\policies\\ssm.json', 'policies/ssm.json'],
  ['policies\\**\\*.json', 'policies/s3/endpoint.json', 'policies/ssm.json'],
  ['policies/*.json', 'policies/ssm.json'],
  ['D:\\other\\vpc.json', 'D:/other/vpc.json'],
]

for (const [argument, ...expected] of windowsNames) {
  test(`on Windows, ${argument} means ${expected.join(', ')}`, async () => {
    const { files, problems, unmatched } = await listInputs([argument], { cwd: 'C:\\repo', disk: windows, paths: win32 })
    assert.deepEqual([files.map(({ path }) => path), problems, unmatched], [expected, [], []])
  })
}

test('on Windows, exclusions take both slashes', async () => {
  for (const excluding of ['!policies\\s3', '!policies/s3', '!policies\\*\\endpoint.json']) {
    const { files } = await listInputs(['.', excluding], { cwd: 'C:\\repo', disk: windows, paths: win32 })
    assert.deepEqual(files.map(({ path }) => path), ['policies/ssm.json'])
  }
})
