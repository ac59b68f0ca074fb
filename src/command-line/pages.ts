import { version } from '../version.js'

// The pages as this version's package holds them.
const PACKAGE_URL = `https://unpkg.com/vpce-lint@${version}`

export const homeUrl = `${PACKAGE_URL}/README.md`

/** The page of a rule. */
export function urlOf(id: string): string {
  return `${PACKAGE_URL}/rules/${encodeURIComponent(id)}/README.md`
}
