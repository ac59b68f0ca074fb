import assert from 'node:assert/strict'
import { test } from 'node:test'
import { memberOf, plainValueOf, spanOf, withTextForNumbers, type Node } from '../../src/syntax/node.js'
import { parseYaml } from '../../src/syntax/yaml.js'
import { SourceFile } from '../../src/text/source-text.js'

const LONG_FORMS = new Map([['!Ref', 'Ref'], ['!Sub', 'Fn::Sub'], ['!Join', 'Fn::Join']])

function parseAll(text: string): Node[] {
  const { roots, faults } = parseYaml(new SourceFile('file.yaml', text), { longForms: LONG_FORMS })
  assert.deepEqual(faults, [])
  return roots
}

function parse(text: string): Node {
  const [root, ...others] = parseAll(text)
  assert.deepEqual(others, [])
  return root!
}

function selected(node: Node | undefined): string {
  const { file, start, end } = spanOf(node!)
  return file.text.slice(start, end)
}

const values: Record<string, [text: string, value: unknown][]> = {
  'what looks like another type': [
    ['Version: 2012-10-17', { Version: '2012-10-17' }],
    ['- yes\n- off\n- 1_000\n- 12:30:45\n- 10.0.0.0/16', ['yes', 'off', '1_000', '12:30:45', '10.0.0.0/16']],
    ['- true\n- FALSE\n- ~\n- Null\n-\n- tRue', [true, false, null, null, null, 'tRue']],
    ['- 12\n- -0.5e3\n- 0o17\n- 0x1F\n- .inf\n- +1.', [12, -500, 15, 31, Infinity, 1]],
    ['"12": \'12\'', { 12: '12' }],
    ['- !!str 12\n- ! true\n- !!int 7\n- !!binary aGk=', ['12', 'true', 7, 'aGk=']],
  ],
  keys: [
    ['443: a\nnull: b\n012: c\n? d\n: e\n: f', { 443: 'a', null: 'b', '012': 'c', d: 'e', '': 'f' }],
    ['a: {{ b }}', { a: { '{ b }': null } }],
    ['[a: b, c, ? d]', [{ a: 'b' }, 'c', { d: null }]],
  ],
  'anchors and aliases': [
    ['a: &x [1]\nb: *x\n*x : c', { a: [1], b: [1], '[1]': 'c' }],
    ['- &x a\n- &x b\n- *x', ['a', 'b', 'b']],
    ['- &x\n- *x', [null, null]],
  ],
  'merge keys': [
    ['a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3', { a: { x: 1, y: 2 }, b: { x: 1, y: 3 } }],
    ['- &a {x: 1, y: 2}\n- &b {y: 3, z: 4}\n- {<<: [*a, *b], z: 5}', [{ x: 1, y: 2 }, { y: 3, z: 4 }, { x: 1, y: 2, z: 5 }]],
    ['<<: text\n"<<": {a: 1}', { '<<': { a: 1 } }],
  ],
  'what surrounds values': [
    ['# comment\nb: c # d\n', { b: 'c' }],
    ['key:\tvalue\t# comment', { key: 'value' }],
    ['a:\r\n  - b\r\n  - |\r\n    c\r\n    d\r\n', { a: ['b', 'c\nd\n'] }],
    ['%YAML 1.1\n---\n- no\n- 017', ['no', 17]],
  ],
  'text of several lines': [
    ['a: "b\n  c\n\n  d \\\n  \\ e\\x21"', { a: 'b c\nd  e!' }],
    ["a: 'it''s\n\n  b'", { a: "it's\nb" }],
    ['a: b\n  c\n\n  d', { a: 'b c\nd' }],
    ['a: >2-\n    b\n   c\n  d\n  e\n\n  f\n\n', { a: '  b\n c\nd e\nf' }],
    ['a: |+\n  b\n\nc: |\n\n  d\n\n', { a: 'b\n\n', c: '\nd\n' }],
  ],
  'lines that are indented too little': [
    ["a:\n  b: 'SELECT\n*\nFROM c'\n  d: e", { a: { b: 'SELECT * FROM c', d: 'e' } }],
    ['a:\n  b: {\n"c": [\n1]\n}\nd: e', { a: { b: { c: [1] } }, d: 'e' }],
  ],
  tags: [
    ['!Ref a', { Ref: 'a' }],
    ['a: !Sub\n  - b\n  - c: !Ref d', { a: { 'Fn::Sub': ['b', { c: { Ref: 'd' } }] } }],
    ['[!Join [",", [!Ref 012, !Ref ]], !Other {a: 1}]', [{ 'Fn::Join': [',', [{ Ref: '012' }, { Ref: '' }]] }, { a: 1 }]],
    ['- &x !Ref a\n- !Sub &y b\n- *x\n- *y', [{ Ref: 'a' }, { 'Fn::Sub': 'b' }, { Ref: 'a' }, { 'Fn::Sub': 'b' }]],
  ],
}

for (const [topic, cases] of Object.entries(values)) {
  for (const [text, value] of cases) test(`${topic}: ${JSON.stringify(text)}`, () => assert.deepEqual(plainValueOf(parse(text)), value))
}

test('documents follow on each other, empty ones too', () => {
  assert.deepEqual(parseAll('a\n---\n- b\n---\n...\n\uFEFF---\nc: d\n').map(plainValueOf), ['a', ['b'], null, { c: 'd' }])
  assert.deepEqual(parseAll('# nothing'), [])
})

test('duplicate keys are kept as members, and the last is the value', () => {
  const root = parse('a: 1\nb: 2\na: 3\n__proto__: 4')
  assert.ok(root.kind === 'object')
  assert.deepEqual(root.members.map(({ key }) => key.value), ['a', 'b', 'a', '__proto__'])
  assert.equal(JSON.stringify(plainValueOf(root)), '{"a":3,"b":2,"__proto__":4}')
})

test('numbers keep the text that they were written as', () => {
  const root = parse('a: [012345678901, 1.0, 0x1F]\nb: True')
  assert.deepEqual(plainValueOf(withTextForNumbers(root)), { a: ['012345678901', '1.0', '0x1F'], b: true })
  const [account] = (memberOf(withTextForNumbers(root), 'a') as Node & { kind: 'array' }).items
  assert.equal(selected(account), '012345678901')
  const answer = memberOf(root, 'b')
  assert.equal(answer?.kind === 'boolean' && answer.asText?.value, 'True')
})

test('the span of a node goes from its first character to its last, without what surrounds it', () => {
  const root = parse('first: &x !Other\n  - a # comment\n  - b: c\n    d: |\n      e\n\n# comment\nsecond: [ a,\n  b ] # comment\nthird:\n')
  assert.equal(selected(memberOf(root, 'first')), '- a # comment\n  - b: c\n    d: |\n      e')
  assert.equal(selected(memberOf(root, 'second')), '[ a,\n  b ]')
  const third = memberOf(root, 'third')
  assert.deepEqual([third?.kind, selected(third), third?.start], ['null', '', root.end])
})

test('the long form of a tag stands where the tag and its value stand, its key where the tag stands', () => {
  const root = parse('a: !Sub "${b}" # comment')
  const long = memberOf(root, 'a')
  assert.ok(long?.kind === 'object')
  assert.equal(selected(long), '!Sub "${b}"')
  const { key, value } = long.members[0]!
  assert.deepEqual([key.value, selected(key), selected(value)], ['Fn::Sub', '!Sub', '"${b}"'])
  const { start, end } = key.inside().spanOf(0, 7)
  assert.deepEqual([start, end], [key.start, key.end])
})

test('an alias is the node of its anchor, and ends what it stands in', () => {
  const root = parse('a: &x {b: c}\nd:\n  - *x\ne: f')
  const alias = memberOf(root, 'd')
  assert.ok(alias?.kind === 'array')
  assert.equal(alias.items[0], memberOf(root, 'a'))
  assert.equal(selected(alias), '- *x')
})

test('text that is cut by a line break ends before it', () => {
  const node = memberOf(parse('a: "b\\\n  c"'), 'a')
  assert.ok(node?.kind === 'string')
  const places = [...node.value].map((_, offset) => node.inside().spanOf(offset, offset + 1)).map(({ start, end }) => [start, end])
  assert.deepEqual(places, [[4, 5], [9, 10]])
})

test('objects and arrays nest 512 levels deep and not one more, however they are written', () => {
  const ways: Record<string, (depth: number) => string> = {
    brackets: (depth) => '['.repeat(depth) + ']'.repeat(depth),
    dashes: (depth) => `${'- '.repeat(depth)}a`,
    lines: (depth) => Array.from({ length: depth }, (_, level) => `${' '.repeat(level)}a:\n`).join(''),
    tags: (depth) => `${'!Ref ['.repeat(depth / 2)}${'!Ref '.repeat(depth % 2)}${']'.repeat(depth / 2)}`,
    aliases: (depth) => `- &a ${'['.repeat(300)}${']'.repeat(300)}\n- ${'['.repeat(depth - 301)}*a${']'.repeat(depth - 301)}`,
  }
  for (const [way, write] of Object.entries(ways)) {
    assert.equal(parseAll(write(512)).length, 1, way)
    const { roots, faults } = parseYaml(new SourceFile('file.yaml', write(513)), { longForms: LONG_FORMS })
    assert.deepEqual([roots.length, faults.map(({ id }) => id)], [0, ['nesting-too-deep']], way)
  }
})

test('what aliases multiply is bounded', () => {
  const lines = Array.from({ length: 12 }, (_, level) => `a${level + 1}: &a${level + 1} [${Array(10).fill(`*a${level}`).join(', ')}]`)
  const { roots, faults } = parseYaml(new SourceFile('file.yaml', ['a0: &a0 text', ...lines].join('\n')))
  assert.deepEqual([roots.length, faults.map(({ id, at }) => [id, at.file.positionAt(at.start).line])], [0, [['file-too-large', 6]]])
  assert.equal(parseAll(`a: &a {b: c}\nd:\n${'  - *a\n'.repeat(20_000)}`).length, 1)
})

test('the length of a text is bounded', () => {
  const { faults } = parseYaml(new SourceFile('file.yaml', `a: ${'b'.repeat(16 * 1024 * 1024)}`))
  assert.deepEqual(faults.map(({ id }) => id), ['file-too-large'])
})

test('neither depth nor length exhausts the stack or the time', () => {
  // prettier-ignore
  const texts = [
    '['.repeat(1e6), '- '.repeat(1e6), '? '.repeat(1e6), '{a: '.repeat(1e6), 'x: '.repeat(3e5), '"'.repeat(1e5), ','.repeat(1e6),
    '&a '.repeat(1e5), '\t- a\n'.repeat(1e5), `"${'\\\\'.repeat(5e5)}"`, `a: "${'\n'.repeat(1e5)}"`, ':'.repeat(1e6), '*a\n'.repeat(1e5),
    '%a\n'.repeat(1e5), '...\n'.repeat(1e5), '{% a %}\n'.repeat(2e4),
  ]
  for (const text of texts) parseYaml(new SourceFile('file.yaml', text))
})
