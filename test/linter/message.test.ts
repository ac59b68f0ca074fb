import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fillMessage } from '../../src/linter/message.js'

const message = { severity: 'error', text: 'bucket "{bucket}" lacks {count} of {bucket}', help: 'Grant {bucket}.' } as const

test('placeholders of text and help are filled, wherever they stand', () => {
  assert.deepEqual(fillMessage('some-rule', 'lacking', message, { bucket: 'b', count: 2 }), {
    message: 'bucket "b" lacks 2 of b',
    help: 'Grant b.',
  })
})

test('braces in the data are not placeholders', () => {
  assert.equal(fillMessage('some-rule', 'lacking', message, { bucket: '{count}$&', count: 2 }).help, 'Grant {count}$&.')
})

test('a missing datum throws with the rule, the message and the name', () => {
  assert.throws(() => fillMessage('some-rule', 'lacking', message, { bucket: 'b' }), /"some-rule".*"count".*"lacking"/)
})

test('an extra datum throws with the rule, the message and the name', () => {
  assert.throws(
    () => fillMessage('some-rule', 'lacking', message, { bucket: 'b', count: 2, region: 'x' }),
    /"some-rule".*"region".*"lacking"/,
  )
})

test('what every object inherits is no datum', () => {
  assert.throws(() => fillMessage('some-rule', 'odd', { ...message, text: '{toString}', help: '' }, {}), /"toString"/)
})
