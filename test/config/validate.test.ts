import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { test } from 'node:test'
import { generateValidator } from '../../scripts/generate-config-validator.js'

const file = 'src/config/validate.ts'

test('the validator is the one that the schema gives', () => {
  const generated = generateValidator(JSON.parse(readFileSync('schema/config.json', 'utf8')))
  if (process.env['UPDATE'] === '1') writeFileSync(file, generated)
  assert.ok(readFileSync(file, 'utf8') === generated, 'run UPDATE=1 npm test')
})

test('every property of the schema has a title and a description', () => {
  const lacking: string[] = []
  const visit = (schema: Record<string, unknown>, path: string): void => {
    if (schema['$ref'] === undefined && (schema['title'] === undefined || schema['description'] === undefined)) lacking.push(path)
    const inside = {
      ...(schema['properties'] as object),
      ...(schema['$defs'] as object),
      items: schema['items'],
      additionalProperties: schema['additionalProperties'],
    }
    for (const [name, part] of Object.entries(inside))
      if (typeof part === 'object' && part !== null) visit(part as Record<string, unknown>, `${path}/${name}`)
  }
  visit(JSON.parse(readFileSync('schema/config.json', 'utf8')), '')
  assert.deepEqual(lacking, [])
})
