import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decodeFile } from '../../src/text/decode.js'
import { lineHashes } from '../../src/text/line-hashes.js'
import { SourceFile } from '../../src/text/source-text.js'
import { naiveLineHashes } from '../support/naive-line-hashes.js'

function hashesOf(file: SourceFile, count: number): string[] {
  const lines = Array.from({ length: count }, (_, index) => index + 1)
  const hashes = lineHashes(file, new Set(lines))
  return lines.map((line) => hashes.get(line)!)
}

const texts: Record<string, string> = {
  'an empty file': '',
  'one line without an end': '{}',
  'one line with an end': '{}\n',
  'lines that are empty or blank': '\n\n \t\n{\n\n',
  'indentation and alignment': '  {\n\t"a" :\t1 ,\n  }\n',
  'a line of exactly a hundred units': `${'x'.repeat(99)}\ny\n`,
  'a line that is longer than what is hashed': `${'x'.repeat(1000)}\n${'x'.repeat(1000)}y\n`,
  'lines that agree in what is hashed': `${'"Effect": "Allow",\n'.repeat(20)}}\n`,
  'lines of which some have hashes of fifteen digits': 'a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\nn\no\np\nq\nr\ns\nt\nu\nv\nw\nx\ny\nz\n',
  'characters of two units, and of the greatest': '😀é\u2028\uffff\n\uffff\uffff\n',
}

for (const [name, text] of Object.entries(texts)) {
  test(`hashes of ${name}`, () => {
    const expected = naiveLineHashes(text)
    assert.deepEqual(hashesOf(new SourceFile('a.json', text), expected.length), expected)
  })

  test(`hashes of ${name}: any line end stands for the same`, () => {
    const expected = naiveLineHashes(text)
    for (const end of ['\r\n', '\r']) {
      const file = new SourceFile('a.json', text.replaceAll('\n', end))
      assert.deepEqual(hashesOf(file, expected.length), expected)
    }
  })
}

test('hashes of any text', () => {
  const characters = fc.constantFrom('a', 'b', '"', ' ', '\t', '\n', '\r', '\r\n', 'é', '😀', 'x'.repeat(40))
  fc.assert(
    fc.property(fc.array(characters, { maxLength: 60 }), (parts) => {
      const text = parts.join('')
      const expected = naiveLineHashes(text)
      assert.deepEqual(hashesOf(new SourceFile('a.json', text), expected.length), expected)
    }),
  )
})

test('the hash of an empty file is that of its end', () => {
  const end = ((65535n * 37n ** 99n) % 2n ** 64n).toString(16)
  assert.equal(end, 'c129715d7a2bc9a3')
  assert.deepEqual(hashesOf(new SourceFile('a.json', ''), 1), [`${end}:1`])
})

test('a byte order mark belongs to the first line, for bytes and for text', () => {
  const expected = naiveLineHashes('\ufeff{}\n')
  for (const content of [Buffer.from('\ufeff{}\n'), '\ufeff{}\n']) {
    const file = decodeFile('a.json', content)
    assert.ok(file instanceof SourceFile)
    assert.deepEqual(hashesOf(file, 2), expected)
  }
})

test('only the lines asked for are answered, with all counted', () => {
  const text = 'same\n'.repeat(60)
  const expected = naiveLineHashes(text)
  assert.deepEqual([...lineHashes(new SourceFile('a.json', text), new Set([20]))], [[20, expected[19]]])
  assert.match(expected[19]!, /:20$/)
})

test('a line is the one that positions are in', () => {
  const file = new SourceFile('a.json', '{\r "a":\r\n 1\n}\r')
  const { line } = file.positionAt(file.text.indexOf('1'))
  assert.equal(lineHashes(file, new Set([line])).get(line), naiveLineHashes(file.text)[2])
})
