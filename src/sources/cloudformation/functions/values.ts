import { hasSymbol } from '../../../policy/symbol.js'
import type { Node } from '../../../syntax/node.js'
import { pieceOf } from '../../../text/pieced-text.js'
import { jsonPieces } from '../json-text.js'
import { sourceOf, textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'
import { nameIn } from './strings.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html */
export function select(call: Call, resolver: Resolver): Node | undefined {
  const { place, argument } = call
  const [indexNode, listNode] = argument.kind === 'array' ? argument.items : []
  const index = textOf(resolver.resolveText(indexNode))
  const list = listNode && resolver.resolve(listNode)
  if (index === undefined || list === undefined) {
    return resolver.refuse(call, argument, '"Fn::Select" has no index and list', 'Write a list of an index and a list.')
  }
  if (list.kind === 'string' && hasSymbol(list.value)) return resolver.unknown(place, `${nameIn(list.value)}[${nameIn(index)}]`, 'any', `${list.value} ${index}`)
  if (list.kind !== 'array') return resolver.refuse(call, listNode!, '"Fn::Select" selects from no list', 'Write a list, or a reference to one.')
  if (hasSymbol(index)) return resolver.unknown(place, `${call.name}[${nameIn(index)}]`, 'any', `${resolver.declarations.identityOf(place)} ${index}`)
  const item = /^\s*\d+\s*$/.test(index) ? list.items[Number(index)] : undefined
  if (item === undefined) {
    return resolver.refuse(call, indexNode!, `"Fn::Select" asks for the item "${index}" of a list with ${list.items.length}`, 'Count from 0.')
  }
  return item
}

/** The encoded text is of no use here, so that the text itself stands for it. https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-base64.html */
export function encode(call: Call, resolver: Resolver): Node {
  const text = resolver.resolveText(call.argument)
  return text === undefined
    ? resolver.refuse(call, call.argument, '"Fn::Base64" encodes no text', 'Write a text.')
    : resolver.textOf(call.place, [pieceOf(sourceOf(text))])
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-length.html */
export function length(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const list = resolver.resolve(argument)
  if (list?.kind === 'array') {
    const { source, start, end } = place
    return { kind: 'number', source, start, end, value: list.items.length }
  }
  if (list?.kind === 'string' && hasSymbol(list.value)) return resolver.unknown(place, `${nameIn(list.value)}.length`, 'any', list.value)
  return resolver.refuse(call, argument, '"Fn::Length" counts no list', 'Write a list, or a reference to one.')
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ToJsonString.html */
export function toJson(call: Call, resolver: Resolver): Node {
  const value = resolver.resolve(call.argument)
  return value === undefined
    ? resolver.refuse(call, call.argument, '"Fn::ToJsonString" has no value', 'Write an object or a list.')
    : resolver.textOf(call.place, jsonPieces(value))
}
