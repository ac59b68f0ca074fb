import type { Endpoint, EndpointPolicy } from '../../src/inventory/inventory.js'
import type { InventoryView } from '../../src/inventory/view.js'
import type { LintOptions } from '../../src/linter/lint.js'
import { NO_SETTINGS } from '../../src/linter/settings.js'
import type { Message, Report, Rule, RuleContext } from '../../src/linter/rule.js'
import type { Policy, Statement } from '../../src/policy/policy.js'
import { SourceFile, type Span } from '../../src/text/source-text.js'

const TEXT = 'line one\nline two\nline three\n'.repeat(20)

export function place(path: string, start: number, length = 3): Span {
  return { file: new SourceFile(path, TEXT), start, end: start + length }
}

export function statement(at: Span, parts: Partial<Statement> & { name?: string } = {}): Statement {
  const star = { value: '*', at }
  const { name, ...rest } = parts
  return {
    index: 0,
    at,
    sid: name === undefined ? undefined : { value: name, at },
    effect: 'Allow',
    principal: { not: false, at, values: [{ ...star, type: 'AWS' }] },
    action: { not: false, at, values: [star] },
    resource: { not: false, at, values: [star] },
    conditions: [],
    complete: true,
    ...rest,
  }
}

export function policyAt(at: Span, hash: string, statements: readonly Statement[] = []): Policy {
  return { at, version: undefined, statements, faults: [], placeholders: [], hasSymbols: false, length: 10, sketch: 0, hash }
}

export function endpoint(id: string, at: Span, parts: Partial<Endpoint> = {}): Endpoint {
  return {
    id,
    name: id,
    at,
    origin: 'deployed',
    type: 'interface',
    serviceName: { value: 'com.amazonaws.eu-west-1.ssm', at },
    service: 'ssm',
    account: '111122223333',
    region: 'eu-west-1',
    vpc: 'vpc-1',
    ...parts,
  }
}

export function endpointPolicy(
  at: Span,
  hash: string,
  endpoints: readonly Endpoint[] = [],
  parts: Partial<EndpointPolicy> = {},
): EndpointPolicy {
  return {
    at,
    policy: policyAt(at, hash),
    origin: endpoints.length > 0 ? 'deployed' : 'raw',
    service: 'ssm',
    region: 'eu-west-1',
    endpoints,
    ...parts,
  }
}

export function contextOf(parts: Partial<Pick<InventoryView, 'policies' | 'endpoints'>> = {}): RuleContext {
  const policies = parts.policies ?? []
  const endpoints = parts.endpoints ?? policies.flatMap((policy) => policy.endpoints)
  return { inventory: { policies, endpoints } as unknown as InventoryView, isIgnored: () => false } as unknown as RuleContext
}

export function rule(
  id: string,
  subject: Rule['subject'],
  messages: Record<string, Message>,
  check: (subject: never, context: RuleContext) => Iterable<unknown>,
  presets: Rule['meta']['presets'] = ['recommended', 'strict'],
): Rule {
  return {
    meta: { id, description: 'A rule of the tests.', category: 'policy-language', presets, precision: 'high', sources: [] },
    subject,
    messages,
    check: check as (subject: never, context: RuleContext) => Iterable<Report>,
  }
}

export const OPEN: Message = { severity: 'error', text: 'it is open', help: 'Close it.' }

export function lintOptions(rules: readonly Rule[], parts: Partial<LintOptions> = {}): LintOptions {
  return { rules, ...NO_SETTINGS, suppressions: [], remarks: [], paths: ['a.json'], today: '2026-06-15', ...parts }
}
