import type { SourceFile } from './source-text.js'

// The hash with which GitHub's code scanning recognises a line: base 37, modulo 2^64, over the first 100 UTF-16 units from the
// line's start, without spaces and tabs, with LF for every line end, 65535 after the last unit of the file and zeros behind it
// (https://github.com/github/codeql-action/blob/main/src/fingerprints.ts).
const BASE = 37
const WINDOW = 100
const END_OF_FILE = 65535
const BYTE_ORDER_MARK = 0xfeff
const TAB = 9
const LF = 10
const CR = 13
const SPACE = 32

const WORD = 2 ** 32
// 37^100 modulo 2^64, as two words: what the unit that leaves the window was multiplied by.
const POWER = BigInt.asUintN(64, BigInt(BASE) ** BigInt(WINDOW))
const POWER_HIGH = Number(POWER >> 32n)
const POWER_LOW = Number(POWER & 0xffffffffn)

/** The hash of each of the lines, by its 1-based number, with `:n` behind it for the n-th line of the file that has it. */
export function lineHashes(file: SourceFile, lines: ReadonlySet<number>): ReadonlyMap<number, string> {
  const { high, low } = hashAll(file)
  const wanted = new Set(Array.from(lines, (line) => low[line - 1]))
  const occurrences = new Map<string, number>()
  const hashes = new Map<number, string>()
  for (let index = 0; index < low.length; index++) {
    if (!wanted.has(low[index])) continue
    const hash = high[index] === 0 ? hex(low[index]!) : hex(high[index]!) + hex(low[index]!).padStart(8, '0')
    const occurrence = (occurrences.get(hash) ?? 0) + 1
    occurrences.set(hash, occurrence)
    if (lines.has(index + 1)) hashes.set(index + 1, `${hash}:${occurrence}`)
  }
  return hashes
}

function hex(word: number): string {
  return word.toString(16)
}

/** The two words of every line's hash; in words since BigInt is ten times slower, and files hold millions of units. */
function hashAll(file: SourceFile): { high: number[]; low: number[] } {
  const hashes: { high: number[]; low: number[] } = { high: [], low: [] }
  const { units, starts } = unitsOf(file)
  let [high, low, line] = [0, 0, 0]
  for (let count = 0; count < units.length; count++) {
    const leaving = count < WINDOW ? 0 : units[count - WINDOW]!
    const sum = low * BASE + units[count]! - leaving * POWER_LOW
    const carry = Math.floor(sum / WORD)
    low = sum - carry * WORD
    high = high * BASE + carry - leaving * POWER_HIGH
    high -= Math.floor(high / WORD) * WORD
    if (starts[line] !== count - WINDOW + 1) continue
    hashes.high.push(high)
    hashes.low.push(low)
    line++
  }
  return hashes
}

/** What is hashed of a file, and where its lines start in that. */
function unitsOf({ text, hasByteOrderMark }: SourceFile): { units: Uint16Array; starts: number[] } {
  const units = new Uint16Array(text.length + WINDOW + 2)
  const starts = [0]
  let length = 0
  // The hash is of the file with its byte order mark.
  if (hasByteOrderMark) units[length++] = BYTE_ORDER_MARK
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    if (unit === SPACE || unit === TAB || (unit === LF && text.charCodeAt(index - 1) === CR)) continue
    units[length++] = unit === CR ? LF : unit
    if (unit === LF || unit === CR) starts.push(length)
  }
  units[length] = END_OF_FILE
  return { units: units.subarray(0, length + WINDOW), starts }
}
