/** A stretch of one file, as UTF-16 offsets; `end` is exclusive. */
export interface Span {
  readonly file: SourceFile
  readonly start: number
  readonly end: number
}

/** 1-based line, and 1-based column in UTF-16 code units. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** Text that can say where each of its parts stands in a file. A parser cannot tell a file from the inside of a string. */
export interface SourceText {
  readonly text: string
  /** The file span of the characters from `start` up to, not including, `end`. */
  spanOf(start: number, end: number): Span
}

/** A value with its place. */
export interface Located<T> {
  readonly value: T
  readonly at: Span
}

/** A file's decoded text, without a byte order mark. Lines end at LF, CRLF or CR. */
export class SourceFile implements SourceText {
  readonly path: string
  readonly text: string
  /** Whether one stood before the text. */
  readonly hasByteOrderMark: boolean
  #lineStarts: number[] | undefined

  constructor(path: string, text: string, hasByteOrderMark = false) {
    this.path = path
    this.text = text
    this.hasByteOrderMark = hasByteOrderMark
  }

  spanOf(start: number, end: number): Span {
    return { file: this, start, end }
  }

  positionAt(offset: number): Position {
    const starts = (this.#lineStarts ??= lineStartsOf(this.text))
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (starts[middle]! <= offset) low = middle
      else high = middle - 1
    }
    return { line: low + 1, column: offset - starts[low]! + 1 }
  }
}

function lineStartsOf(text: string): number[] {
  const starts = [0]
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit === 13 && text.charCodeAt(i + 1) === 10) i++
    if (unit === 10 || unit === 13) starts.push(i + 1)
  }
  return starts
}
