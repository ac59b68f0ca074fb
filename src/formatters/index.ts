import type { Formatter } from './formatter.js'

/** Every format by its name; each is loaded only when asked for. */
export const FORMATS: Readonly<Record<string, () => Promise<Formatter>>> = {
  json: async () => (await import('./json.js')).formatJson,
  pretty: async () => (await import('./pretty.js')).formatPretty,
}
