/** The command line cannot be followed: one line, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly help: string

  constructor(message: string, help: string) {
    super(message)
    this.help = help
  }
}
