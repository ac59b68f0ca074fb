import { parseJsonc } from '../syntax/json.js'
import { plainValueOf } from '../syntax/node.js'
import { SourceFile } from '../text/source-text.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** Values of the parameters of templates, from --parameter-file and, stronger, --parameter; throws a UsageError. */
export function readParameters(options: Arguments, host: Host): ReadonlyMap<string, string> {
  const fromFiles = options.values('parameter-file').flatMap((path) => readParameterFile(path, host))
  return new Map([...fromFiles, ...options.values('parameter').map(readParameter)])
}

function readParameter(text: string): [string, string] {
  const equals = text.indexOf('=')
  if (equals < 1) throw new UsageError(`--parameter is "${text}"`, 'Write NAME=VALUE.')
  return [text.slice(0, equals), text.slice(equals + 1)]
}

/**
 * A list of `{ParameterKey, ParameterValue}`, as aws cloudformation deploy takes it, or the object `Parameters` of a template
 * configuration file: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html
 */
function readParameterFile(path: string, host: Host): [string, string][] {
  const data = parse(path, textOf(path, host))
  if (Array.isArray(data)) return data.map((entry) => readEntry(entry, path))
  const parameters = isObject(data) && isObject(data['Parameters']) ? data['Parameters'] : data
  if (!isObject(parameters)) throw notParameters(path)
  return Object.entries(parameters).map(([name, value]) => [name, scalar(value, name, path)])
}

function readEntry(entry: unknown, path: string): [string, string] {
  // "NAME=VALUE", which the AWS CLI takes too.
  if (typeof entry === 'string' && entry.includes('=')) return readParameter(entry)
  if (!isObject(entry) || typeof entry['ParameterKey'] !== 'string') throw notParameters(path)
  const name = entry['ParameterKey']
  if (entry['ParameterValue'] === undefined) throw new UsageError(`"${path}" gives no value for "${name}"`, 'Give it a "ParameterValue".')
  return [name, scalar(entry['ParameterValue'], name, path)]
}

function scalar(value: unknown, name: string, path: string): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(',')
  throw new UsageError(`"${path}" gives "${name}" a value that is no text`, 'Parameters of templates are texts; separate those of a list by commas.')
}

function textOf(path: string, host: Host): string {
  try {
    return host.readText(host.resolve(path)).replace(/^\ufeff/, '')
  } catch (error) {
    throw new UsageError(`the parameter file "${path}" cannot be read: ${(error as Error).message}`, 'Check the path.')
  }
}

function parse(path: string, text: string): unknown {
  const { root, faults } = parseJsonc(new SourceFile(path, text))
  const [fault] = faults
  if (fault === undefined && root !== undefined) return plainValueOf(root)
  const place = fault === undefined ? path : `${path}:${fault.at.file.positionAt(fault.at.start).line}`
  throw new UsageError(`the parameter file "${place}" is not JSON: ${fault?.message ?? 'it is empty'}`, fault?.help ?? 'Give it some parameters.')
}

function notParameters(path: string): UsageError {
  return new UsageError(`"${path}" holds no parameters`, 'Write {"NAME": "VALUE"}, or a list of {"ParameterKey", "ParameterValue"}.')
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
