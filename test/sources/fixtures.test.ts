import assert from 'node:assert/strict'
import { readFileSync, readdirSync, writeFileSync } from 'node:fs'
import test from 'node:test'
import { describeGathered } from '../support/describe-gathered.js'
import { gather } from '../../src/sources/gather.js'
import { Parsers } from '../../src/sources/parsers.js'
import { SourceFile } from '../../src/text/source-text.js'

const ROOT = 'fixtures/sources'
const parsers = new Parsers()
await parsers.loadYaml()

for (const source of readdirSync(ROOT).toSorted()) {
  const inputs = readdirSync(`${ROOT}/${source}`).filter((name) => !name.endsWith('.inventory.json')).toSorted()
  for (const input of inputs) {
    test(`${source}: ${input}`, () => {
      const path = `${ROOT}/${source}/${input}`
      const file = new SourceFile(path, readFileSync(path, 'utf8'))
      const inventory = `${JSON.stringify(describeGathered(gather(file, { explicit: false }, parsers)), undefined, 2)}\n`
      const expectation = path.replace(/\.\w+$/, '.inventory.json')
      if (process.env.UPDATE === '1') writeFileSync(expectation, inventory)
      assert.equal(inventory, readFileSync(expectation, 'utf8'))
    })
  }
}
