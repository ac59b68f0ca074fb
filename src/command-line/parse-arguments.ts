import { parseArgs } from 'node:util'
import { didYouMean, nearest } from '../text/nearest.js'
import { COMMANDS, OPTIONS, optionsOf, variableOf, type Command, type Option } from './options.js'
import { UsageError } from './usage-error.js'

export interface Arguments {
  readonly command: Command
  /** False when `lint` was not written. */
  readonly named: boolean
  readonly operands: readonly string[]
  has(name: string): boolean
  /** The last value given. */
  value(name: string): string | undefined
  values(name: string): readonly string[]
}

/** Reads the command line and the environment; throws a UsageError for what it cannot follow. */
export function parseArguments(words: readonly string[], environment: Readonly<Record<string, string | undefined>>): Arguments {
  // Not strict: its errors know no suggestions.
  const { tokens } = parseArgs({ args: [...words], options: parseArgsOptions(), strict: false, allowPositionals: true, tokens: true })
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [{ word: token.value, index: token.index }] : []))
  const terminator = tokens.find(({ kind }) => kind === 'option-terminator')?.index ?? Infinity
  const [first] = positionals
  const named = first !== undefined && first.index < terminator && isCommand(first.word)
  const command = named ? (first.word as Command) : 'lint'
  const options = optionsOf(command)
  const given = new Map<string, string[]>()
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    const option = options.find(({ name, short }) =>
      token.rawName.startsWith('--') ? name === token.name : short === token.rawName.slice(1) || name === token.name,
    )
    if (option === undefined) throw unknownOption(token.rawName, command)
    const value = valueOf(option, token.value, token.inlineValue === true)
    given.set(option.name, [...(given.get(option.name) ?? []), value])
  }
  for (const option of options) {
    const value = option.environment ? environment[variableOf(option.name)] : undefined
    if (value !== undefined && value !== '' && !given.has(option.name))
      given.set(option.name, [checkChoice(option, value, variableOf(option.name))])
  }
  return {
    command,
    named,
    operands: positionals.slice(named ? 1 : 0).map(({ word }) => word),
    has: (name) => given.has(name),
    value: (name) => given.get(name)?.at(-1),
    values: (name) => given.get(name) ?? [],
  }
}

function isCommand(word: string): word is Command {
  return Object.hasOwn(COMMANDS, word)
}

function parseArgsOptions(): NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']> {
  return Object.fromEntries(
    (OPTIONS as readonly Option[]).map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ('boolean' as const) : ('string' as const), multiple: true, ...(short !== undefined && { short }) },
    ]),
  )
}

function valueOf(option: Option, value: string | undefined, inline: boolean): string {
  const flag = `--${option.name}`
  if (option.value === undefined) {
    if (value !== undefined) throw new UsageError(`${flag} takes no value`, `Write ${flag} alone.`)
    return ''
  }
  if (value === undefined || (!inline && value.startsWith('-') && value !== '-'))
    throw new UsageError(`${flag} needs a value`, `Write ${flag} ${option.value}.`)
  return checkChoice(option, value, flag)
}

function checkChoice({ choices }: Option, value: string, given: string): string {
  if (choices === undefined || choices.includes(value)) return value
  throw new UsageError(`${given} is "${value}"`, didYouMean(value, choices, `Use ${choices.join(', ')}.`))
}

function unknownOption(rawName: string, command: Command): UsageError {
  const name = rawName.replace(/^--?/, '')
  const elsewhere = (OPTIONS as readonly Option[]).find((option) => option.name === name)
  if (elsewhere !== undefined) {
    return new UsageError(
      `${rawName} is not an option of "${command}"`,
      `It belongs to ${elsewhere.commands.map((other) => `"${other}"`).join(', ')}.`,
    )
  }
  const near = nearest(
    name,
    optionsOf(command).map((option) => option.name),
  )
  return new UsageError(
    `there is no option ${rawName}`,
    near === undefined ? `Run "vpce-lint ${command} --help" for the list.` : `Did you mean --${near}?`,
  )
}
