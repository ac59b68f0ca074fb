import assert from 'node:assert/strict'
import { test } from 'node:test'
import { formatAddress, parseAddressRange, parseDate, parseNumber } from '../../src/policy/value.js'

const NUMBERS: Readonly<Record<string, number | undefined>> = {
  '0': 0, '17': 17, '-3': -3, '+2.5': 2.5, '.5': 0.5, '5.': 5, '1e3': 1000, '1E-2': 0.01,
  '': undefined, ' 1': undefined, '1h': undefined, '0x10': undefined, '1_000': undefined, '-': undefined, '.': undefined, '1e': undefined,
  'Infinity': undefined, 'NaN': undefined,
}

for (const [text, value] of Object.entries(NUMBERS)) test(`the number "${text}"`, () => assert.equal(parseNumber(text), value))

const DATES: Readonly<Record<string, string | undefined>> = {
  '2027': '2027-01-01T00:00:00.000Z',
  '2027-03': '2027-03-01T00:00:00.000Z',
  '2027-03-04': '2027-03-04T00:00:00.000Z',
  '2027-03-04T05:06Z': '2027-03-04T05:06:00.000Z',
  '2027-03-04T05:06:07Z': '2027-03-04T05:06:07.000Z',
  '2027-03-04T05:06:07.891Z': '2027-03-04T05:06:07.891Z',
  '2027-03-04T05:06:07.8919999Z': '2027-03-04T05:06:07.891Z',
  '2027-03-04T05:06:07.5Z': '2027-03-04T05:06:07.500Z',
  '2027-03-04T05:06:07+02:00': '2027-03-04T03:06:07.000Z',
  '2027-03-04T05:06:07-0530': '2027-03-04T10:36:07.000Z',
  '2027-03-04T05:06:07': '2027-03-04T05:06:07.000Z',
  '1804000000': '2027-03-02T15:06:40.000Z',
  '0': '1970-01-01T00:00:00.000Z',
  '': undefined,
  '2027-13-01': undefined,
  '2027-00-01': undefined,
  '2027-03-04T25:00Z': undefined,
  '2027-3-4': undefined,
  '04.03.2027': undefined,
  'tomorrow': undefined,
  '-1': undefined,
  '1804000000.5': undefined,
  '2027-03-04 05:06': undefined,
}

for (const [text, value] of Object.entries(DATES)) {
  test(`the date "${text}"`, () => {
    const time = parseDate(text)
    assert.equal(time === undefined ? undefined : new Date(time).toISOString(), value)
  })
}

const RANGES: Readonly<Record<string, readonly [version: 4 | 6, first: string, last: string] | undefined>> = {
  '10.1.2.3': [4, '10.1.2.3', '10.1.2.3'],
  '10.1.2.3/32': [4, '10.1.2.3', '10.1.2.3'],
  '10.1.2.3/8': [4, '10.0.0.0', '10.255.255.255'],
  '0.0.0.0/0': [4, '0.0.0.0', '255.255.255.255'],
  '192.168.1.128/25': [4, '192.168.1.128', '192.168.1.255'],
  '2001:db8::1': [6, '2001:db8::1', '2001:db8::1'],
  '2001:db8::/32': [6, '2001:db8::', '2001:db8:ffff:ffff:ffff:ffff:ffff:ffff'],
  '::/0': [6, '::', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  '': undefined,
  '*': undefined,
  '10.1.2': undefined,
  '10.1.2.256': undefined,
  '10.1.2.3/33': undefined,
  '10.1.2.3/': undefined,
  '10.1.2.3/-1': undefined,
  '10.1.2.3/8.0': undefined,
  '10.1.2.3/255.0.0.0': undefined,
  '2001:db8::/129': undefined,
  '2001:db8': undefined,
  '167772161': undefined,
  '0x0a.1.2.3': undefined,
}

for (const [text, expected] of Object.entries(RANGES)) {
  test(`the addresses of "${text}"`, () => {
    const range = parseAddressRange(text)
    const shown = range && [range.version, formatAddress(range.version, range.first), formatAddress(range.version, range.last)]
    assert.deepEqual(shown, expected)
  })
}
