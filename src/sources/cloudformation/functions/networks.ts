import { hasSymbol } from '../../../policy/symbol.js'
import { formatAddress, parseAddressRange, type AddressRange } from '../../../policy/value.js'
import type { Node } from '../../../syntax/node.js'
import { arrayAt, stringAt, textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'
import { referenceText } from './reference.js'
import { nameIn } from './strings.js'

/**
 * Which zones a Region has differs from account to account.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getavailabilityzones.html
 */
export function listZones(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  // YAML authors leave the Region of the stack out altogether.
  const given = argument.kind === 'null' ? '' : textOf(resolver.resolveText(argument))
  const region = given === '' ? referenceText('AWS::Region', place, resolver) : given
  if (typeof region !== 'string') {
    return resolver.refuse(call, argument, '"Fn::GetAZs" names no Region',
      'Write the name of a Region, or "" for the one of the stack.')
  }
  return stringAt(place, resolver.declarations.shared('${AvailabilityZones}', 'any', `zones ${region}`))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html */
export function splitBlock(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const [block, count, bits] = (argument.kind === 'array' ? argument.items : []).map((item) => textOf(resolver.resolveText(item)))
  if (block === undefined || count === undefined) {
    return resolver.refuse(call, argument, '"Fn::Cidr" has no block and count',
      'Write a list of a CIDR block, a count and the number of host bits.')
  }
  if (hasSymbol(block + count + (bits ?? ''))) return resolver.unknown(place, `${nameIn(block)}[…]`, 'any', `cidr ${block} ${count} ${bits}`)
  const range = parseAddressRange(block)
  const blocks = range && blocksOf(range, Number(count), bits === undefined ? undefined : Number(bits))
  if (blocks === undefined) {
    return resolver.refuse(call, argument, `"${block}" has no ${count} blocks${bits === undefined ? '' : ` with ${bits} host bits`}`,
      'Ask for 1 to 256 blocks that are in the given one.')
  }
  return arrayAt(place, blocks.map((text) => stringAt(place, text)))
}

/** `bits`: of the host part. Without them a block has as many as it may need. */
function blocksOf({ version, first, last }: AddressRange, count: number, bits: number | undefined): string[] | undefined {
  const width = version === 4 ? 32 : 128
  // In IPv4 the default is 8: /24.
  const hostBits = bits ?? (version === 4 ? 8 : 64)
  if (!Number.isInteger(count) || count < 1 || count > 256 || !Number.isInteger(hostBits) || hostBits < 0 || hostBits > width) return undefined
  const size = 1n << BigInt(hostBits)
  if (first + size * BigInt(count) - 1n > last) return undefined
  return Array.from({ length: count }, (_, index) => `${formatAddress(version, first + size * BigInt(index))}/${width - hostBits}`)
}
