import assert from 'node:assert/strict'
import { test } from 'node:test'
import { helpOf } from '../../src/command-line/help.js'
import { COMMANDS, OPTIONS, type Command } from '../../src/command-line/options.js'
import { parseArguments } from '../../src/command-line/parse-arguments.js'
import { UsageError } from '../../src/command-line/usage-error.js'

const parse = (line: string, environment: Record<string, string> = {}) =>
  parseArguments(
    line.split(' ').filter((word) => word !== ''),
    environment,
  )

const commands: [line: string, command: Command, named: boolean, operands: string[]][] = [
  ['', 'lint', false, []],
  ['a.json b', 'lint', false, ['a.json', 'b']],
  ['lint a.json', 'lint', true, ['a.json']],
  ['rules', 'rules', true, []],
  ['./rules', 'lint', false, ['./rules']],
  ['lint rules', 'lint', true, ['rules']],
  ['-- rules', 'lint', false, ['rules']],
  ['--quiet ./rules', 'lint', false, ['./rules']],
  ['explain some-rule', 'explain', true, ['some-rule']],
  ['-', 'lint', false, ['-']],
  ['toString', 'lint', false, ['toString']],
]

for (const [line, command, named, operands] of commands) {
  test(`"${line}" is ${command}`, () => {
    const options = parse(line)
    assert.deepEqual([options.command, options.named, options.operands], [command, named, operands])
  })
}

test('values come with a blank or an equals sign, and repeat', () => {
  const options = parse('--format json --format=pretty=out.txt --region=eu-west-1 --quiet a.json')
  assert.deepEqual(options.values('format'), ['json', 'pretty=out.txt'])
  assert.equal(options.value('region'), 'eu-west-1')
  assert.ok(options.has('quiet'))
  assert.ok(!options.has('skip-unknown'))
  assert.deepEqual(options.operands, ['a.json'])
})

test('the environment stands in for absent options, where the table says so', () => {
  const environment = { VPCE_LINT_FAIL_ON: 'note', VPCE_LINT_REGION: 'eu-west-1', VPCE_LINT_QUIET: '1', VPCE_LINT_MAX_WARNINGS: '' }
  assert.equal(parse('', environment).value('fail-on'), 'note')
  assert.equal(parse('--fail-on never', environment).value('fail-on'), 'never')
  assert.equal(parse('', environment).has('quiet'), false)
  assert.equal(parse('', environment).value('max-warnings'), undefined)
  assert.throws(() => parse('', { VPCE_LINT_FAIL_ON: 'errors' }), usage('VPCE_LINT_FAIL_ON is "errors"', 'Did you mean "error"?'))
})

function usage(message: string, help: string) {
  return (error: unknown): boolean => {
    assert.ok(error instanceof UsageError)
    assert.deepEqual([error.message, error.help], [message, help])
    return true
  }
}

const errors: [line: string, message: string, help: string][] = [
  ['--fromat json', 'there is no option --fromat', 'Did you mean --format?'],
  ['--zzzzzz', 'there is no option --zzzzzz', 'Run "vpce-lint lint --help" for the list.'],
  ['-x', 'there is no option -x', 'Run "vpce-lint lint --help" for the list.'],
  ['--region', '--region needs a value', 'Write --region REGION.'],
  ['--region --quiet', '--region needs a value', 'Write --region REGION.'],
  ['--quiet=yes', '--quiet takes no value', 'Write --quiet alone.'],
  ['--fail-on warn', '--fail-on is "warn"', 'Use error, warning, note, never.'],
  ['--fail-on warnin', '--fail-on is "warnin"', 'Did you mean "warning"?'],
  ['--color sometimes', '--color is "sometimes"', 'Use auto, always, never.'],
  ['rules --quiet', '--quiet is not an option of "rules"', 'It belongs to "lint".'],
  ['can --caller anonymus', '--caller is "anonymus"', 'Did you mean "anonymous"?'],
]

for (const [line, message, help] of errors) {
  test(`"${line}" is refused`, () => assert.throws(() => parse(line), usage(message, help)))
}

for (const command of Object.keys(COMMANDS) as Command[]) {
  test(`the help of ${command} names each of its options and fits a screen`, () => {
    const help = helpOf(command)
    for (const { name, commands } of OPTIONS) {
      if ((commands as readonly Command[]).includes(command)) assert.match(help, new RegExp(`--${name}\\b`))
    }
    assert.deepEqual(
      help.split('\n').filter((line) => line.length > 160),
      [],
    )
  })
}
