import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import type { Facts } from '../../scripts/facts.js'
import { generateTables } from '../../scripts/generate-catalog.js'
import {
  accessPatterns, agentActions, catalogDate, conditionKeys, endpointPolicySupport, features, sourceOf, ssmBuckets, suffixedPayload,
  supersededResources, systemsManagerEndpoints, unconfirmed, type Documented,
} from '../../src/catalog/catalog.js'

const TABLES = 'src/catalog/tables.ts'
const facts = JSON.parse(readFileSync('data/facts.json', 'utf8')) as Facts

test('the tables are what the generator makes of the facts', () => {
  const generated = generateTables(facts)
  if (process.env.UPDATE === '1') writeFileSync(TABLES, generated)
  assert.equal(readFileSync(TABLES, 'utf8'), generated)
  assert.equal(generateTables(facts), generated)
})

test('the generator refuses facts that its tables cannot hold', () => {
  const [row, ...rows] = facts.patchBucketsByRegion
  const strange = { ...facts, patchBucketsByRegion: [{ ...row!, awsPatchManagerMacos: `${row!.awsPatchManagerMacos}0` }, ...rows] }
  assert.throws(() => generateTables(strange), /suffix of its own/)
  const [pattern] = facts.dataAccessPatterns
  assert.throws(() => generateTables({ ...facts, dataAccessPatterns: [{ ...pattern!, caller: ['someone'] }] }), /unknown caller "someone"/)
})

test('every row names documented sources, a confidence and a date', () => {
  const rows: readonly Documented[] = [
    ...accessPatterns(), ...agentActions(), ...conditionKeys(), ...features(), ...ssmBuckets(), ...supersededResources(),
    ...systemsManagerEndpoints(), suffixedPayload(), endpointPolicySupport('kms')!,
  ]
  for (const row of rows) {
    const name = JSON.stringify(row)
    assert.ok(row.sources.length > 0, name)
    for (const key of row.sources) assert.ok(sourceOf(key) !== undefined, `${key} of ${name}`)
    assert.match(row.confidence, /^[HML]$/, name)
    assert.match(row.asOf, /^20\d\d(-\d\d){0,2}$/, name)
  }
})

test('the catalog has a date, and says what it could not confirm', () => {
  assert.match(catalogDate, /^\d{4}-\d\d-\d\d$/)
  assert.equal(unconfirmed().length, facts.unconfirmed.length)
  assert.equal(sourceOf('nobody'), undefined)
})
