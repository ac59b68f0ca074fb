import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import { gatherPlan, gatherText, planOf } from '../../support/terraform-plan.js'
import { replaceValue, type Step } from '../../support/replace-value.js'

test('plans, states and state files are known by what they hold', () => {
  const isOurs = (value: object) => gatherText(JSON.stringify(value), 'x.json', false).recognised
  assert.equal(isOurs({ format_version: '1.2', planned_values: {} }), true)
  assert.equal(isOurs({ format_version: '1.0', terraform_version: '1.9.8' }), true)
  assert.equal(isOurs({ version: 4, serial: 1, lineage: 'x', resources: [] }), true)
  assert.equal(isOurs({ format_version: '1.0', provider_schemas: {} }), false)
  assert.equal(isOurs({ planned_values: {} }), false)
  assert.equal(gatherText('{"format_version": "1.2", "planned_values": {', 'x.json', false).recognised, true)
})

test('versions that are not read are said to be', () => {
  const problemsOf = (value: object) => gatherText(JSON.stringify(value)).problems.map(({ message }) => message)
  assert.deepEqual(problemsOf({ format_version: '2.0', planned_values: {} }), ['"format_version" is "2.0", where vpce-lint reads "1.x"'])
  assert.deepEqual(problemsOf({ format_version: '0.2', planned_values: {} }), [])
  assert.deepEqual(problemsOf({ version: 3, serial: 1, lineage: 'x', resources: [] }), ['the state file is not of version 4, the only one that vpce-lint reads'])
})

test('the log of a plan is no plan', () => {
  const line = { '@level': 'info', '@message': 'OpenTofu 1.8.5', '@module': 'tofu.ui', type: 'version' }
  const log = `${JSON.stringify(line)}\n${JSON.stringify({ ...line, type: 'planned_change' })}\n`
  const { problems, notJudged } = gatherText(log)
  assert.equal(problems.length, 1)
  assert.match(problems[0]!.help, /terraform show -json/)
  const walked = gatherText(log, 'x.json', false)
  assert.deepEqual([walked.problems.length, walked.notJudged.length, notJudged.length], [0, 1, 1])
})

test('changes alone are read where the values were cut out', () => {
  const { format_version, resource_changes } = planOf([{ address: 'aws_vpc.main' }]) as Record<string, unknown>
  const { facts } = gatherText(JSON.stringify({ format_version, resource_changes }))
  assert.deepEqual(facts.vpcs.map(({ whole }) => whole), [undefined])
})

test('what is taken away and what only a deposed object has is not there', () => {
  const deposed = { address: 'aws_vpc.main', type: 'aws_vpc', name: 'main', deposed: '0a1b2c3d', change: { actions: ['delete'], after: null } }
  const plan = planOf([{ address: 'aws_vpc.main' }]) as { resource_changes: object[] }
  const { facts } = gatherText(JSON.stringify({ ...plan, resource_changes: [...plan.resource_changes, deposed] }))
  assert.equal(facts.vpcs[0]?.whole, true)
})

test('a wrong type is said once, at its place', () => {
  const { problems } = gatherPlan([
    { address: 'aws_vpc.main', values: { arn: 5, owner_id: [] } },
    { address: 'aws_subnet.a', values: { vpc_id: {}, availability_zone: 1 } },
    { address: 'aws_vpc_endpoint.a', values: { service_name: 'com.amazonaws.eu-west-1.ssm', vpc_endpoint_type: 'Interface', vpc_id: 7, subnet_ids: 'x', tags_all: [], policy: {} } },
  ])
  const named = problems.map(({ message, at }) => `${/^"\w+"/.exec(message)?.[0]} ${at!.file.text.slice(at!.start, at!.end)}`)
  assert.deepEqual(named.toSorted(), [
    '"arn" 5', '"availability_zone" 1', '"owner_id" []', '"policy" {}', '"subnet_ids" "x"', '"tags_all" []', '"vpc_id" 7', '"vpc_id" {}',
  ])
})

/** Whatever stands at any place of a plan, nothing is thrown and every problem has its place. */
for (const name of ['plan-modules.json', 'state.json', 'terraform.tfstate']) {
  test(`${name} with something else at every place`, () => {
    const document: unknown = JSON.parse(readFileSync(`fixtures/sources/terraform/${name}`, 'utf8'))
    const seen = new Set<string>()
    for (const path of pathsIn(document, [])) {
      // Places that differ by nothing but an index are one.
      const place = path.filter((step) => typeof step === 'string').join('.')
      if (seen.has(place)) continue
      seen.add(place)
      for (const value of [null, 7, 'text', [1], { a: 1 }]) {
        const { problems } = gatherText(JSON.stringify(replaceValue(document, path, value)))
        for (const { at, message } of problems) assert(at !== undefined && /^["a-z]/.test(message))
      }
    }
  })
}

function pathsIn(value: unknown, path: readonly Step[]): (readonly Step[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [path, ...entries.flatMap(([step, item]) => pathsIn(item, [...path, step]))]
}
