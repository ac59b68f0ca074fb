import { CALLERS } from '../access/access.js'
import { FORMATS } from '../formatters/index.js'
import { SEVERITIES } from '../linter/severity.js'

export const COMMANDS = {
  lint: 'find what is wrong with endpoint policies and inventories (the default)',
  rules: 'list the rules',
  explain: 'show the page of a rule',
  can: 'ask one question of one policy',
  init: 'write a configuration to begin with',
  'print-config': 'show the configuration that holds for a file',
} as const

export type Command = keyof typeof COMMANDS

export interface Option {
  readonly name: string
  readonly short?: string
  /** What stands for the value in the help; a flag has none. */
  readonly value?: string
  /** The only values it takes. */
  readonly choices?: readonly string[]
  readonly multiple?: true
  readonly commands: readonly Command[]
  readonly description: string
  /** Also taken from VPCE_LINT_… when the flag is absent. */
  readonly environment?: true
}

const EVERY: readonly Command[] = ['lint', 'rules', 'explain', 'can', 'init', 'print-config']

const CONFIGURED: readonly Command[] = ['lint', 'can', 'print-config']

/** Every option of every command: parsing, help and suggestions follow from it. */
export const OPTIONS = [
  {
    name: 'format',
    value: 'NAME[=FILE]',
    multiple: true,
    environment: true,
    commands: ['lint'],
    description: `how to show findings: ${Object.keys(FORMATS).join(', ')}; with =FILE into a file; may be repeated`,
  },
  {
    name: 'sarif-category',
    value: 'NAME',
    commands: ['lint'],
    description: 'what tells this run from others of the same commit in code scanning, for --format sarif',
  },
  { name: 'format', value: 'NAME', choices: ['pretty', 'json'], commands: ['rules', 'can'], description: 'how to show the answer' },
  {
    name: 'config',
    value: 'FILE',
    environment: true,
    commands: CONFIGURED,
    description: 'the configuration; else vpce-lint.config.{json,jsonc,yaml}, searched upward to the root of the repository',
  },
  { name: 'no-config', commands: CONFIGURED, description: 'use no configuration' },
  {
    name: 'region',
    value: 'REGION',
    environment: true,
    commands: CONFIGURED,
    description: 'the Region of policies that do not say theirs',
  },
  {
    name: 'service',
    value: 'NAME',
    commands: CONFIGURED,
    description: 'the service whose endpoints carry the raw policies: s3, ssm, ecr.api',
  },
  {
    name: 'endpoint-type',
    value: 'TYPE',
    choices: ['gateway', 'interface'],
    commands: CONFIGURED,
    description: 'the type of the endpoints that carry the raw policies',
  },
  {
    name: 'fail-on',
    value: 'SEVERITY',
    choices: [...SEVERITIES.toReversed(), 'never'],
    environment: true,
    commands: ['lint'],
    description: 'the mildest severity that makes the exit code 1 (error)',
  },
  { name: 'max-warnings', value: 'NUMBER', environment: true, commands: ['lint'], description: 'exit with 1 when there are more warnings' },
  { name: 'quiet', commands: ['lint'], description: 'show errors only' },
  { name: 'skip-unknown', commands: ['lint'], description: 'skip files that are named but hold nothing to judge' },
  { name: 'pass-on-no-files', commands: ['lint'], description: 'exit with 0 when there is nothing to judge' },
  { name: 'stdin-filename', value: 'PATH', commands: ['lint'], description: 'the path that stands for stdin, which "-" names' },
  { name: 'max-file-size', value: 'SIZE', environment: true, commands: ['lint'], description: 'the largest file to read (256MiB)' },
  {
    name: 'color',
    value: 'WHEN',
    choices: ['auto', 'always', 'never'],
    environment: true,
    commands: ['lint', 'rules', 'can'],
    description: 'whether to use colour (auto; NO_COLOR and FORCE_COLOR are heeded)',
  },
  { name: 'policy', value: 'FILE', commands: ['can'], description: 'the policy to ask; "-" is stdin' },
  { name: 'caller', value: 'KIND', choices: CALLERS, commands: ['can'], description: `who asks: ${CALLERS.join(', ')}` },
  { name: 'action', value: 'ACTION', multiple: true, commands: ['can'], description: 'an action such as s3:GetObject; may be repeated' },
  { name: 'resource', value: 'ARN', multiple: true, commands: ['can'], description: 'a resource; may be repeated' },
  {
    name: 'context',
    value: 'KEY=VALUE,…',
    multiple: true,
    commands: ['can'],
    description: 'a condition key with its values; "KEY=" says that it is absent; may be repeated',
  },
  {
    name: 'assume',
    value: 'FEATURE,…',
    multiple: true,
    commands: ['lint', 'print-config'],
    description: 'features such as patch-manager that are used where raw policies are; may be repeated',
  },
  {
    name: 'parameter',
    value: 'NAME=VALUE',
    multiple: true,
    commands: ['lint'],
    description: 'the value of a parameter of CloudFormation templates; may be repeated',
  },
  {
    name: 'parameter-file',
    value: 'FILE',
    multiple: true,
    commands: ['lint'],
    description: 'values of parameters, as aws cloudformation deploy takes them in a file; may be repeated',
  },
  { name: 'timing', commands: ['lint'], description: 'say on stderr how long phases and rules took' },
  { name: 'debug', commands: ['lint'], description: 'say on stderr what was read as what' },
  { name: 'stdout', commands: ['init'], description: 'print the configuration and write no file' },
  { name: 'help', short: 'h', commands: EVERY, description: 'show this' },
  { name: 'version', short: 'V', commands: EVERY, description: 'show the version' },
] as const satisfies readonly Option[]

export function optionsOf(command: Command): readonly Option[] {
  return (OPTIONS as readonly Option[]).filter(({ commands }) => commands.includes(command))
}

/** `max-warnings` → `VPCE_LINT_MAX_WARNINGS` */
export function variableOf(name: string): string {
  return `VPCE_LINT_${name.toUpperCase().replaceAll('-', '_')}`
}
