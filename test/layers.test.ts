import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { posix } from 'node:path'
import { test } from 'node:test'
import { importsOf, tokensOf, type Import, type Token } from './support/module-tokens.js'

interface Layer {
  /** What belongs to it: folders end with a slash. */
  readonly paths: readonly string[]
  /** Layers, or single modules of one, that it may import besides itself. */
  readonly imports: readonly string[]
  /** Packages and modules of Node. */
  readonly packages?: readonly string[]
  /** Which of its modules may touch the world outside. */
  readonly world?: readonly string[]
  /** The modules of a folder are independent of each other: a module imports only what lies in its own. */
  readonly isolated?: boolean
}

/** The table of .github/ARCHITECTURE.md, with what each layer may take from outside. */
const LAYERS: Readonly<Record<string, Layer>> = {
  'text': { paths: ['src/text/'], imports: [], packages: ['@noble/hashes'] },
  'syntax': { paths: ['src/syntax/'], imports: ['text'], packages: ['jsonc-parser', 'yaml'] },
  'policy': { paths: ['src/policy/'], imports: ['text', 'syntax'], packages: ['ipaddr.js'] },
  'catalog': { paths: ['src/catalog/'], imports: ['policy'] },
  'inventory': { paths: ['src/inventory/'], imports: ['text', 'policy', 'catalog'] },
  'sources': { paths: ['src/sources/'], imports: ['text', 'syntax', 'policy', 'catalog', 'inventory'] },
  'access': { paths: ['src/access/'], imports: ['text', 'policy', 'catalog', 'inventory'] },
  'linter': { paths: ['src/linter/'], imports: ['text', 'policy', 'catalog', 'inventory', 'access'] },
  'formatters': { paths: ['src/formatters/'], imports: ['text', 'linter'], packages: ['eslint-formatter-pretty', 'node:util'] },
  'config': {
    paths: ['src/config/'],
    imports: ['text', 'syntax', 'catalog', 'inventory', 'linter'],
    packages: ['ajv', 'minimatch', 'node:path'],
  },
  'rules': {
    paths: ['rules/*/'],
    imports: [
      'src/linter/rule.ts', 'catalog', 'src/policy/arn.ts', 'src/policy/operator.ts', 'src/policy/pattern.ts', 'src/policy/placeholder.ts',
      'src/policy/symbol.ts', 'src/policy/value.ts', 'src/policy/wildcard.ts',
    ],
    isolated: true,
  },
  'rule index': { paths: ['rules/index.ts'], imports: ['rules', 'src/linter/rule.ts'] },
  'files': {
    paths: ['src/read-files.ts', 'src/list-files.ts'],
    imports: ['text'],
    packages: ['minimatch', 'node:buffer', 'node:fs', 'node:fs/promises', 'node:path', 'node:util'],
    world: ['disk'],
  },
  'run': { paths: ['src/run.ts'], imports: ['text', 'syntax', 'policy', 'catalog', 'inventory', 'sources', 'access', 'linter', 'config'] },
  'version': { paths: ['src/version.ts'], imports: [] },
  // Composition, with the world behind the interface `Host` so that tests can stand in for it.
  'command line': {
    paths: ['src/command-line/'],
    imports: [
      'text', 'syntax', 'policy', 'catalog', 'inventory', 'access', 'linter', 'formatters', 'config', 'rule index', 'files', 'run', 'version',
      'index',
    ],
    packages: ['node:path', 'node:util'],
  },
  'index': {
    paths: ['src/index.ts'],
    imports: ['text', 'syntax', 'policy', 'catalog', 'inventory', 'access', 'linter', 'config', 'rule index', 'run', 'version'],
    world: ['clock'],
  },
  'cli': {
    paths: ['src/cli.ts', 'src/standard-streams.ts'],
    imports: ['command line'],
    packages: ['node:fs', 'node:path', 'node:process', 'node:url'],
    world: ['disk', 'process', 'clock'],
  },
  'launch': {
    paths: ['src/launch.ts'],
    imports: [],
    packages: ['node:fs', 'node:module', 'node:os', 'node:path', 'node:process', 'node:url', 'node:vm'],
    world: ['disk', 'process'],
  },
}

const modules = ['src', 'rules'].flatMap((root) =>
  readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name)))

function contains(pattern: string, path: string): boolean {
  if (!pattern.includes('*')) return pattern.endsWith('/') ? path.startsWith(pattern) : path === pattern
  const [before = '', after = ''] = pattern.split('*')
  return path.startsWith(before) && path.slice(before.length).includes(after)
}

function layerOf(path: string): string | undefined {
  return Object.keys(LAYERS).find((name) => LAYERS[name]!.paths.some((pattern) => contains(pattern, path)))
}

test('every path of a layer has modules', () => {
  for (const [name, { paths }] of Object.entries(LAYERS)) {
    for (const pattern of paths) assert.ok(modules.some((path) => contains(pattern, path)), `${pattern} of the layer ${name} has modules`)
  }
})

test('what layers may import exists', () => {
  for (const [name, { imports }] of Object.entries(LAYERS)) {
    for (const target of imports) assert.ok(target in LAYERS || modules.includes(target), `${target}, which ${name} may import, exists`)
  }
})

test('every module belongs to a layer', () => {
  assert.deepEqual(modules.filter((path) => layerOf(path) === undefined), [])
})

for (const name of Object.keys(LAYERS)) {
  test(`the layer ${name} imports only what it may`, () => {
    const faults = modules.filter((path) => layerOf(path) === name).flatMap((path) =>
      importsOf(tokensOf(readFileSync(path, 'utf8'))).flatMap((item) => {
        const fault = faultOf(path, LAYERS[name]!, item)
        return fault === undefined ? [] : [`${path}:${item.line} ${fault}`]
      }))
    assert.deepEqual(faults, [])
  })

  test(`the layer ${name} touches no more of the world than it may`, () => {
    const allowed = LAYERS[name]!.world ?? []
    const faults = modules.filter((path) => layerOf(path) === name).flatMap((path) => {
      const tokens = tokensOf(readFileSync(path, 'utf8'))
      return worldIn(tokens).filter(({ what }) => !allowed.includes(what)).map(({ what, line }) => `${path}:${line} ${what}`)
    })
    assert.deepEqual(faults, [])
  })
}

function faultOf(path: string, layer: Layer, { specifier }: Import): string | undefined {
  if (specifier === undefined) return 'imports what is only known when it runs'
  if (!specifier.startsWith('.')) {
    return layer.packages?.includes(packageOf(specifier)) ? undefined : `imports the package ${specifier}`
  }
  const target = posix.join(posix.dirname(path), specifier).replace(/\.js$/, '.ts')
  if (!modules.includes(target) && !modules.includes(target.replace(/\.ts$/, '.d.ts'))) return `imports ${target}, which does not exist`
  const own = layerOf(target) === layerOf(path) && (layer.isolated !== true || posix.dirname(target) === posix.dirname(path))
  const foreign = layer.imports.includes(target) || layer.imports.includes(layerOf(target) ?? '')
  return own || foreign ? undefined : `imports ${target}`
}

/** The name of the package without a path inside of it; modules of Node are named in full. */
function packageOf(specifier: string): string {
  return specifier.startsWith('node:') ? specifier : /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0]
}

/** Modules of Node that are the disk; others may be packages of a layer, but the disk is asked for twice. */
const DISK = /^(?:node:)?fs(?:\/promises)?$/

const GLOBALS: Readonly<Record<string, string>> = {
  process: 'process', console: 'process', globalThis: 'process',
  performance: 'clock', setTimeout: 'clock', setInterval: 'clock', setImmediate: 'clock',
  fetch: 'network', WebSocket: 'network',
}

function worldIn(tokens: readonly Token[]): { what: string; line: number }[] {
  return tokens.flatMap((token, index) => {
    const { kind, text, line } = token
    const [before, after] = [tokens[index - 1]?.text, tokens[index + 1]?.text]
    if (kind === 'string') return DISK.test(text) && ['from', 'import', '('].includes(before ?? '') ? [{ what: 'disk', line }] : []
    if (kind !== 'name' || before === '.') return []
    // Property names and the optional members of types, not the globals.
    const what = after === ':' || after === '?' ? undefined : Object.hasOwn(GLOBALS, text) ? GLOBALS[text] : undefined
    if (what !== undefined) return [{ what, line }]
    if (text === 'Date' && tokensFrom(tokens, index + 1, '.', 'now')) return [{ what: 'clock', line }]
    if (text === 'Date' && before === 'new' && (after !== '(' || tokens[index + 2]?.text === ')')) return [{ what: 'clock', line }]
    if (text === 'Math' && tokensFrom(tokens, index + 1, '.', 'random')) return [{ what: 'chance', line }]
    return []
  })
}

function tokensFrom(tokens: readonly Token[], index: number, ...texts: string[]): boolean {
  return texts.every((text, offset) => tokens[index + offset]?.text === text)
}

test('imports of every kind are found, in code and nowhere else', () => {
  const source = [
    'import a from "./a.js" // import "./comment.js"',
    "import type { B } from './b.js'",
    "export * from './c.js'; export type { D } from './d.js'",
    "import './e.js'",
    "const f = await import('./f.js'), g: import('./g.js').G = /import '\\/x'[/]/.test(`import './template.js' ${await import('./h.js')}`)",
    "const text = 'import \"./string.js\"'; const url = import.meta.url; const half = f / 2 / g",
    'void import(text)',
    '/* export * from "./block.js" */',
  ].join('\n')
  assert.deepEqual(importsOf(tokensOf(source)), [
    { specifier: './a.js', line: 1 }, { specifier: './b.js', line: 2 }, { specifier: './c.js', line: 3 }, { specifier: './d.js', line: 3 },
    { specifier: './e.js', line: 4 }, { specifier: './f.js', line: 5 }, { specifier: './g.js', line: 5 }, { specifier: './h.js', line: 5 },
    { specifier: undefined, line: 7 },
  ])
})

test('what touches the world is found', () => {
  const source = [
    "import { readFileSync } from 'node:fs'",
    'const at = Date.now(), day = new Date(), past = new Date(0), parsed = Date.parse(day)',
    'process.exit(console.log(host.process, { process: 1 }))',
    'const chance = Math.random(), answer = await fetch(url)',
  ].join('\n')
  assert.deepEqual(worldIn(tokensOf(source)).map(({ what, line }) => `${line} ${what}`), [
    '1 disk', '2 clock', '2 clock', '3 process', '3 process', '4 chance', '4 network',
  ])
})
