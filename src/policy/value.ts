import ipaddr from 'ipaddr.js'

/** A number as numeric operators take it; `undefined` when it is none. */
export function parseNumber(text: string): number | undefined {
  return /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(text) ? Number(text) : undefined
}

const ISO_DATE = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/

/**
 * Milliseconds since 1970 of a W3C ISO 8601 date or of epoch seconds, `undefined` for anything else.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Date
 */
export function parseDate(text: string): number | undefined {
  const match = ISO_DATE.exec(text)
  if (match === null || (/^\d+$/.test(text) && text.length !== 4)) return /^\d{1,15}$/.test(text) ? Number(text) * 1000 : undefined
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] = match
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}${offset}`)
  return Number.isNaN(time) ? undefined : time
}

/** An inclusive range of addresses of one version; numbers of 32 or 128 bits. */
export interface AddressRange {
  readonly version: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

/** A CIDR block or a single address; `undefined` for anything else. */
export function parseAddressRange(text: string): AddressRange | undefined {
  const slash = text.indexOf('/')
  const address = slash < 0 ? text : text.slice(0, slash)
  if (!ipaddr.isValid(address) || (!address.includes(':') && !/^\d+\.\d+\.\d+\.\d+$/.test(address))) return undefined
  const bytes = ipaddr.parse(address).toByteArray()
  const bits = bytes.length * 8
  const prefix = slash < 0 ? bits : /^\d{1,3}$/.test(text.slice(slash + 1)) ? Number(text.slice(slash + 1)) : -1
  if (prefix < 0 || prefix > bits) return undefined
  const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const host = (1n << BigInt(bits - prefix)) - 1n
  return { version: bits === 32 ? 4 : 6, first: value & ~host, last: value | host }
}

export function formatAddress(version: 4 | 6, value: bigint): string {
  const length = version === 4 ? 4 : 16
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt((length - 1 - i) * 8)) & 255n))
  return ipaddr.fromByteArray(bytes).toString()
}
