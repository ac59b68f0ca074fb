import { FORMATS, NOTICES } from '../formatters/index.js'
import type { FormatContext } from '../formatters/formatter.js'
import type { PublishedReport } from '../linter/publish.js'
import { didYouMean } from '../text/nearest.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** A format and where it goes: a file, or stdout. */
export interface Output {
  readonly format: string
  readonly file: string | undefined
}

export function readOutputs(options: Arguments): readonly Output[] {
  const values = options.values('format')
  const outputs = (values.length === 0 ? ['pretty'] : values).map((value): Output => {
    const equals = value.indexOf('=')
    const format = equals < 0 ? value : value.slice(0, equals)
    const file = equals < 0 ? undefined : value.slice(equals + 1)
    if (!Object.hasOwn(FORMATS, format))
      throw new UsageError(
        `there is no format "${format}"`,
        didYouMean(format, Object.keys(FORMATS), `Use ${Object.keys(FORMATS).join(', ')}.`),
      )
    if (file === '') throw new UsageError(`--format ${value} names no file`, `Write ${format}=FILE, or ${format} for stdout.`)
    return { format, file }
  })
  if (outputs.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError('only one format can go to stdout', 'Give the others a file: --format json=report.json.')
  const twice = outputs.find(({ file }, index) => file !== undefined && outputs.findIndex((other) => other.file === file) < index)
  if (twice !== undefined) throw new UsageError(`two formats go to "${twice.file}"`, 'Give each a file of its own.')
  checkCategory(options.value('sarif-category'), outputs)
  return outputs
}

function checkCategory(category: string | undefined, outputs: readonly Output[]): void {
  if (category === undefined) return
  if (category.trim() === '') throw new UsageError('--sarif-category is empty', 'Give a name, such as endpoints.')
  if (!outputs.some(({ format }) => format === 'sarif'))
    throw new UsageError('--sarif-category is of no use without SARIF', 'Add --format sarif, or leave it out.')
}

export async function writeOutputs(report: PublishedReport, outputs: readonly Output[], host: Host, context: FormatContext): Promise<void> {
  for (const { format, file } of outputs) {
    const color = file === undefined && context.color
    if (format === 'pretty') host.setColor(color)
    const formatter = await FORMATS[format]!()
    const text = await formatter(report, { ...context, color })
    if (file === undefined) host.print(text)
    else writeFile(host, file, text)
    const notice = (await NOTICES[format]?.())?.(report)
    if (notice !== undefined) host.notify(notice)
  }
}

function writeFile(host: Host, file: string, text: string): void {
  try {
    host.writeFile(file, text)
  } catch (error) {
    throw new UsageError(
      `"${file}" cannot be written: ${(error as Error).message}`,
      'Check the path, its permissions and the room on the disk.',
    )
  }
}
