import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Caller, Environment, Request } from '../../src/access/access.js'
import { decide } from '../../src/access/decide.js'
import { evaluate, evaluateAs } from '../../src/access/evaluate.js'
import { find } from '../../src/access/find.js'
import type { Policy } from '../../src/policy/policy.js'
import { policyOf } from '../support/policies.js'

/*
 * Random small policies against every request over a small alphabet. `always` and `never` must hold for all of them, every witness
 * must replay, and where nothing is in doubt the verdict must not be `unknown`.
 */
const MINE = 'o-mine123456'
const ACCOUNT = '210987654321'
const environment: Environment = { organizationIds: [MINE], accounts: [ACCOUNT] }

const stem = 'arn:aws:svc:::'
const pattern = fc.array(fc.constantFrom('a', 'b', '*', '*', '?'), { maxLength: 4 }).map((letters) => stem + letters.join('') || stem)
const resource = fc.oneof({ weight: 5, arbitrary: pattern }, { weight: 1, arbitrary: fc.constant('*') })
const action = fc.constantFrom('svc:Get', 'svc:Put', 'svc:G*', 'SVC:get', 'svc:*', '*', 'svc:?et')
const some = (arbitrary: fc.Arbitrary<string>) => fc.array(arbitrary, { minLength: 1, maxLength: 3 })
const either = (name: string, values: fc.Arbitrary<string[]>) =>
  fc.record({ not: fc.integer({ min: 0, max: 5 }), values }).map(({ not, values }) => ({ [not === 0 ? `Not${name}` : name]: values }))

const text = fc.constantFrom('x', 'y', 'x*', '?', 'X', 'xy')
const condition = fc.oneof(
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike', 'StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase'),
    suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''), key: fc.constantFrom('aws:ResourceTag/k', 'AWS:resourcetag/K', 'aws:PrincipalTag/t'), values: some(text),
  }),
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringNotEquals', 'StringLike', 'StringNotLike'),
    suffix: fc.constant(''), qualifier: fc.constantFrom('ForAnyValue:', 'ForAllValues:'), key: fc.constant('svc:Labels'), values: some(text),
  }),
  fc.record({ operator: fc.constant('Null'), suffix: fc.constant(''), qualifier: fc.constant(''), key: fc.constantFrom('aws:ResourceTag/k', 'aws:PrincipalOrgID'), values: fc.constantFrom('true', 'false').map((value) => [value]) }),
  fc.record({
    operator: fc.constantFrom('NumericLessThan', 'NumericGreaterThanEquals', 'NumericEquals', 'NumericNotEquals'),
    suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''), key: fc.constant('svc:Size'), values: some(fc.constantFrom('1', '2')),
  }),
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringNotEquals'), suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''),
    key: fc.constantFrom('aws:PrincipalOrgID', 'aws:ResourceOrgID'), values: some(fc.constantFrom(MINE, 'o-other12345')),
  }),
  // A variable without a value in a negated operator is one of the doubtful points, so it has none here.
  fc.record({
    operator: fc.constantFrom('StringEquals', 'StringLike'), suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''),
    key: fc.constant('aws:ResourceOrgID'), values: some(fc.constantFrom('o-other12345', '${aws:PrincipalOrgID}')),
  }),
  fc.record({ operator: fc.constant('Bool'), suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''), key: fc.constantFrom('aws:PrincipalIsAWSService', 'aws:SecureTransport'), values: fc.constantFrom('true', 'false').map((value) => [value]) }),
  fc.record({
    operator: fc.constantFrom('ArnLike', 'ArnNotLike', 'StringLike'), suffix: fc.constantFrom('', 'IfExists'), qualifier: fc.constant(''), key: fc.constant('aws:PrincipalArn'),
    values: some(fc.constantFrom(`arn:aws:iam::${ACCOUNT}:role/*`, 'arn:aws:iam::*:role/admin', 'arn:aws:iam::999988887777:root')),
  }),
).map(({ operator, suffix, qualifier, key, values }) => ({ name: qualifier + operator + suffix, key, values }))

const principal = fc.constantFrom<unknown>('*', '*', '*', { AWS: '*' }, { AWS: ACCOUNT }, { AWS: [`arn:aws:iam::${ACCOUNT}:role/admin`] }, { Service: 'x.amazonaws.com' })

const statement = fc.record({ effect: fc.constantFrom('Allow', 'Allow', 'Deny'), principal, action: either('Action', some(action)), resource: either('Resource', some(resource)), conditions: fc.array(condition, { maxLength: 2 }) })
  .map(({ effect, principal, action, resource, conditions }) => {
    const block: Record<string, Record<string, string[]>> = {}
    for (const { name, key, values } of conditions) {
      const keys = (block[name] ??= {})
      if (!Object.keys(keys).some((other) => other.toLowerCase() === key.toLowerCase())) keys[key] = values
    }
    return { Effect: effect, Principal: principal, ...action, ...resource, ...(conditions.length > 0 ? { Condition: block } : {}) }
  })
const document = fc.record({ version: fc.constantFrom('2012-10-17', '2012-10-17', '2008-10-17'), statements: fc.array(statement, { minLength: 1, maxLength: 3 }) })
  .map(({ version, statements }) => ({ Version: version, Statement: statements }))

const callers = fc.constantFrom<Caller>('anonymous', 'service-principal', 'service-account', 'organization', 'outsider')
const words = ['', ...'abc', ...[...'abc'].flatMap((first) => [...'abc'].map((second) => first + second)), 'aab', 'abca'].map((word) => stem + word)

/** What callers can send, written down on its own so that the tables of the core are checked too. */
const SENDS: Record<string, Partial<Record<Caller, (string | null)[]>> & { every?: (string | null)[] }> = {
  'aws:resourcetag/k': { every: [null, 'x', 'y', 'X', 'xy', 'z'] },
  'aws:principaltag/t': { anonymous: [null], 'service-principal': [null], every: [null, 'x', 'y', 'z'] },
  'aws:principalorgid': { anonymous: [null], organization: [MINE], 'service-principal': [null, 'o-other12345'], every: [null, 'o-other12345', 'o-third12345'] },
  'aws:resourceorgid': { every: [null, MINE, 'o-other12345', 'o-third12345'] },
  'aws:principalisawsservice': { anonymous: [null], 'service-principal': ['true'], every: ['false'] },
  'aws:securetransport': { every: ['true', 'false'] },
  'svc:size': { every: [null, '0', '1', '1.5', '2', '9'] },
  'aws:principalarn': {
    anonymous: [null], 'service-principal': [null], organization: [`arn:aws:iam::${ACCOUNT}:role/admin`, `arn:aws:iam::${ACCOUNT}:user/bob`],
    every: ['arn:aws:iam::999988887777:role/admin', 'arn:aws:iam::999988887777:root', 'arn:aws:iam::555566667777:user/eve'],
  },
}

function* requestsOf(policy: Policy, caller: Caller, actions: readonly string[], resources: readonly string[]): Iterable<Request> {
  const keys = [...new Set(policy.statements.flatMap(({ conditions }) => conditions.flatMap(({ key, values }) => [key.value.toLowerCase(), ...(values.some(({ value }) => value.includes('${')) ? ['aws:principalorgid'] : [])])))]
  let contexts: Request['context'][] = [{}]
  for (const key of keys) {
    const labels = [null, ['x'], ['y'], ['x', 'y'], ['z'], ['xy', 'z']]
    const values = key === 'svc:labels' ? labels : (SENDS[key]![caller] ?? SENDS[key]!.every!).map((value) => (value === null ? null : [value]))
    contexts = contexts.flatMap((context) => values.map((value) => ({ ...context, [key]: value })))
    if (contexts.length > 40) contexts = contexts.filter((_, index) => index % 3 !== 1)
  }
  for (const context of contexts) {
    const arn = context['aws:principalarn']?.[0] ?? (caller === 'organization' ? `arn:aws:iam::${ACCOUNT}:role/admin` : 'arn:aws:iam::999988887777:role/admin')
    const who = caller === 'anonymous' ? 'anonymous' : caller === 'service-principal' ? { service: 'x.amazonaws.com' } : { arn, account: arn.split(':')[4]! }
    const whole = caller === 'anonymous' ? { ...context, 'aws:PrincipalAccount': ['anonymous'] } : context
    for (const action of actions) for (const resource of resources) yield { principal: who, action, resource, context: whole }
  }
}

const globs = (pattern: string) => new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]')}$`)

function check(policy: Policy, caller: Caller, asked: string, askedAction: string, isPlain: boolean): string {
  const question = { caller, actions: [askedAction], resources: [asked] }
  const decision = decide(policy, question, environment)
  const resources = words.filter((word) => globs(asked).test(word))
  const { verdict } = decision
  for (const request of requestsOf(policy, caller, [askedAction], resources)) {
    if (verdict === 'always') assert.equal(evaluateAs(policy, request, environment, 'narrow', 'wide').outcome, 'allowed', JSON.stringify(request))
    if (verdict === 'never') assert.equal(evaluateAs(policy, request, environment, 'wide', 'narrow').outcome, 'denied', JSON.stringify(request))
  }
  for (const outcome of ['allowed', 'denied'] as const) {
    const witness = decision[outcome]
    if (witness === undefined) continue
    assert.equal(evaluate(policy, witness.request, environment).outcome, outcome)
    assert.match(witness.request.resource, globs(asked))
  }
  if (verdict === 'always') assert.ok(decision.allowed !== undefined && decision.denied === undefined)
  if (verdict === 'never') assert.ok(decision.denied !== undefined && decision.allowed === undefined)
  if (verdict === 'conditionally') assert.ok(decision.denied !== undefined && decision.allowed !== undefined)
  if (verdict !== 'unknown') assert.deepEqual(decision.because, [])
  const found = find(policy, question, environment)
  // `find` takes ids that are still open for those of strangers, so that it may be less certain of a doubtful policy.
  if (verdict === 'never') assert.ok(found === undefined || (found === 'unknown' && !isPlain))
  return verdict
}

function parameters(cases: number): { numRuns: number; seed: number } {
  return { numRuns: Number(process.env['CASES'] ?? cases), seed: Number(process.env['SEED'] ?? Date.now() % 1_000_000_000) }
}

test('decide agrees with every request over a small alphabet', () => {
  const counts: Record<string, number> = {}
  const run = parameters(20_000)
  fc.assert(fc.property(document, callers, pattern, fc.constantFrom('svc:Get', 'svc:Put'), (policy, caller, asked, askedAction) => {
    const verdict = check(policyOf(policy), caller, asked, askedAction, true)
    assert.notEqual(verdict, 'unknown', 'nothing here is in doubt')
    counts[verdict] = (counts[verdict] ?? 0) + 1
  }), run)
  console.log(`# ${run.numRuns} cases, seed ${run.seed}: ${JSON.stringify(counts)}`)
  assert.ok(counts['always']! > 100 && counts['never']! > 100 && counts['conditionally']! > 100)
})

/** Points that the documentation or the file leaves open: the verdict may be `unknown`, but what is said must hold in every reading. */
const doubtful = fc.record({ document, extra: fc.array(fc.record({
  effect: fc.constantFrom('Allow', 'Deny'),
  action: fc.constantFrom('*:Get', 's*:*', 'svc:Get', '*'),
  resource: fc.constantFrom('arn:aws:*:::a*', 'arn:aws:svc:a*', 'arn:aws:svc:::${aws:PrincipalTag/t}*', 'arn:aws:svc:::a<region>', 'arn:*:svc:::*b', '*'),
  principal: fc.constantFrom('Principal', 'NotPrincipal'),
  condition: fc.constantFrom(undefined, { StringLike: { 'aws:ResourceTag/k': '${aws:PrincipalTag/t}*' } }, { StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' } }, { StringEquals: { 'aws:PrincipalOrgID': '<my-org-id>' } }, { 'ForAnyValue:StringEqualsIfExists': { 'svc:Labels': 'x' } }),
}), { minLength: 1, maxLength: 2 }) }).map(({ document: { Version, Statement }, extra }) => ({
  Version, Statement: [...Statement, ...extra.map(({ effect, action, resource, principal, condition }) => ({
    Effect: effect, [principal]: principal === 'NotPrincipal' ? { AWS: ACCOUNT } : '*', Action: action, Resource: resource, ...(condition === undefined ? {} : { Condition: condition }),
  }))],
}))

test('what decide says of doubtful policies holds in every reading', () => {
  const counts: Record<string, number> = {}
  const run = parameters(5_000)
  fc.assert(fc.property(doubtful, callers, pattern, fc.constantFrom('svc:Get', 'svc:Put'), (policy, caller, asked, askedAction) => {
    const verdict = check(policyOf(policy, false), caller, asked, askedAction, false)
    counts[verdict] = (counts[verdict] ?? 0) + 1
  }), run)
  console.log(`# ${run.numRuns} cases, seed ${run.seed}: ${JSON.stringify(counts)}`)
})
