import assert from 'node:assert/strict'
import test from 'node:test'
import { regionOfZone } from '../../src/sources/availability-zone.js'

test('the Region of every kind of zone', () => {
  const zones = {
    'us-east-1a': 'us-east-1', 'us-gov-west-1b': 'us-gov-west-1', 'us-west-2-lax-1a': 'us-west-2', 'us-east-1-wl1-bos-wlz-1': 'us-east-1',
  }
  for (const [zone, region] of Object.entries(zones)) assert.equal(regionOfZone(zone), region)
  for (const zone of [undefined, '', 'use1-az4', 'a', '-1a']) assert.equal(regionOfZone(zone), undefined)
})
