import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeFile } from '../../src/text/decode.js'
import type { Problem } from '../../src/text/problem.js'
import { SourceFile } from '../../src/text/source-text.js'

function textOf(content: string | Uint8Array): string {
  const file = decodeFile('file.json', content)
  assert.ok(file instanceof SourceFile)
  return file.text
}

function problemOf(content: Uint8Array): Problem {
  const problem = decodeFile('file.json', content)
  assert.ok(!(problem instanceof SourceFile))
  assert.equal(problem.path, 'file.json')
  return problem
}

function placeOf({ at }: Problem): string | undefined {
  if (!at) return undefined
  const { line, column } = at.file.positionAt(at.start)
  return `${line}:${column}+${at.end - at.start}`
}

test('any well-formed text survives, and one byte order mark is dropped', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'))
      assert.equal(textOf(Buffer.from(text)), text)
      assert.equal(textOf(Buffer.from('\uFEFF' + text)), text)
      assert.equal(textOf('\uFEFF' + text), text)
    }),
  )
})

test('a second byte order mark is text', () => {
  assert.equal(textOf(Buffer.from('\uFEFF\uFEFF{}')), '\uFEFF{}')
  assert.equal(textOf('\uFEFF\uFEFF{}'), '\uFEFF{}')
})

test('a string is taken as it is, lone surrogates and NUL included', () => {
  assert.equal(textOf('\ud800\0'), '\ud800\0')
})

test('an empty file is an empty text', () => {
  assert.equal(textOf(new Uint8Array()), '')
})

const json = '{"a": "é"}'

function swapped(bytes: Buffer, width: 2 | 4): Buffer {
  return width === 2 ? Buffer.from(bytes).swap16() : Buffer.from(bytes).swap32()
}

function utf32(text: string): Buffer {
  const bytes = Buffer.alloc(text.length * 4)
  for (let i = 0; i < text.length; i++) bytes.writeUInt32LE(text.charCodeAt(i), i * 4)
  return bytes
}

const wide: [string, Buffer][] = [
  ['UTF-16LE', Buffer.from(json, 'utf16le')],
  ['UTF-16BE', swapped(Buffer.from(json, 'utf16le'), 2)],
  ['UTF-32LE', utf32(json)],
  ['UTF-32BE', swapped(utf32(json), 4)],
]
const marks: Record<string, number[]> = {
  'UTF-16LE': [0xff, 0xfe],
  'UTF-16BE': [0xfe, 0xff],
  'UTF-32LE': [0xff, 0xfe, 0, 0],
  'UTF-32BE': [0, 0, 0xfe, 0xff],
}

for (const [encoding, bytes] of wide) {
  test(`${encoding} is named, with and without its mark`, () => {
    for (const content of [bytes, Buffer.concat([Buffer.from(marks[encoding]!), bytes])]) {
      const problem = problemOf(content)
      assert.equal(problem.id, 'unsupported-encoding')
      assert.equal(problem.message, `the file is encoded in ${encoding}, not in UTF-8`)
      assert.match(problem.help, new RegExp(`iconv -f ${encoding} .*Out-File -Encoding utf8`))
    }
  })
}

test('a byte that is not UTF-8 is shown at its line and column', () => {
  const problem = problemOf(Buffer.from([...Buffer.from('{\n  "é\uFFFD😀": "'), 0xe9, 0x22, 0x7d]))
  assert.equal(problem.id, 'unsupported-encoding')
  assert.equal(problem.message, 'the byte 0xE9 is not valid UTF-8 here')
  assert.equal(placeOf(problem), '2:12+1')
})

test('a byte order mark does not shift the place of a bad byte', () => {
  assert.equal(placeOf(problemOf(Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0xff]))), '1:2+1')
})

test('a character that the end of the file cuts off is a bad byte', () => {
  assert.equal(placeOf(problemOf(Buffer.from([0x61, 0x0a, 0xe2, 0x82]))), '2:1+1')
})

test('the first bad byte is found wherever it stands', () => {
  const badByte = fc.constantFrom(0x80, 0xc0, 0xe9, 0xf8, 0xff)
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), badByte, fc.string(), (before, byte, after) => {
      fc.pre(!`${before}${after}`.includes('\0') && !before.startsWith('\uFEFF'))
      const problem = problemOf(Buffer.concat([Buffer.from(before), Buffer.from([byte]), Buffer.from(after)]))
      assert.equal(problem.at!.start, before.length)
      assert.equal(problem.at!.file.text.slice(0, before.length), before)
    }),
  )
})

test('a NUL byte makes a file binary, at the place of the first', () => {
  const problem = problemOf(Buffer.from('ab\nc\0d\0'))
  assert.equal(problem.id, 'binary-file')
  assert.equal(placeOf(problem), '2:2+1')
})

test('the place of a NUL byte is right behind bytes that are not UTF-8', () => {
  assert.equal(placeOf(problemOf(Buffer.from([0x7f, 0x45, 0xff, 0x0a, 0x01, 0x00]))), '2:2+1')
})

test('a saved plan of Terraform is told from other archives', () => {
  const zip = (name: string) => decodeFile('plan.bin', Buffer.from(`PK\x03\x04${'\0'.repeat(26)}${name}`, 'latin1'))
  assert.match((zip('tfplan') as Problem).help, /terraform show -json plan\.bin/)
  assert.match((zip('readme') as Problem).message, /NUL byte/)
})
