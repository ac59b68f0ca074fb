/** The world outside, as far as commands may touch it. `cli.ts` makes the real one. */
export interface Host {
  readonly environment: Readonly<Record<string, string | undefined>>
  /** Absolute, with `/`. */
  readonly workingDirectory: string
  /** Where package.json, rules/ and schema/ lie; absolute, with `/`. */
  readonly packageDirectory: string
  readonly isTerminal: boolean
  /** YYYY-MM-DD, UTC. */
  readonly today: string
  /** Milliseconds since some moment, for measuring. */
  now(): number
  /** To stdout: the report and nothing else. */
  print(text: string): void
  /** To stderr, as a line. */
  notify(text: string): void
  exists(path: string): boolean
  /** The absolute path. */
  resolve(path: string): string
  /** Throws when it cannot be read. */
  readText(path: string): string
  stdin(): Promise<Uint8Array>
  /** Whole or not at all. */
  writeFile(path: string, text: string): void
  /** Makes libraries that look at the environment follow our decision. */
  setColor(color: boolean): void
}
