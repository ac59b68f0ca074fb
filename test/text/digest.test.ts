import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { digestOf } from '../../src/text/digest.js'

test('the digest is the start of the SHA-256 of the text in UTF-8', () => {
  for (const text of ['', 'a', 'Zürich 😀 \ue000', '{"Statement":[]}'.repeat(1000)]) {
    assert.equal(digestOf(text), createHash('sha256').update(text).digest('hex').slice(0, 32))
  }
})
