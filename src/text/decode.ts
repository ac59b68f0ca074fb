import type { Problem } from './problem.js'
import { SourceFile } from './source-text.js'

/** The file's text, which must be UTF-8 when it comes as bytes; a byte order mark is dropped. */
export function decodeFile(path: string, content: string | Uint8Array): SourceFile | Problem {
  if (typeof content === 'string') {
    const isMarked = content.startsWith('\uFEFF')
    return new SourceFile(path, isMarked ? content.slice(1) : content, isMarked)
  }
  const encoding = wideEncodingOf(content)
  if (encoding) return wideText(path, encoding)
  if (isSavedPlan(content)) return savedPlan(path)
  const nul = content.indexOf(0)
  if (nul >= 0) return binary(path, content.subarray(0, nul + 1))
  try {
    return new SourceFile(path, new TextDecoder('utf-8', { fatal: true }).decode(content), hasByteOrderMark(content))
  } catch {
    return invalidUtf8(path, content)
  }
}

// The longer marks come first: the one of UTF-32LE begins with the one of UTF-16LE.
const BYTE_ORDER_MARKS = [
  { encoding: 'UTF-32LE', mark: [0xff, 0xfe, 0, 0] },
  { encoding: 'UTF-32BE', mark: [0, 0, 0xfe, 0xff] },
  { encoding: 'UTF-16LE', mark: [0xff, 0xfe] },
  { encoding: 'UTF-16BE', mark: [0xfe, 0xff] },
]

// Texts begin with two ASCII characters nearly always, and in JSON always but for strings (RFC 4627, section 3); "x" is one, "0" a NUL.
const STARTS_WITHOUT_MARK = [
  { encoding: 'UTF-32LE', start: 'x000' },
  { encoding: 'UTF-32BE', start: '000x' },
  { encoding: 'UTF-16LE', start: 'x0x0' },
  { encoding: 'UTF-16BE', start: '0x0x' },
]

function wideEncodingOf(bytes: Uint8Array): string | undefined {
  const marked = BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => bytes[index] === byte))
  if (marked) return marked.encoding
  const start = Array.from(bytes.subarray(0, 4), shapeOf).join('')
  return STARTS_WITHOUT_MARK.find((candidate) => candidate.start === start)?.encoding
}

function shapeOf(byte: number): string {
  const isText = (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13
  return isText ? 'x' : byte === 0 ? '0' : '?'
}

function wideText(path: string, encoding: string): Problem {
  return {
    id: 'unsupported-encoding',
    message: `the file is encoded in ${encoding}, not in UTF-8`,
    help: `Convert it, for example with "iconv -f ${encoding} -t UTF-8", or in PowerShell write it with "Out-File -Encoding utf8".`,
    path,
  }
}

function binary(path: string, upToNul: Uint8Array): Problem {
  const file = new SourceFile(path, new TextDecoder().decode(upToNul))
  return {
    id: 'binary-file',
    message: 'the file holds a NUL byte, as binary files do and text does not',
    help: 'Name text files only; unpack the file if it is compressed.',
    path,
    at: file.spanOf(file.text.length - 1, file.text.length),
  }
}

/** Terraform and OpenTofu save plans as zip archives, whose first member is called "tfplan". */
const SAVED_PLAN = /^PK\x03\x04[^]{26}tfplan/

function isSavedPlan(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && SAVED_PLAN.test(String.fromCharCode(...bytes.subarray(0, 36)))
}

function savedPlan(path: string): Problem {
  return {
    id: 'binary-file',
    message: 'the file is a plan of Terraform or OpenTofu as they save it, which only they can read',
    help: `Lint what "terraform show -json ${path}" prints, or "tofu show -json ${path}".`,
    path,
  }
}

function invalidUtf8(path: string, bytes: Uint8Array): Problem {
  const file = new SourceFile(path, new TextDecoder().decode(bytes))
  const { offset, byte } = firstBadByte(file.text, bytes)
  return {
    id: 'unsupported-encoding',
    message: `the byte 0x${byte.toString(16).toUpperCase().padStart(2, '0')} is not valid UTF-8 here`,
    help: 'Save the file as UTF-8, or convert it, for example with "iconv -f WINDOWS-1252 -t UTF-8".',
    path,
    at: file.spanOf(offset, offset + 1),
  }
}

/** Finds the first U+FFFD in the leniently decoded text that the bytes do not spell out. */
function firstBadByte(text: string, bytes: Uint8Array): { offset: number; byte: number } {
  let position = hasByteOrderMark(bytes) ? 3 : 0
  let counted = 0
  for (;;) {
    const offset = text.indexOf('\uFFFD', counted)
    position += Buffer.byteLength(text.slice(counted, offset))
    if (bytes[position] !== 0xef || bytes[position + 1] !== 0xbf || bytes[position + 2] !== 0xbd) return { offset, byte: bytes[position]! }
    position += 3
    counted = offset + 1
  }
}

function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}
