import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { findFaults } from '../../src/syntax/json-faults.js'
import { parseJson } from '../../src/syntax/json.js'
import { type Node, plainValueOf, spanOf, type StringNode } from '../../src/syntax/node.js'
import { SourceFile, type SourceText, type Span } from '../../src/text/source-text.js'

function parse(source: string | SourceText): Node {
  const { root, faults } = parseJson(typeof source === 'string' ? new SourceFile('file.json', source) : source)
  assert.deepEqual(faults, [])
  return root!
}

function selected({ file, start, end }: Span): string {
  return file.text.slice(start, end)
}

function* stringsIn(node: Node): Generator<StringNode> {
  if (node.kind === 'string') yield node
  if (node.kind === 'array') for (const item of node.items) yield* stringsIn(item)
  if (node.kind !== 'object') return
  for (const { key, value } of node.members) {
    yield key
    yield* stringsIn(value)
  }
}

/** Writes JSON with every freedom that it leaves: white space, escapes, line ends. `choices` are taken in turn, over and over. */
class Scribe {
  readonly #choices: readonly number[]
  #next = 0

  constructor(choices: readonly number[]) {
    this.#choices = choices
  }

  write(value: unknown): string {
    const space = (): string => this.#pick(['', '', ' ', '\n', '\r\n', '\t ', '\r'])
    const list = (parts: string[]): string => space() + parts.join(`${space()},${space()}`) + space()
    if (typeof value === 'string') return `"${Array.from({ length: value.length }, (_, index) => this.#unit(value[index]!)).join('')}"`
    if (Array.isArray(value)) return `[${list(value.map((item) => this.write(item)))}]`
    if (typeof value !== 'object' || value === null) return JSON.stringify(value)
    return `{${list(Object.entries(value).map(([key, item]) => `${this.write(key)}${space()}:${space()}${this.write(item)}`))}}`
  }

  #unit(unit: string): string {
    const digits = unit.charCodeAt(0).toString(16).padStart(4, '0')
    const short = { '"': '\\"', '\\': '\\\\', '/': '\\/', '\b': '\\b', '\f': '\\f', '\n': '\\n', '\r': '\\r', '\t': '\\t' }[unit]
    const long = [`\\u${digits}`, `\\u${digits.toUpperCase()}`]
    if (short !== undefined) return this.#pick(unit === '/' ? [short, unit, ...long] : [short, short, ...long])
    return this.#pick(unit < ' ' ? long : [unit, unit, unit, ...long])
  }

  #pick<T>(options: readonly T[]): T {
    return options[this.#choices[this.#next++ % this.#choices.length]! % options.length]!
  }
}

const choices = fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 })
const text = fc.string({
  unit: fc.constantFrom(
    'a',
    'é',
    '"',
    '\\',
    '/',
    '\n',
    '\r',
    '\t',
    '\u0001',
    '\u2028',
    '\uFEFF',
    '😀',
    '\ud83d',
    '\ude00',
    '{',
    ']',
    'u0041',
  ),
})
const document = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.constantFrom<unknown>(null, true, false, 0, -0, 1.5e300, -12),
    text,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '0', '')), tie('value'), { maxKeys: 4 }),
  ),
})).value

test('the span of each decoded character is its escape sequence, at any depth of JSON in JSON', () => {
  fc.assert(
    fc.property(document, fc.integer({ min: 0, max: 3 }), choices, (value, depth, chosen) => {
      const scribe = new Scribe(chosen)
      let written = scribe.write(value)
      for (let level = 0; level < depth; level++) written = scribe.write(written)
      let root = parse(written)
      for (let level = 0; level < depth; level++) root = parse((root as StringNode).inside())
      for (const node of stringsIn(root)) {
        const inside = node.inside()
        assert.equal(inside.text, node.value)
        let end = inside.spanOf(0, 0).start
        for (let offset = 0; offset < node.value.length; offset++) {
          const span = inside.spanOf(offset, offset + 1)
          assert.equal(span.start, end)
          end = span.end
          let decoded = selected(span)
          for (let level = 0; level <= depth; level++) decoded = JSON.parse(`"${decoded}"`) as string
          assert.equal(decoded, node.value[offset])
        }
        assert.equal(inside.spanOf(node.value.length, node.value.length).start, end)
      }
    }),
  )
})

test('the span of every node reads back as its value', () => {
  const check = (node: Node): void => {
    assert.deepEqual(JSON.parse(selected(spanOf(node))), plainValueOf(node))
    for (const item of node.kind === 'array' ? node.items : []) check(item)
    for (const { key, value } of node.kind === 'object' ? node.members : []) [key, value].forEach(check)
  }
  fc.assert(fc.property(document, choices, (value, chosen) => check(parse(new Scribe(chosen).write(value)))))
})

function isJson(candidate: string): boolean {
  try {
    JSON.parse(candidate)
    return true
  } catch {
    return false
  }
}

function checkAgainstBuiltIn(candidate: string): void {
  const file = new SourceFile('file.json', candidate)
  const { root, faults } = parseJson(file)
  const valid = isJson(candidate)
  assert.equal(faults.length === 0, valid, candidate)
  assert.equal(findFaults(file).length === 0, valid, candidate)
  assert.equal(root !== undefined, valid, candidate)
  if (root) assert.deepEqual(plainValueOf(root), JSON.parse(candidate))
  for (const [index, { id, message, help, at }] of faults.entries()) {
    assert.equal(id, 'syntax-error')
    assert.ok(at.start >= 0 && at.start <= at.end && at.end <= candidate.length)
    assert.ok(index === 0 || faults[index - 1]!.at.start < at.start, 'faults are in order and at places of their own')
    assert.match(message, /^["a-zJ].*[^.]$/su)
    assert.match(help, /^[A-Z].*\.$/su)
  }
}

// prettier-ignore
const fragments = [
  '{', '}', '[', ']', ',', ':', '"a"', '"', "'", '“', '”', '0', '1', '01', '-', '-0', '+1', '1.', '1.5', '.5', '1e', '1e5', '1E+5', '0x1', 'true', 'tru', 'True', 'null',
  'NaN', 'undefined', 'a', '\\', '\\n', '\\x', '\\u', '\\u00', '\\u0041', '\\ud800', '\0', '\u0001', '\t', '\n', '\r', '\r\n', ' ', '\v', '\f', '\u00a0', '\u2028', '\uFEFF',
  '\u200b', '\x7f', '/', '//', '/*', '*/', '#', '=', '=>', ';', '`', '😀', '\ud800', '"a":', '[1,', ',]', ',}', '__proto__',
]

test('there are faults exactly where JSON.parse throws, for heaps of fragments', () => {
  const heap = fc.array(fc.constantFrom(...fragments), { maxLength: 12 }).map((parts) => parts.join(''))
  fc.assert(fc.property(heap, checkAgainstBuiltIn), { numRuns: 3000 })
})

test('there are faults exactly where JSON.parse throws, for documents with a slip', () => {
  const slip = fc.record({ at: fc.nat(), remove: fc.integer({ min: 0, max: 2 }), insert: fc.constantFrom('', ...fragments) })
  fc.assert(
    fc.property(document, choices, fc.array(slip, { maxLength: 2 }), (value, chosen, slips) => {
      let written = new Scribe(chosen).write(value)
      for (const { at, remove, insert } of slips) {
        const offset = at % (written.length + 1)
        written = written.slice(0, offset) + insert + written.slice(offset + remove)
      }
      checkAgainstBuiltIn(written)
    }),
    { numRuns: 3000 },
  )
})

test('duplicate keys are kept as members, and the last is the value', () => {
  const root = parse('{"a": 1, "b": 2, "a": 3, "__proto__": 4}')
  assert.ok(root.kind === 'object')
  assert.deepEqual(
    root.members.map(({ key }) => key.value),
    ['a', 'b', 'a', '__proto__'],
  )
  assert.deepEqual(plainValueOf(root), JSON.parse('{"a": 3, "b": 2, "__proto__": 4}'))
})

test('a node is the same object each time it is looked at', () => {
  const root = parse('{"a": [1]}')
  assert.ok(root.kind === 'object')
  assert.equal(root.members[0], root.members[0])
  const list = root.members[0]!.value
  assert.ok(list.kind === 'array')
  assert.equal(list.items[0], list.items[0])
})

function faultsOf(source: string | SourceText): string[] {
  const { root, faults } = parseJson(typeof source === 'string' ? new SourceFile('file.json', source) : source)
  assert.equal(root, undefined)
  return faults.map(({ message, at }) => {
    const { line, column } = at.file.positionAt(at.start)
    return `${line}:${column}+${at.end - at.start} ${message}`
  })
}

const invalid: Record<string, [text: string, ...faults: string[]][]> = {
  'nothing to read': [
    ['', '1:1+0 the text is empty'],
    [' \n', '1:1+2 the text holds nothing but white space'],
  ],
  commas: [
    ['{"a": 1,\n}', '1:8+1 this comma stands before the closing "}"'],
    ['[1,]', '1:3+1 this comma stands before the closing "]"'],
    ['[1,,2]', '1:4+1 nothing stands before this comma'],
    ['{,}', '1:2+1 nothing stands before this comma'],
    ['{"a": 1\n "b": 2}', '1:8+0 a comma is missing here'],
    ['[1 2 3]', '1:3+0 a comma is missing here', '1:5+0 a comma is missing here'],
    ['{"a": 1; "b": 2}', '1:8+1 ";" stands where a comma is expected'],
  ],
  comments: [
    ['{} // why', '1:4+6 JSON has no comments'],
    ['[1, /* a */ 2] # b', '1:5+7 JSON has no comments', '1:16+3 JSON has no comments'],
    ['{"a": 1 /* b', '1:9+4 JSON has no comments', '1:13+0 the text ends while the object opened at line 1, column 1 is still open'],
  ],
  quotes: [
    ["{'a': 'b'}", '1:2+3 this string is in single quotes', '1:7+3 this string is in single quotes'],
    ['{“a”: `b c`}', '1:2+3 this string is in typographic quotes', '1:7+5 this string is in backticks'],
    ['{a: 1, 2: 3}', '1:2+1 the key "a" is not in double quotes', '1:8+1 the key "2" is not in double quotes'],
    ['{"a": arn:aws:s3:::b/*, "b": https://c/d}', '1:7+3 "arn" is not in double quotes', '1:30+5 "https" is not in double quotes'],
    ['{"Version:"2012-10-17"}', '1:2+8 this string lacks its closing quote'],
    [
      '{"Action": ["a, "b"], Sid": "c", "Resource": arn:aws:s3:::d"}',
      '1:13+2 this string lacks its closing quote',
      '1:23+4 this string lacks its opening quote',
      '1:46+15 this string lacks its opening quote',
    ],
    ['{"Resource": "${aws:username},\n "a": 1}', '1:14+16 this string lacks its closing quote'],
    ['["say "hi" there", 1]', '1:8+2 "hi" follows directly on the quote that closes a string'],
    ['{"a": "b,\n "c": 1}', '1:7+2 this string lacks its closing quote'],
    ['{"a": "b\n, "c": "d\n}', '1:7+2 this string lacks its closing quote', '2:8+2 this string lacks its closing quote'],
  ],
  'inside strings': [
    [
      String.raw`["\x", "\u12", "\'", "\😀"]`,
      String.raw`1:3+2 "\x" is not an escape that JSON has`,
      String.raw`1:9+4 "\u12" lacks hexadecimal digits`,
      String.raw`1:17+2 "\'" is not an escape that JSON has`,
      String.raw`1:23+3 "\😀" is not an escape that JSON has`,
    ],
    ['["a\tb\u0000"]', '1:4+1 a tab stands inside a string', '1:6+1 the control character U+0000 stands inside a string'],
    ['{"a": "b\nc\r\nd", "e": 1}', '1:9+1 a line break stands inside a string', '2:2+2 a line break stands inside a string'],
  ],
  values: [
    [
      '[01, 1., .5, -, +1, 0x1F, 1_000]',
      '1:2+2 "01" is a number with a leading zero',
      ...['1:6+2 "1."', '1:10+2 ".5"', '1:14+1 "-"', '1:17+2 "+1"', '1:21+4 "0x1F"', '1:27+5 "1_000"'].map(
        (start) => `${start} is not a number as JSON writes it`,
      ),
    ],
    [
      '[NaN, undefined, None]',
      ...['1:2+3 "NaN"', '1:7+9 "undefined"', '1:18+4 "None"'].map((start) => `${start} is not a value that JSON has`),
    ],
    ['[True, NULL]', '1:2+4 "True" is not in lower case', '1:8+4 "NULL" is not in lower case'],
    ['{"a": }', '1:6+0 the key "a" has no value'],
    ['{"a", "b"}', '1:5+0 the key "a" has no value', '1:10+0 the key "b" has no value'],
  ],
  colons: [
    ['{"a" 1}', '1:5+0 a colon is missing after the key "a"'],
    ['{"a" = 1}', '1:6+1 "=" stands where a colon is expected'],
    ['{: 1}', '1:2+1 a key is missing before this colon'],
    ['["a": 1, "b": 2]', '1:5+1 a colon stands in an array, which has no keys'],
    ['["a": 1}, {"b": 2}]', '1:5+1 a colon stands in an array, which has no keys'],
    ['{"a":: 1}', '1:6+1 a second colon follows the key "a"'],
    ['{"a": "b": 1}}', '1:10+1 a second colon follows the key "a"'],
    ['"a": 1}', '1:4+1 a key and its value stand outside an object'],
  ],
  brackets: [
    [
      '{"a": [1, 2',
      '1:12+0 the text ends while the array opened at line 1, column 7, inside the object opened at line 1, column 1 is still open',
    ],
    ['{\n  "a": [\n    "b\n', '3:5+2 this string lacks its closing quote'],
    [
      '{"a": "b',
      '1:9+0 the text ends inside the string that starts at line 1, column 7, and the object opened at line 1, column 1 is still open',
    ],
    [
      '[[[[[',
      '1:6+0 the text ends while the array opened at line 1, column 5, inside the array opened at line 1, column 4, inside the array opened at line 1, column 3, inside 2 more is still open',
    ],
    ['{"a": tru', '1:7+3 "tru" is not in double quotes', '1:10+0 the text ends while the object opened at line 1, column 1 is still open'],
    ['{"a": [1}', '1:9+1 "}" closes nothing here: the array opened at line 1, column 7 is still open'],
    ['[1}', '1:3+1 "}" closes nothing here: the array opened at line 1, column 1 is still open'],
    ['{}}', '1:3+1 this "}" closes nothing'],
    ['{{}}', '1:2+1 "{" stands where a key is expected'],
  ],
  'more or other text': [
    ['{"a": 1}\n{"a": 2}\n', '2:1+1 a second JSON value follows after the end of the first'],
    ['null x', '1:6+1 "x" follows after the end of the JSON value'],
    ['a: 1\nb: 2', '1:1+1 the text begins with "a", which is not JSON'],
    ['\uFEFF{\u00a0}', '1:1+1 the character U+FEFF stands outside a string', '1:3+1 the character U+00A0 stands outside a string'],
  ],
}

for (const [topic, cases] of Object.entries(invalid)) {
  for (const [text, ...faults] of cases) {
    test(`faults about ${topic}: ${JSON.stringify(text)}`, () => {
      assert.deepEqual(faultsOf(text), faults)
    })
  }
}

test('several mistakes in one policy are each reported once', () => {
  const policy = '{\n  "Version": "2012-10-17",\n  "Statement": [{\n    "Effect": "Allow"\n    "Action": "*",\n    Resource: "*",\n  }]\n'
  assert.deepEqual(faultsOf(policy), [
    '4:22+0 a comma is missing here',
    '6:5+8 the key "Resource" is not in double quotes',
    '6:18+1 this comma stands before the closing "}"',
    '7:5+0 the text ends while the object opened at line 1, column 1 is still open',
  ])
})

test('a character that is missing gives one fault or two', () => {
  const statements = [
    { Effect: 'Allow', Action: ['s3:Get*', 's3:Put*'], Resource: 'arn:aws:s3:::a/${aws:username}' },
    { Effect: 'Deny', Action: '*' },
  ]
  for (const indent of [0, 2]) {
    const policy = JSON.stringify({ Version: '2012-10-17', Statement: statements }, undefined, indent)
    for (let offset = 0; offset < policy.length; offset++) {
      const { faults } = parseJson(new SourceFile('file.json', policy.slice(0, offset) + policy.slice(offset + 1)))
      assert.ok(faults.length <= 2, `${offset}: ${faults.map(({ message }) => message).join('; ')}`)
    }
  }
})

test('a mistake inside a string stands at its place in the file, and so does what it names', () => {
  const root = parse('{\n  "PolicyDocument": "{\\"a\\": [1,\\n]"\n}')
  assert.ok(root.kind === 'object' && root.members[0]!.value.kind === 'string')
  assert.deepEqual(faultsOf(root.members[0]!.value.inside()), [
    '2:32+1 this comma stands before the closing "]"',
    '2:36+0 the text ends while the object opened at line 2, column 22 is still open',
  ])
})

test('a file in another format gives no endless list', () => {
  assert.equal(faultsOf(`[${"'a',".repeat(5000)}]`).length, 1000)
})

for (const [name, opening, limit] of [
  ['arrays', '[', 512],
  ['objects', '{"a":', 512],
] as const) {
  test(`${name} nest ${limit} levels deep and not one more`, () => {
    const closing = opening === '[' ? ']' : '}'
    const nested = (depth: number): string => opening.repeat(depth - 1) + opening.slice(0, 1) + closing.repeat(depth)
    assert.equal(parse(nested(limit)).end, nested(limit).length)
    const { root, faults } = parseJson(new SourceFile('file.json', nested(limit + 1)))
    assert.equal(root, undefined)
    assert.deepEqual(
      faults.map(({ id, at }) => [id, at.start, at.end]),
      [['nesting-too-deep', opening.length * limit, opening.length * limit + 1]],
    )
  })
}

test('neither millions of brackets nor brackets behind a false comment exhaust the stack', () => {
  for (const text of [
    '['.repeat(1e6),
    '{"a":'.repeat(1e6),
    `[/*"*/${'['.repeat(1e6)}`,
    `["\n\\"${'['.repeat(1e6)}`,
    `["${'\\"'.repeat(1e6)}`,
    `['${"\\'".repeat(1e6)}']`,
    'a'.repeat(5e6),
  ]) {
    assert.ok(faultsOf(text).length > 0)
  }
})

test('brackets inside strings are no nesting', () => {
  assert.equal(parse(`["${'['.repeat(2000)}"]`).kind, 'array')
})
