import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readDirectives } from '../../src/linter/directives.js'
import { commentsOf } from '../../src/sources/comments.js'
import { SourceFile, type Span } from '../../src/text/source-text.js'

const IDS = ['open-door', 'loose-lock', 'undecided']

function place({ file, start, end }: Span): string {
  const { line, column } = file.positionAt(start)
  return `${line}:${column} ${file.text.slice(start, end)}`
}

/** A line for each suppression and each comment that is none. */
async function directivesOf(path: string, lines: readonly string[]): Promise<string[]> {
  const file = new SourceFile(path, lines.join('\n'))
  const { suppressions, invalid } = readDirectives(file, await commentsOf(file), IDS)
  return [
    ...suppressions.map(({ at, line, reason, expires }) =>
      [`${place(at)} | ${line === undefined ? 'file' : `line ${line}`} | ${reason}`, ...(expires === undefined ? [] : [expires])].join(' | '),
    ),
    ...invalid.map(({ at, messageId, text, help }) => `${place(at)} | ${messageId} | ${text}. ${help}`),
  ]
}

const cases: [name: string, path: string, lines: string[], expected: string[]][] = [
  [
    'the next line',
    'a.yaml',
    ['a: 1', '# vpce-lint-disable-next-line open-door -- agreed', 'b: 2'],
    ['2:31 open-door | line 3 | agreed'],
  ],
  [
    'the whole file, several rules',
    'a.jsonc',
    ['{} /* vpce-lint-disable open-door, loose-lock -- agreed -- twice */'],
    ['1:25 open-door | file | agreed -- twice', '1:36 loose-lock | file | agreed -- twice'],
  ],
  [
    'with a last day',
    'a.jsonc',
    ['// vpce-lint-disable open-door until 2027-06-30 -- until the migration', '{}'],
    ['1:22 open-door | file | until the migration | 2027-06-30'],
  ],
  [
    'comments in a row are about the line after them',
    'a.yaml',
    ['# vpce-lint-disable-next-line open-door -- one', '# vpce-lint-disable-next-line loose-lock -- two', '# three', 'a: 1 # four', 'b: 2'],
    ['1:31 open-door | line 4 | one', '2:31 loose-lock | line 4 | two'],
  ],
  [
    'a comment over several lines',
    'a.jsonc',
    ['/* vpce-lint-disable-next-line open-door --', '   agreed', '   with security */', '{}'],
    ['1:32 open-door | line 4 | agreed with security'],
  ],
  [
    'without a reason',
    'a.yaml',
    ['# vpce-lint-disable open-door', '# vpce-lint-disable open-door --'],
    [
      '1:1 # vpce-lint-disable open-door | no-reason | the comment suppresses findings without a reason, and so suppresses none. Add "-- " and the reason.',
      '2:1 # vpce-lint-disable open-door -- | no-reason | the comment suppresses findings without a reason, and so suppresses none. Add "-- " and the reason.',
    ],
  ],
  [
    'without a rule',
    'a.yaml',
    ['# vpce-lint-disable -- agreed'],
    [
      '1:1 # vpce-lint-disable -- agreed | no-rule | the comment names no rule to suppress. Write "vpce-lint-disable-next-line RULE -- REASON".',
    ],
  ],
  [
    'an unknown rule beside a known one',
    'a.yaml',
    ['# vpce-lint-disable open-dor, loose-lock -- agreed'],
    ['1:31 loose-lock | file | agreed', '1:21 open-dor | unknown-rule | "open-dor" is not a rule. Did you mean "open-door"?'],
  ],
  [
    'an unknown word',
    'a.yaml',
    ['# vpce-lint-disable-nextline open-door -- agreed'],
    [
      '1:3 vpce-lint-disable-nextline | unknown-directive | "vpce-lint-disable-nextline" is not understood in a comment. Did you mean "vpce-lint-disable-next-line"?',
    ],
  ],
  [
    'a day that is none',
    'a.yaml',
    ['# vpce-lint-disable open-door until soon -- agreed'],
    [
      '1:1 # vpce-lint-disable open-door until soon -- agreed | no-day | "soon" is not a day of the calendar. Write a day as YYYY-MM-DD.',
    ],
  ],
  ['words elsewhere in a comment', 'a.yaml', ['# see vpce-lint-disable open-door -- agreed'], []],
  [
    'text that looks like a comment',
    'a.yaml',
    ['a: |', '  # vpce-lint-disable open-door -- one', 'b: "# vpce-lint-disable open-door -- two"', 'c: x#vpce-lint-disable open-door -- three'],
    [],
  ],
  ['strings that look like comments', 'a.jsonc', ['{"a": "// vpce-lint-disable open-door -- one"}'], []],
  ['JSON has no comments', 'a.json', ['{} // vpce-lint-disable open-door -- one'], []],
]

for (const [name, path, lines, expected] of cases) {
  test(`${name}: ${path}`, async () => assert.deepEqual(await directivesOf(path, lines), expected))
}

test('many comments in a row take time that grows with them', async () => {
  const lines = Array.from({ length: 20_000 }, () => '# vpce-lint-disable-next-line open-door -- agreed')
  const start = performance.now()
  assert.equal((await directivesOf('a.yaml', lines)).length, 20_000)
  assert.ok(performance.now() - start < 5000)
})
