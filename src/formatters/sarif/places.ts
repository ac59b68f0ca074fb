import type { Location } from '../../linter/publish.js'

export const ROOT = '%SRCROOT%'

/** The working directory as an address, with a slash at its end. */
export function rootUri(directory: string): string {
  return `file://${directory.startsWith('/') ? '' : '/'}${encodePath(directory)}${directory.endsWith('/') ? '' : '/'}`
}

/** Relative to the root where the path lies below it, else an address of its own. */
export function artifactOf(path: string, directory: string): object {
  if (path.startsWith('/')) return { uri: `file://${encodePath(path)}` }
  if (/^[A-Za-z]:\//.test(path)) return { uri: `file:///${encodePath(path)}` }
  // A relative reference must not lead out of what it is relative to (SARIF 2.1.0, section 3.4.4).
  if (path.split('/').includes('..')) return { uri: new URL(encodePath(path), rootUri(directory)).href }
  return { uri: encodePath(path), uriBaseId: ROOT }
}

function encodePath(path: string): string {
  const encoded = path.split('/').map(encodeURIComponent).join('/')
  return encoded.replace(/^(\/?[A-Za-z])%3A\//, '$1:/')
}

/** All four values, since some readers take a missing one for the end of the line or file. The end is exclusive in both. */
export function regionOf({ startLine, startColumn, endLine, endColumn }: Location): object {
  return { startLine, startColumn, endLine, endColumn }
}

export function physicalLocationOf(location: Location, directory: string): object {
  return { artifactLocation: artifactOf(location.path, directory), region: regionOf(location) }
}
