// What remains of these after publishing stands in the text of edits; escaped, it is the same text and steers no terminal.
const UNSAFE = /[\u007f-\u009f\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu

export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replaceAll(UNSAFE, escapeUnits)}\n`
}

function escapeUnits(character: string): string {
  return Array.from({ length: character.length }, (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')
}
