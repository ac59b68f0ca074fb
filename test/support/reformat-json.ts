/**
 * The same JSON with other white space, CRLF line ends and other escapes; keys, duplicates included, stay in their order.
 * JSON inside of strings is reformatted too.
 */
export function reformatJson(text: string): string {
  return text.replaceAll(/"(?:[^"\\]|\\.)*"|\s+|[{[,:]/g, (token) =>
    token.startsWith('"') ? reformatString(token) : /^\s/.test(token) ? '' : token === ':' ? ' :\t' : `${token}\r\n   `)
}

function reformatString(literal: string): string {
  const value = JSON.parse(literal) as string
  const inner = isJsonObject(value) ? reformatJson(value) : value
  return JSON.stringify(inner).replaceAll(/\\.|\//g, (token) => (token === '/' ? '\\/' : token === '\\r' ? '\\u000d' : token))
}

function isJsonObject(text: string): boolean {
  if (!text.trimStart().startsWith('{')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
