import type { PublishedReport } from '../linter/publish.js'
import type { Formatter } from './formatter.js'

/** Every format by its name; each is loaded only when asked for. */
export const FORMATS: Readonly<Record<string, () => Promise<Formatter>>> = {
  pretty: async () => (await import('./pretty.js')).formatPretty,
  concise: async () => (await import('./concise.js')).formatConcise,
  json: async () => (await import('./json.js')).formatJson,
  sarif: async () => (await import('./sarif.js')).formatSarif,
  github: async () => (await import('./github.js')).formatGithub,
}

/** What a format says to people beside its text, where that is more than nothing. */
export const NOTICES: Readonly<Record<string, () => Promise<(report: PublishedReport) => string | undefined>>> = {
  sarif: async () => (await import('./sarif/limit.js')).droppedNotice,
}
