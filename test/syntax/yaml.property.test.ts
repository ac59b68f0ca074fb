import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseAllDocuments, stringify, type ToStringOptions } from 'yaml'
import { parseJson } from '../../src/syntax/json.js'
import { plainValueOf, spanOf, type Node, type StringNode } from '../../src/syntax/node.js'
import { parseYaml } from '../../src/syntax/yaml.js'
import { SourceFile, type SourceText, type Span } from '../../src/text/source-text.js'

function parse(text: string): Node {
  const { roots, faults } = parseYaml(new SourceFile('file.yaml', text))
  assert.deepEqual(faults, [], text)
  assert.equal(roots.length, 1, text)
  return roots[0]!
}

function selected({ file, start, end }: Span): string {
  return file.text.slice(start, end)
}

function* nodesIn(node: Node): Generator<Node> {
  yield node
  for (const item of node.kind === 'array' ? node.items : []) yield* nodesIn(item)
  for (const { key, value } of node.kind === 'object' ? node.members : []) yield* [key, ...nodesIn(value)]
}

const text = fc.string({
  unit: fc.constantFrom(
    'a', 'é', '"', "'", '\\', ' ', '  ', '\n', '\n\n', '\t', ': ', ' #', '- ', '\u0001', '\u2028', '😀', '{', ']', '&', '*', '!', '012',
  ),
})
// A plain "<<" would be a merge key to us and is a key like any other to YAML 1.2.
const key = fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '0', '', 'yes', 'null', '2012-10-17'))
const document = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, 1.5e300, -12, '012345678901', '2012-10-17', 'true', '~', 'no', '0x1F', '1_000', '.inf'),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4 }),
  ),
})).value

const style = fc.record({
  collectionStyle: fc.constantFrom('any', 'block', 'flow'),
  defaultStringType: fc.constantFrom('PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'),
  defaultKeyType: fc.constantFrom(null, 'PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE'),
  blockQuote: fc.constantFrom<true | 'folded' | 'literal'>(true, 'folded', 'literal'),
  singleQuote: fc.constantFrom(null, true),
  doubleQuotedMinMultiLineLength: fc.constantFrom(5, 40),
  lineWidth: fc.constantFrom(0, 15, 40, 80),
  minContentWidth: fc.constantFrom(0, 10),
  indent: fc.constantFrom(1, 2, 4),
  indentSeq: fc.boolean(),
})

function write(value: unknown, options: ToStringOptions, isWindows: boolean): string {
  const written = stringify(value, options)
  return isWindows ? written.replaceAll('\n', '\r\n') : written
}

/** What the package reads; `undefined` when it wrote what is no YAML, which it does for some white space and narrow lines. */
function readBack(written: string): string | undefined {
  const [document] = [...parseAllDocuments(written, { stringKeys: true, logLevel: 'silent' })]
  return document === undefined || document.errors.length > 0 ? undefined : JSON.stringify(document.toJS())
}

test('what the yaml package writes in any style is read as the package reads it, and each scalar is at its place', () => {
  let count = 0
  fc.assert(
    fc.property(document, style, fc.boolean(), (value, options, isWindows) => {
      const written = write(value, options, isWindows)
      const expected = readBack(written)
      fc.pre(expected !== undefined)
      const root = parse(written)
      assert.equal(JSON.stringify(plainValueOf(root)), expected)
      for (const node of nodesIn(root)) checkScalar(node, written)
      // Some white space is lost when it is written as a block.
      if (expected === JSON.stringify(value)) count++
    }),
    { numRuns: 1500 },
  )
  assert.ok(count > 1000)
})

/** A scalar by itself is the same scalar. */
function checkScalar(node: Node, written: string): void {
  if (node.kind === 'object' || node.kind === 'array') return
  const alone = selected(spanOf(node))
  if (node.kind === 'string') checkLines(node.inside(), written)
  if (node.kind === 'string' ? /\n|^[|>]/.test(alone) : node.kind === 'null') return
  assert.deepEqual(plainValueOf(parse(`- ${alone}`)), [node.value])
}

/** Characters stand in order, each where it is written, as an escape or as white space that is folded. */
function checkLines(inside: SourceText, written: string): void {
  let previous = 0
  for (let offset = 0; offset < inside.text.length; offset++) {
    const { start, end } = inside.spanOf(offset, offset + 1)
    assert.ok(start >= previous && end >= start && end <= written.length)
    previous = end
    const [character, place] = [inside.text[offset]!, written.slice(start, end)]
    if (/\s/.test(character) && !place.startsWith('\\')) assert.match(place, /^\s*$/)
    else if (place !== character) assert.match(place, /^(?:\\|'')/)
  }
}

test('each value of JSON in a scalar of any style is at its place, at any depth', () => {
  const depth = fc.integer({ min: 0, max: 2 })
  fc.assert(
    fc.property(document, style, depth, fc.constantFrom(undefined, 2), fc.boolean(), (value, options, levels, indent, isWindows) => {
      let json = JSON.stringify(value, undefined, indent)
      for (let level = 0; level < levels; level++) json = JSON.stringify(json)
      const written = write({ outer: [{ PolicyDocument: json }] }, options, isWindows)
      fc.pre(readBack(written) !== undefined)
      const outer = [...nodesIn(parse(written))].find((node): node is StringNode => node.kind === 'string' && node.value.trimEnd() === json)
      fc.pre(outer !== undefined)
      let root = parseJson(outer.inside()).root!
      for (let level = 0; level < levels; level++) root = parseJson((root as StringNode).inside()).root!
      assert.equal(JSON.stringify(plainValueOf(root)), JSON.stringify(value))
      for (const node of nodesIn(root)) checkInner(node, levels, /^['"]/.exec(selected(spanOf(outer)))?.[0])
    }),
    { numRuns: 1000 },
  )
})

/** What stands at the place of a value is the text of the value, once the quotes of the scalar around it are undone. */
function checkInner(node: Node, levels: number, quote: string | undefined): void {
  if (node.kind === 'object' || node.kind === 'array') return
  let expected = node.source.text.slice(node.start, node.end)
  for (let level = 0; level < levels; level++) expected = JSON.stringify(expected).slice(1, -1)
  const place = selected(spanOf(node))
  const root = quote === undefined ? undefined : parse(quote + place + quote)
  const actual = root?.kind === 'string' ? root.value : place
  // Lines of blocks and plain scalars are folded.
  assert.equal(actual.replaceAll(/\s+/g, ' '), expected.replaceAll(/\s+/g, ' '))
}

// prettier-ignore
const fragments = [
  'a', 'b c', 'key', '1', '012', '0x1F', '-1.5', 'true', '~', 'null', '"x"', '"a\\n\\x41b"', '"a\\\n  b"', "'it''s'", "'a\n\n  b'",
  '|', '>', '|-', '>+', '|2', '>1-', 'k: |\n  t\n', 'k: >\n  a\n  b\n\n  c\n   d\n  e\n', '- ', '-', ': ', ':', '? ', '{', '}', '[', ']',
  ', ', ',', '\n', '\n', '\n\n\n', '\n ', '\n  ', '\n    ', '  \n', '\r\n', '\r\n  ', ' ', '  ', '\t', '#c', ' # c\n', '&a ', '*a', '!x ',
  '!!str ', '<<: ', '---\n', '...\n', '%YAML 1.1\n', '@', '`', '%', '"', "'", '\\', '😀', '\u2028', '\uFEFF', '\u0002', '\u0018',
  '\u001f', '\x07', '\r',
]

test('heaps of fragments are read as the yaml package reads them, and what it finds wrong is a fault', () => {
  const heap = fc.array(fc.constantFrom(...fragments), { maxLength: 14 }).map((parts) => parts.join(''))
  fc.assert(fc.property(heap, checkAgainstPackage), { numRuns: 5000 })
})

function checkAgainstPackage(written: string): void {
  const { roots, faults } = parseYaml(new SourceFile('file.yaml', written))
  for (const [index, { message, help, at }] of faults.entries()) {
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= written.length)
    assert.ok(index === 0 || faults[index - 1]!.at.start < at.start, 'faults are in order and at places of their own')
    assert.match(message, /^["a-z].*[^.]$/su)
    assert.match(help, /^[A-Z].*\.$/su)
  }
  for (const node of roots.flatMap((root) => [...nodesIn(root)])) if (node.kind === 'string') assert.equal(node.inside().text, node.value)
  const options = { schema: 'core', stringKeys: true, uniqueKeys: false, logLevel: 'silent', prettyErrors: false } as const
  const documents = [...parseAllDocuments(written, options)]
  const isFaulty = documents.some(({ errors }) => errors.length > 0)
  // Indentation inside quotes and brackets is one thing that the package is stricter about, keys that are no text the other.
  if (isFaulty) assert.ok(faults.length > 0 || /['"{[]|\? |!x|~|:/.test(written), written)
  else if (faults.length === 0 && !/[*?]|<</.test(written)) {
    assert.equal(JSON.stringify(roots.map(plainValueOf)), JSON.stringify(documents.map((item) => item.toJS() as unknown)), written)
  }
}
