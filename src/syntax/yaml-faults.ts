import type { YAMLError } from 'yaml'
import type { SourceText } from '../text/source-text.js'
import { MAXIMUM_NESTING, type SyntaxFault } from './json-faults.js'

/** What is wrong with a document that is YAML but no tree to walk. */
export class TreeFault extends Error {
  readonly id: SyntaxFault['id']
  readonly help: string
  readonly start: number
  readonly end: number

  constructor(id: SyntaxFault['id'], message: string, help: string, start: number, end: number) {
    super(message)
    this.id = id
    this.help = help
    this.start = start
    this.end = end
  }

  static nesting(start: number, end: number): TreeFault {
    const message = `objects and arrays are nested more than ${MAXIMUM_NESTING} levels deep`
    return new TreeFault('nesting-too-deep', message, 'Flatten the structure.', start, end)
  }

  static unknownAlias(alias: string, start: number): TreeFault {
    const message = `the alias "${alias}" stands for nothing: no anchor "&${alias.slice(1)}" stands before it`
    const help = 'Correct the name, or put the value in quotes if it is no alias.'
    return new TreeFault('syntax-error', message, help, start, start + alias.length)
  }

  static endlessAlias(alias: string, start: number): TreeFault {
    const message = `the alias "${alias}" stands inside the value that it stands for`
    return new TreeFault('syntax-error', message, 'Put a value in its place.', start, start + alias.length)
  }

  static tooMuchAliased(maximum: number, start: number, end: number): TreeFault {
    const message = `aliases multiply the document by more than ${maximum} values`
    return new TreeFault('file-too-large', message, 'Use fewer aliases of what holds aliases itself.', start, end)
  }

  static tooLong(length: number, maximum: number): TreeFault {
    const message = `the YAML text has ${length} characters, more than the limit of ${maximum}`
    return new TreeFault('file-too-large', message, 'Write it as JSON, which has no such limit, or split it into several files.', 0, 0)
  }

  in(source: SourceText): SyntaxFault {
    const { id, message, help, start, end } = this
    return { id, message, help, at: source.spanOf(start, end) }
  }
}

/** Says in our words what the parser found wrong. */
export function describeError({ message, pos }: YAMLError, source: SourceText): SyntaxFault {
  const { text } = source
  const start = Math.min(pos[0], text.length)
  const end = Math.min(Math.max(pos[1], start), text.length)
  const written = text.slice(start, end)
  for (const [pattern, describe] of DESCRIPTIONS) {
    const match = pattern.exec(message)
    if (match === null) continue
    const [described, help] = describe(match, quote(written))
    return { id: 'syntax-error', message: described, help, at: source.spanOf(start, end) }
  }
  const plain = shorten(message.slice(0, 1).toLowerCase() + message.slice(1), 100).replace(/\.$/, '')
  return { id: 'syntax-error', message: plain, help: 'Check what stands here, and its indentation.', at: source.spanOf(start, end) }
}

type Describe = (match: RegExpExecArray, quoted: string) => [message: string, help: string]

const IN_QUOTES = 'Put text in quotes that holds characters with a meaning in YAML.'

/** By the messages of the package. */
const DESCRIPTIONS: readonly [RegExp, Describe][] = [
  [/^Missing closing (.)quote/, ([, quote]) => [
    'this string lacks its closing quote', `Close it with ${quote === '"' ? 'a double' : 'a single'} quote.`,
  ]],
  [/^Invalid escape sequence (\\[xuU][0-9a-fA-F]*|\\.)/su, ([, escape]) => [
    `"${escape}" is not an escape that YAML has`, 'Write a backslash as \\\\, or put the text in single quotes.',
  ]],
  [/^Tabs are not allowed/, () => ['a tab stands in the indentation', 'Indent with spaces.']],
  [/^All mapping items/, () => ['this key does not begin in the column of the keys before it', 'Indent the keys of an object alike.']],
  [/^All sequence items/, () => ['this item does not begin in the column of the items before it', 'Indent the items of a list alike.']],
  [/^Sequence item without/, () => ['"-" is missing before this item of the list', 'Put "- " before it, or correct its indentation.']],
  [/^Implicit keys/, () => ['a key goes on over more than one line', 'Check the indentation here, and the colon behind the key.']],
  [/^Implicit map keys/, (_match, quoted) => [`a colon is missing after the key ${quoted}`, `Put ": " after the key. ${IN_QUOTES}`]],
  [/^Nested mappings/, () => [
    'a key with a colon follows inside this value',
    'Correct the indentation of the key, or put the value in quotes if the colon belongs to it.',
  ]],
  [/^A block sequence may not/, () => ['a list stands where a key is expected', 'Correct the indentation.']],
  [/^Missing , /, () => ['a comma is missing here', `Put a comma between two items or members. ${IN_QUOTES}`]],
  [/^Missing space after :/, () => ['a space is missing after this colon', 'Put a space after it.']],
  [/^Unexpected (?:,|empty item) in/, () => ['nothing stands before this comma', 'Remove the comma, or put what is missing before it.']],
  [/ end with a (.)$/, ([, bracket]) => [
    `"${bracket}" is missing here, or what stands in brackets is not indented`, 'Close the bracket, and indent its contents.',
  ]],
  [/^Block collections are not/, () => ['a list or object by indentation stands inside brackets', 'Write it in brackets too.']],
  [/^Block scalar header/, () => ['only a digit, "+", "-" and a comment may follow on "|" or ">"', 'Begin the text on the next line.']],
  [/^Block scalar/, () => [
    'the text below "|" or ">" is not indented as it must be', 'Indent it more than its key, and no line less than its first.',
  ]],
  [/^Comments must be/, () => ['a space is missing before this comment', `Put a space before "#". ${IN_QUOTES}`]],
  [/^Plain value cannot start/, (_match, quoted) => [
    `a value without quotes cannot begin with ${quoted}`, 'Put the value in quotes.',
  ]],
  [/^The : indicator/, () => [
    'a key has more than 1024 characters', 'Put "? " before it, and its value behind ": " on a line of its own.',
  ]],
  [/^Missing directives-end/, () => [
    'no "---" ends the lines that begin with "%"', `Put "---" on a line of its own below them. ${IN_QUOTES}`,
  ]],
  [/^Block collection cannot start/, () => ['a key or an item follows on the line of "---"', 'Begin it on the next line.']],
  [/^An alias node/, () => ['an alias has an anchor or a tag of its own', 'Remove what stands before the alias.']],
  [/^Alias cannot be/, () => ['"*" without quotes is an alias without a name', 'Put it in quotes: "*".']],
  [/^(?:Unexpected|Not a YAML token|Unsupported token)/, (_match, quoted) => [
    `${quoted} does not fit here`, `Correct the indentation, or remove it. ${IN_QUOTES}`,
  ]],
]

function quote(text: string): string {
  const short = shorten(text, 40)
  return short.startsWith('"') ? short : `"${short}"`
}

function shorten(text: string, length: number): string {
  const line = /^[^\r\n]*/.exec(text)![0]
  return line.length > length ? `${line.slice(0, length - 1)}…` : line
}
