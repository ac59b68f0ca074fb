import { Decoding, type Decoded } from './yaml-scalar.js'

/** A literal or folded scalar below its header. */
export interface BlockScalar {
  /** As in `>2-`, without a comment. */
  readonly header: string
  /** Of the collection that it stands in. */
  readonly parentIndent: number
  readonly start: number
  readonly end: number
}

/** What indentation, folding and chomping make of the lines. YAML 1.2.2, section 8.1. */
export function decodeBlock(text: string, scalar: BlockScalar): Decoded {
  const { header, start, end } = scalar
  const decoding = new Decoding(start)
  if (start === end) return decoding
  const lines = linesOf(text, scalar)
  const first = lines.findIndex(({ isBlank }) => !isBlank)
  const last = lines.findLastIndex(({ isBlank, isIndented }) => !isBlank || isIndented)
  for (const { body, at, end: breakAt, next } of lines.slice(0, first < 0 ? 0 : first)) {
    decoding.add(body, at)
    decoding.add('\n', breakAt, next - breakAt)
  }
  if (first >= 0) addContent(decoding, lines.slice(first, last + 1), header.startsWith('>'))
  return chomp(decoding, lines, first < 0 ? 0 : last + 1, scalar)
}

interface Line {
  /** Without indentation and line break. */
  readonly body: string
  /** Where the body stands. */
  readonly at: number
  readonly end: number
  /** Behind its line break. */
  readonly next: number
  readonly isBlank: boolean
  /** More than the scalar. */
  readonly isIndented: boolean
}

function linesOf(text: string, { header, parentIndent, start, end }: BlockScalar): Line[] {
  const lines = text.slice(start, end).split('\n')
  const digit = /[1-9]/.exec(header)
  const indent = digit === null ? indentOf(lines.find((line) => !/^ *\r?$/.test(line)) ?? '') : parentIndent + Number(digit[0])
  let lineStart = start
  return lines.map((line) => {
    const spaces = indentOf(line)
    const content = line.endsWith('\r') ? line.slice(0, -1) : line
    const skipped = Math.min(indent, spaces)
    const at = lineStart + skipped
    const lineEnd = lineStart + content.length
    lineStart = Math.min(lineStart + line.length + 1, end)
    const isBlank = content.length === spaces
    return { body: content.slice(skipped), at, end: lineEnd, next: lineStart, isBlank, isIndented: spaces > indent }
  })
}

function indentOf(line: string): number {
  return /^ */.exec(line)![0].length
}

/** The lines from the first to the last that is not empty. */
function addContent(decoding: Decoding, lines: readonly Line[], isFolded: boolean): void {
  let lineBreak = ''
  let breakAt = 0
  let lineStart = 0
  let wasKept = false
  for (const { body, at, end, next, isIndented } of lines) {
    // Folding leaves lines alone that begin with white space, and the line breaks around them.
    const isKept = isIndented || body.startsWith('\t')
    const isEmpty = isFolded && body === ''
    if (isFolded && isKept && !wasKept && lineBreak !== '') lineBreak = lineBreak === ' ' ? '\n' : '\n\n'
    if (!isEmpty || lineBreak === '\n') {
      decoding.add(lineBreak, breakAt, lineStart - breakAt)
      decoding.add(body, at)
      breakAt = end
      wasKept = isEmpty ? wasKept : isKept
    }
    lineBreak = isFolded && !isEmpty && !isKept ? ' ' : '\n'
    lineStart = next
  }
}

/** The line breaks behind the content, from the line `next` on. */
function chomp(decoding: Decoding, lines: readonly Line[], next: number, { header, end }: BlockScalar): Decoded {
  const last = lines[next - 1]
  if (header.includes('+')) {
    // What stands after the last line break is no line.
    for (const line of lines.slice(Math.max(next - 1, 0), -1)) decoding.add('\n', line.end, line.next - line.end)
    if (!decoding.text.endsWith('\n')) decoding.add('\n', end, 0)
    return decoding.end(end)
  }
  if (last === undefined) return decoding.end(end)
  if (header.includes('-')) return decoding.end(last.end)
  decoding.add('\n', last.end, last.next - last.end)
  return decoding.end(last.next)
}
