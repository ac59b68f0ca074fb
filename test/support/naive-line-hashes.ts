/**
 * The hashes of all lines as code scanning computes them, in the plainest words: every line from its start, with integers of any
 * size. Written from what https://github.com/github/codeql-action/blob/main/src/fingerprints.ts does, apart from src/text/line-hashes.ts.
 */
export function naiveLineHashes(text: string): string[] {
  const lines = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split('\n')
  const kept = lines.map((line) => line.replaceAll(/[ \t]/g, ''))
  const seen = new Map<string, number>()
  return kept.map((_, index) => {
    const rest = `${kept.slice(index, index + 101).join('\n')}${index + 101 >= kept.length ? '\uffff' : '\n'}${'\0'.repeat(100)}`
    let hash = 0n
    for (let unit = 0; unit < 100; unit++) hash = (hash * 37n + BigInt(rest.charCodeAt(unit))) % 2n ** 64n
    const shown = hash.toString(16)
    seen.set(shown, (seen.get(shown) ?? 0) + 1)
    return `${shown}:${seen.get(shown)}`
  })
}
