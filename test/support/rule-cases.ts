import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, parse } from 'node:path'
import { CONFIGURATION_NAME } from '../../src/config/find-configuration.js'
import type { InputFile } from './lint-inputs.js'

export const CASES_FOLDER = 'fixtures/rules'

export type CaseKind = 'valid' | 'invalid'

/** One input of a rule: a file, or a folder with several files or a configuration of its own. */
export interface RuleCase {
  readonly name: string
  readonly files: readonly InputFile[]
  readonly configuration: string | undefined
  /** Where the expected findings are, if there are any. */
  readonly expectation: string
}

export function casesOf(ruleId: string, kind: CaseKind): RuleCase[] {
  const folder = join(CASES_FOLDER, ruleId, kind)
  if (!existsSync(folder)) return []
  return readdirSync(folder).filter((entry) => !entry.endsWith('.findings')).map((entry) => readCase(folder, entry))
}

/** The expected lines; `undefined` when there is no file for them. */
export function expectedLines({ expectation }: RuleCase): string[] | undefined {
  return existsSync(expectation) ? readFileSync(expectation, 'utf8').split('\n').filter((line) => line !== '') : undefined
}

function readCase(folder: string, entry: string): RuleCase {
  const path = join(folder, entry)
  const isFolder = statSync(path).isDirectory()
  const name = isFolder ? entry : parse(entry).name
  const configurationPath = join(path, CONFIGURATION_NAME)
  return {
    name,
    files: isFolder ? filesIn(path) : [{ path: entry, content: readFileSync(path) }],
    configuration: isFolder && existsSync(configurationPath) ? readFileSync(configurationPath, 'utf8') : undefined,
    expectation: join(folder, `${name}.findings`),
  }
}

function filesIn(folder: string): InputFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== CONFIGURATION_NAME)
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path: path.slice(folder.length + 1), content: readFileSync(path) }))
}
