import { ConfigurationError } from '../config/configuration.js'
import type { Tool } from '../linter/publish.js'
import { sanitise } from '../linter/sanitise.js'
import { version } from '../version.js'
import { helpOf } from './help.js'
import type { ExitCode } from './exit-code.js'
import type { Host } from './host.js'
import { urlOf } from './pages.js'
import { parseArguments, type Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

export interface Outcome {
  readonly exitCode: ExitCode
  /** Whether inputs were judged: what commands need is loaded when they run, and most is loaded for this. */
  readonly linted: boolean
}

/** Does what the command line says. */
export async function main(words: readonly string[], host: Host): Promise<Outcome> {
  try {
    const options = parseArguments(words, host.environment)
    if (options.has('version')) return printed(host, `${version}\n`)
    if (options.has('help')) return printed(host, helpOf(options.command))
    return { exitCode: await dispatch(options, host), linted: options.command === 'lint' }
  } catch (error) {
    if (error instanceof UsageError) host.notify(`vpce-lint: ${sentence(error.message, error.help)}`)
    else if (error instanceof ConfigurationError) {
      for (const { at, message, help } of error.faults) {
        const { line, column } = at.file.positionAt(at.start)
        host.notify(sanitise(`${at.file.path}:${line}:${column}: ${sentence(message, help)}`))
      }
    } else host.notify(ownFailure(error))
    return { exitCode: 2, linted: false }
  }
}

async function dispatch(options: Arguments, host: Host): Promise<ExitCode> {
  const { rules } = await import('../../rules/index.js')
  switch (options.command) {
    case 'lint':
      return (await import('./lint.js')).lintCommand(options, host, rules, await toolOf())
    case 'can':
      return (await import('./can.js')).canCommand(options, host, rules, await toolOf())
    case 'rules':
      ;(await import('./rules.js')).listRules(options, host, rules, urlOf)
      break
    case 'init':
      ;(await import('./init.js')).init(options, host)
      break
    case 'print-config':
      await (await import('./print-config.js')).printConfig(options, host, rules)
      break
    case 'explain':
      ;(await import('./explain.js')).explain(options, host, rules)
      break
  }
  return 0
}

async function toolOf(): Promise<Tool> {
  const { catalogDate } = await import('../catalog/catalog.js')
  return { name: 'vpce-lint', version, catalogDate }
}

function printed(host: Host, text: string): Outcome {
  host.print(text)
  return { exitCode: 0, linted: false }
}

function sentence(message: string, help: string): string {
  return sanitise(`${message}. ${help}`)
}

/** With the stack, since it is our mistake; a text of an input in it is made safe line by line. */
function ownFailure(error: unknown): string {
  const lines = (error instanceof Error ? [error.stack ?? error.message, ...causesOf(error)] : [String(error)]).join('\n').split('\n')
  return ['vpce-lint failed, which is a mistake in vpce-lint:', ...lines.map(sanitise)].join('\n')
}

function causesOf({ cause }: Error): string[] {
  return cause instanceof Error ? [`Caused by ${cause.stack ?? cause.message}`, ...causesOf(cause)] : []
}
