import type { SourceText } from '../../src/text/source-text.js'

/** What stands in the file where characters of a text inside of it come from. */
export function selected(text: SourceText, start: number, end: number): string {
  const span = text.spanOf(start, end)
  return span.file.text.slice(span.start, span.end)
}
