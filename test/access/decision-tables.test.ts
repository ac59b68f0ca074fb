import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Context, Environment, Outcome, Question, Request, Verdict } from '../../src/access/access.js'
import { decide } from '../../src/access/decide.js'
import { evaluate } from '../../src/access/evaluate.js'
import { placeholdersIn, withSymbols } from '../../src/policy/placeholder.js'
import { policyOf } from '../support/policies.js'

/** A row of a decision table. Statements leave out what is `Allow`, `*`; the organization is o-acme123456. */
interface Row {
  name: string
  policy: Record<string, unknown>[]
  version?: string | null
  deployed?: boolean
  environment?: Environment
  question?: Question
  verdict?: Verdict
  because?: string[]
  nearMiss?: string
  request?: Request
  outcome?: Outcome
}

function whole(statement: Record<string, unknown>): Record<string, unknown> {
  const filled: Record<string, unknown> = { Effect: 'Allow', ...statement }
  for (const name of ['Principal', 'Action', 'Resource']) if (!(name in filled) && !(`Not${name}` in filled)) filled[name] = '*'
  return filled
}

for (const file of readdirSync('fixtures/access').sort()) {
  const rows = JSON.parse(readFileSync(`fixtures/access/${file}`, 'utf8')) as Row[]
  for (const row of rows) {
    test(`${file.replace('.json', '')}: ${row.name}`, () => {
      const version = row.version === undefined ? '2012-10-17' : row.version
      const policy = policyOf({ ...(version === null ? {} : { Version: version }), Statement: row.policy.map(whole) }, row.deployed ?? true)
      const environment = { organizationIds: ['o-acme123456'], ...row.environment }
      if (row.request !== undefined) {
        assert.equal(evaluate(policy, row.request, environment).outcome, row.outcome)
        return
      }
      const question = row.question!
      const resources = row.deployed === false ? question.resources.map((resource) => withSymbols(resource, placeholdersIn(resource))) : question.resources
      const decision = decide(policy, { ...question, resources, ...(question.context === undefined ? {} : { context: question.context as Context }) }, environment)
      assert.equal(decision.verdict, row.verdict, JSON.stringify(decision.because.map(({ reason }) => reason)))
      for (const part of row.because ?? []) assert.ok(decision.because.some(({ reason }) => reason.includes(part)), `no doubt says "${part}": ${decision.because.map(({ reason }) => reason).join('; ')}`)
      if (row.nearMiss !== undefined) assert.ok(decision.nearMisses.some(({ reason }) => reason === row.nearMiss), decision.nearMisses.map(({ reason }) => reason).join('; '))
      for (const outcome of ['allowed', 'denied'] as const) {
        const witness = decision[outcome]
        if (witness !== undefined) assert.equal(evaluate(policy, witness.request, environment).outcome, outcome)
      }
    })
  }
}
