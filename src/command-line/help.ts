import { COMMANDS, optionsOf, variableOf, type Command } from './options.js'

const USAGES: Readonly<Record<Command, string>> = {
  lint: 'vpce-lint [lint] [options] [path…]',
  rules: 'vpce-lint rules [options]',
  explain: 'vpce-lint explain <rule>',
  can: 'vpce-lint can --policy FILE --caller KIND --action ACTION --resource ARN [options]',
  init: 'vpce-lint init [--stdout]',
  'print-config': 'vpce-lint print-config [options] [file]',
}

const NOTES: Readonly<Record<Command, readonly string[]>> = {
  lint: [
    'Paths are files, directories, patterns such as "policies/**/*.json", "!patterns" to leave out, or "-" for stdin;',
    'without any, the working directory. A command\'s name as a path is written "./rules".',
    '',
    'Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 usage, configuration, or an input that could not be judged.',
  ],
  rules: [],
  explain: [],
  can: ['Exit codes: 0 decided; 2 unknown, usage, or a policy that could not be read.'],
  init: ['It is vpce-lint.config.jsonc in the working directory. A configuration that is there is left alone.'],
  'print-config': ['Without a file, what holds for the run as a whole. The file need not exist.'],
}

/** The help of a command; that of `lint` lists the commands too. */
export function helpOf(command: Command): string {
  const options = optionsOf(command).map(({ name, short, value, description, choices, environment }) => {
    const flag = `${short === undefined ? '    ' : `-${short}, `}--${name}${value === undefined ? '' : ` ${value}`}`
    const list = choices !== undefined && !description.includes(choices[0]!) ? `: ${choices.join(', ')}` : ''
    return [flag, `${description}${list}${environment ? ` [${variableOf(name)}]` : ''}`] as const
  })
  const commands = Object.entries(COMMANDS).map(([name, description]) => [name, description] as const)
  return [
    `Usage: ${USAGES[command]}`,
    '',
    `${COMMANDS[command][0]!.toUpperCase()}${COMMANDS[command].slice(1).replace(' (the default)', '')}.`,
    ...(NOTES[command].length > 0 ? ['', ...NOTES[command]] : []),
    ...(command === 'lint'
      ? ['', 'Commands:', ...columns(commands), '', 'Run "vpce-lint <command> --help" for the options of a command.']
      : []),
    '',
    'Options:',
    ...columns(options),
    '',
    'A variable in brackets is used when its option is absent.',
    '',
  ].join('\n')
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
