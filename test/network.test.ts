import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const watch = new URL('support/network-watch.js', import.meta.url).href
const cli = fileURLToPath(new URL('../../lib/cli.cjs', import.meta.url))

function run(...words: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, ['--import', watch, ...words], { encoding: 'utf8' })
}

const CALLS: Readonly<Record<string, string>> = {
  connect: "require('node:net').connect(9, '127.0.0.1').on('error', () => {})",
  lookup: "require('node:dns').lookup('localhost', () => {})",
  resolve: "require('node:dns').resolve('localhost.invalid', () => {}); setTimeout(() => process.exit(), 100)",
  fetch: "fetch('http://127.0.0.1:8009').catch(() => {})",
  datagram: "require('node:dgram').createSocket('udp4').close()",
}

for (const [name, code] of Object.entries(CALLS)) {
  test(`the watch sees ${name}`, () => {
    assert.match(run('-e', code).stderr, /^network: /m)
  })
}

for (const format of ['pretty', 'concise', 'json', 'sarif', 'github']) {
  test(`a lint to ${format} asks for no socket and no name`, () => {
    const words = ['lint', 'fixtures/demo', 'fixtures/sources/ssm-document', '--config', 'fixtures/demo/vpce-lint.config.json', '--fail-on', 'never']
    const { stdout, stderr } = run(cli, ...words, '--format', format)
    assert.match(stdout, /missing-session-manager-endpoint/)
    assert.doesNotMatch(stderr, /network: /)
  })
}

for (const words of [['rules'], ['explain', 'cross-region-bucket'], ['--help'], ['--version']]) {
  test(`${words.join(' ')} asks for no socket and no name`, () => {
    const { status, stderr } = run(cli, ...words)
    assert.deepEqual([status, stderr], [0, ''])
  })
}
