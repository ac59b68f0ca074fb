import assert from 'node:assert/strict'
import test from 'node:test'
import { parseReference, wholeReferences } from '../../../src/sources/terraform/reference.js'

test('references of every kind', () => {
  assert.deepEqual(parseReference('aws_vpc.main.id'), { kind: 'resource', type: 'aws_vpc', name: 'aws_vpc.main', key: '', attribute: 'id' })
  assert.deepEqual(parseReference('aws_subnet.a["x.y]"].id'), { kind: 'resource', type: 'aws_subnet', name: 'aws_subnet.a', key: '["x.y]"]', attribute: 'id' })
  assert.deepEqual(parseReference('data.aws_vpc.main[0]'), { kind: 'resource', type: 'aws_vpc', name: 'data.aws_vpc.main', key: '[0]', attribute: undefined })
  assert.deepEqual(parseReference('module.net["a"].vpc_id'), { kind: 'output', module: 'net', key: '["a"]', output: 'vpc_id' })
  assert.deepEqual(parseReference('var.vpc_id'), { kind: 'variable', name: 'vpc_id' })
  const kinds = ['each.value', 'each.key', 'count.index', 'local.vpc', 'path.module', 'terraform.workspace', 'module.net', '', 'self']
  assert.deepEqual(kinds.map((text) => parseReference(text).kind), ['item', 'key', 'key', 'local', 'known', 'known', 'other', 'other', 'other'])
})

test('beginnings of a reference are not references of their own', () => {
  assert.deepEqual(wholeReferences(['aws_vpc.a[0].id', 'aws_vpc.a[0]', 'aws_vpc.a', 'aws_vpc.ab', 'var.x', 'var.x']), ['aws_vpc.a[0].id', 'aws_vpc.ab', 'var.x'])
})
