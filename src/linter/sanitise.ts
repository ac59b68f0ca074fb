import { displayText } from '../policy/symbol.js'

// Control, format (bidi, zero-width, tags), private use and surrogate characters, line separators, and letters without a glyph.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]/gu

/** Printable ASCII, as most texts are. */
const HARMLESS = /^[ -~]*$/

const COMMAND = /^\s*:(?=:)/u

// No text that AWS takes is longer; a file may hold one of megabytes.
const LONGEST = 4000

/**
 * The text with everything that could steer a terminal or a log written as a visible escape, and symbols as their author
 * wrote them; of a very long one, the start. Applied to every string of a report before any formatter sees it.
 */
export function sanitise(text: string): string {
  if (text.length <= LONGEST && HARMLESS.test(text) && !text.includes('##[') && !COMMAND.test(text)) return text
  return (
    shorten(displayText(text))
      .replaceAll(UNSAFE, escape)
      // GitHub's runner takes a line that starts with "::", or holds "##[", as a command
      // (https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs).
      .replace(COMMAND, (start) => `${start.slice(0, -1)}\\u003a`)
      .replaceAll('##[', '\\u0023#[')
  )
}

function shorten(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}… (${text.length - LONGEST} more characters)`
}

function escape(character: string): string {
  const code = character.codePointAt(0)!
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`
}
