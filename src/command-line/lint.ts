import { listInputs, type Inputs } from '../list-files.js'
import { publish, sanitiseAll, type PublishedReport, type Tool } from '../linter/publish.js'
import type { Rule } from '../linter/rule.js'
import { isEnabled } from '../linter/settings.js'
import { DEFAULT_MAX_FILE_SIZE, readInput, type InputFile } from '../read-files.js'
import { run, type ReadFile } from '../run.js'
import { didYouMean } from '../text/nearest.js'
import { readAssumed } from './assume.js'
import { exitCodeOf, type ExitCode, type Thresholds } from './exit-code.js'
import { formatContext } from './format-context.js'
import type { Host } from './host.js'
import { loadConfiguration } from './load-configuration.js'
import { observerFor } from './observe.js'
import { COMMANDS } from './options.js'
import { readOutputs, writeOutputs } from './outputs.js'
import type { Arguments } from './parse-arguments.js'
import { readHint } from './read-hint.js'
import { readParameters } from './read-parameters.js'
import { UsageError } from './usage-error.js'

/** Judges the inputs, prints the report and returns the exit code. */
export async function lintCommand(options: Arguments, host: Host, rules: readonly Rule[], tool: Tool): Promise<ExitCode> {
  const outputs = readOutputs(options)
  const thresholds = readThresholds(options)
  const maxFileSize = readSize(options.value('max-file-size'))
  const hint = readHint(options, host)
  const parameters = readParameters(options, host)
  const skipUnknown = options.has('skip-unknown')
  const observer = observerFor(options, host)
  const configurationEnd = observer.start('phase', 'configuration')
  const configuration = readAssumed(options, await loadConfiguration(options, host, rules))
  configurationEnd()
  if (configuration.path !== undefined) observer.note(configuration.path, 'the configuration')
  const listEnd = observer.start('phase', 'list')
  const { files, problems, unmatched } = await listOperands(options, host)
  if (unmatched.length > 0 && !options.has('pass-on-no-files')) throw nothingMatched(unmatched)
  listEnd()
  const about = { rules, configuration, hint, parameters, skipUnknown, today: host.today, problems, observer }
  const report = await run(readAll(files, host, maxFileSize), about)
  const printEnd = observer.start('phase', 'print')
  const published = publish(report, tool)
  const enabled = rules.filter((rule) => isEnabled(rule, configuration))
  const context = formatContext(options, host, enabled, report, published)
  await writeOutputs(options.has('quiet') ? errorsOnly(published) : published, outputs, host, context)
  printEnd()
  observer.finish()
  if (report.summary.files === 0 && report.problems.length === 0 && !skipUnknown && !options.has('pass-on-no-files')) {
    host.notify('nothing to judge was found. Name policies or inventories, or pass --pass-on-no-files.')
    return 2
  }
  return exitCodeOf(report, thresholds)
}

async function listOperands({ operands, named, ...options }: Arguments, host: Host): Promise<Inputs> {
  const [first] = operands
  // A mistyped command would be taken for a path.
  if (!named && first !== undefined && /^[a-z][a-z-]*$/.test(first) && !host.exists(first)) {
    throw new UsageError(
      `"${first}" is neither a command nor a path`,
      didYouMean(first, Object.keys(COMMANDS), 'Run "vpce-lint --help" for the commands.'),
    )
  }
  const stdinFilename = options.value('stdin-filename')
  return listInputs(operands.length === 0 ? ['.'] : operands, {
    cwd: host.workingDirectory,
    ...(stdinFilename !== undefined && { stdinFilename }),
  })
}

async function* readAll(files: readonly InputFile[], host: Host, maxFileSize: number): AsyncGenerator<ReadFile> {
  for (const file of files) {
    yield { path: file.path, explicit: file.explicit, content: await readInput(file, { stdin: host.stdin, maxFileSize }) }
  }
}

function nothingMatched(unmatched: readonly string[]): UsageError {
  const list = sanitiseAll(unmatched)
    .map((pattern) => `"${pattern}"`)
    .join(', ')
  return new UsageError(`no file to judge in ${list}`, 'Check the path; --pass-on-no-files accepts that there is none.')
}

function errorsOnly(report: PublishedReport): PublishedReport {
  return { ...report, findings: report.findings.filter(({ severity }) => severity === 'error') }
}

function readThresholds(options: Arguments): Thresholds {
  const maximum = options.value('max-warnings')
  if (maximum !== undefined && !/^\d+$/.test(maximum)) throw new UsageError(`--max-warnings is "${maximum}"`, 'Give a whole number.')
  return {
    failOn: (options.value('fail-on') ?? 'error') as Thresholds['failOn'],
    maxWarnings: maximum === undefined ? Infinity : Number(maximum),
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }

function readSize(text: string | undefined): number {
  if (text === undefined) return DEFAULT_MAX_FILE_SIZE
  const match = /^(\d+) ?(?:([kmg])(?:i?b)?|b)?$/i.exec(text)
  if (match === null || Number(match[1]) === 0)
    throw new UsageError(`--max-file-size is "${text}"`, 'Give a number of bytes, or a size such as 64MiB.')
  return Number(match[1]) * UNITS[(match[2] ?? '').toLowerCase()]!
}
