import { decide } from '../access/decide.js'
import type { Caller, Context, Environment, Question } from '../access/access.js'
import { partitionOf } from '../catalog/catalog.js'
import type { Configuration } from '../config/configuration.js'
import { styleWith } from '../formatters/style.js'
import { parsePolicy } from '../index.js'
import type { EndpointPolicy } from '../inventory/inventory.js'
import { organizationOf } from '../inventory/organization.js'
import type { Tool } from '../linter/publish.js'
import type { Rule } from '../linter/rule.js'
import { sanitise } from '../linter/sanitise.js'
import type { Policy } from '../policy/policy.js'
import { DEFAULT_MAX_FILE_SIZE, readInput } from '../read-files.js'
import { decodeFile } from '../text/decode.js'
import { SourceFile, type Span } from '../text/source-text.js'
import { publishAnswer, showAnswer } from './answer.js'
import { wantsColor } from './color.js'
import type { ExitCode } from './exit-code.js'
import type { Host } from './host.js'
import { loadConfiguration } from './load-configuration.js'
import type { Arguments } from './parse-arguments.js'
import { readHint } from './read-hint.js'
import { UsageError } from './usage-error.js'

/** Asks one question of one policy file and prints the answer. */
export async function canCommand(options: Arguments, host: Host, rules: readonly Rule[], tool: Tool): Promise<ExitCode> {
  if (options.operands.length > 0) throw new UsageError('"can" takes no paths', 'Name the policy with --policy.')
  const question = readQuestion(options)
  const hint = readHint(options, host)
  const configuration = await loadConfiguration(options, host, rules)
  const policy = await readPolicyFile(required(options, 'policy'), host)
  if (policy === undefined) return 2
  const answer = publishAnswer(question, decide(policy, question, environmentOf(hint, configuration, policy)), tool)
  host.print(
    options.value('format') === 'json'
      ? `${JSON.stringify(answer, null, 2)}\n`
      : showAnswer(answer, styleWith(wantsColor(options.value('color'), host))),
  )
  return answer.verdict === 'unknown' ? 2 : 0
}

function readQuestion(options: Arguments): Question {
  const caller = required(options, 'caller') as Caller
  required(options, 'action')
  required(options, 'resource')
  const actions = options.values('action')
  const wrong = actions.find((action) => action !== '*' && !/^[^:\s]+:\S+$/.test(action))
  if (wrong !== undefined) throw new UsageError(`--action is "${wrong}"`, 'Write a service and an action, such as s3:GetObject.')
  const context = readContext(options.values('context'))
  return { caller, actions, resources: options.values('resource'), ...(Object.keys(context).length > 0 && { context }) }
}

/** `key=a,b` gives values, which add up when the key is repeated; `key=` says that the key is absent. */
function readContext(pairs: readonly string[]): Context {
  const context = new Map<string, string[] | null>()
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    if (equals <= 0) throw new UsageError(`--context is "${pair}"`, 'Write KEY=VALUE, or KEY= for a key that is absent.')
    const [key, text] = [pair.slice(0, equals), pair.slice(equals + 1)]
    const before = context.get(key)
    if (before === null || (text === '' && before !== undefined))
      throw new UsageError(`--context says that "${key}" is absent and present`, 'Say one of the two.')
    context.set(key, text === '' ? null : [...(before ?? []), ...text.split(',')])
  }
  return Object.fromEntries(context)
}

function required(options: Arguments, name: string): string {
  const value = options.value(name)
  if (value === undefined) throw new UsageError(`"can" needs --${name}`, 'Run "vpce-lint can --help" for an explanation.')
  return value
}

async function readPolicyFile(path: string, host: Host): Promise<Policy | undefined> {
  const input =
    path === '-' ? { path: '<stdin>', explicit: true, location: undefined } : { path, explicit: true, location: host.resolve(path) }
  const content = await readInput(input, { stdin: host.stdin, maxFileSize: DEFAULT_MAX_FILE_SIZE })
  const file = content instanceof Uint8Array ? decodeFile(input.path, content) : content
  if (!(file instanceof SourceFile)) return void complain(host, input.path, file)
  const { policy, problems } = parsePolicy(file.text, input.path)
  for (const problem of problems) complain(host, input.path, problem)
  for (const fault of policy?.faults ?? []) complain(host, input.path, fault)
  return policy?.statements.length === 0 && policy.faults.length > 0 ? undefined : policy
}

function complain(
  host: Host,
  path: string,
  { at, message, help }: { readonly at?: Span; readonly message: string; readonly help: string },
): void {
  const position = at?.file.positionAt(at.start)
  host.notify(sanitise(`${path}${position === undefined ? '' : `:${position.line}:${position.column}`}: ${message}. ${help}`))
}

function environmentOf(hint: Environment, { declarations }: Configuration, policy: Policy): Environment {
  const { ids, accounts, thirdParties } = organizationOf({ declarations, policies: [{ policy } as EndpointPolicy] })
  const partition = hint.region === undefined ? undefined : partitionOf(hint.region)?.id
  return { ...hint, ...(partition !== undefined && { partition }), organizationIds: ids, accounts, thirdParties }
}
