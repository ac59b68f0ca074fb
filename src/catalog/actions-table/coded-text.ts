/**
 * What coded text is written with: no character that a JavaScript string escapes. Plain text would cost every run several
 * milliseconds, because an engine reads all of a file that it loads; coded text is a third as long.
 */
export const DIGITS = '#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_abcdefghijklmnopqrstuvwxyz{|}~'

/** How many of the words one digit names: the first digits; each of the others begins a pair. */
export const SHORT_WORDS = 36

/** Stands around a word that the list of words lacks. */
export const QUOTE = ' '

/** Stands between the words of the list. */
export const WORD_SEPARATOR = '!'

/** Puts the words back in place of their numbers. */
export function decode(coded: string, words: readonly string[]): string {
  let text = ''
  for (let i = 0; i < coded.length; i++) {
    if (coded[i] === QUOTE) {
      const end = coded.indexOf(QUOTE, i + 1)
      text += coded.slice(i + 1, end)
      i = end
    } else {
      const digit = DIGITS.indexOf(coded[i]!)
      text += words[digit < SHORT_WORDS ? digit : SHORT_WORDS + (digit - SHORT_WORDS) * DIGITS.length + DIGITS.indexOf(coded[++i]!)]!
    }
  }
  return text
}

/** What names the word at an index of the list; `undefined` beyond the last pair. */
export function codeOf(index: number): string | undefined {
  if (index < SHORT_WORDS) return DIGITS[index]
  const rest = index - SHORT_WORDS
  const lead = DIGITS[SHORT_WORDS + Math.floor(rest / DIGITS.length)]
  return lead === undefined ? undefined : lead + DIGITS[rest % DIGITS.length]!
}
