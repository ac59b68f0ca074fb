import type { Location } from '../linter/publish.js'

/** As editors and terminals link it: `path:3:5`. */
export function placeOf({ path, startLine, startColumn }: Location): string {
  return `${path}:${startLine}:${startColumn}`
}
