import { displayText, hasSymbol, isSymbolCode, symbolOf } from '../../../policy/symbol.js'
import { SORT_CHARACTERS } from '../../../policy/wildcard.js'
import { memberOf, type Node } from '../../../syntax/node.js'
import { pieceOf, type Piece } from '../../../text/pieced-text.js'
import type { SourceText } from '../../../text/source-text.js'
import { arrayAt, isText, sliceOf, sourceOf, textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'
import { attributeText, referenceText } from './reference.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html */
export function substitute(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const [text, variables] = argument.kind === 'array' ? argument.items : [argument]
  if (text === undefined || !isText(text) || (variables !== undefined && variables.kind !== 'object')) {
    return resolver.refuse(call, argument, '"Fn::Sub" has no text to fill in',
      'Write a text, or a list of a text and an object with its variables.')
  }
  const source = sourceOf(text)
  const pieces: Piece[] = []
  const exact = (start: number, end: number): Piece => ({ text: source.text.slice(start, end), source, start, end, isExact: true })
  let from = 0
  for (const { 0: match, 1: name, index } of source.text.matchAll(/\$\{([^{}]+)\}/g)) {
    const end = index + match.length
    pieces.push(exact(from, index))
    // "${!Name}" is "${Name}" and no reference.
    if (name!.startsWith('!')) pieces.push(exact(index, index + 2), exact(index + 3, end))
    else pieces.push({ text: valueOf(name!.trim(), { source, start: index, end }), source, start: index, end, isExact: false })
    from = end
  }
  pieces.push(exact(from, source.text.length))
  return resolver.textOf(place, pieces)

  function valueOf(name: string, at: { source: SourceText; start: number; end: number }): string {
    const variable = memberOf(variables, name)
    const dot = name.indexOf('.')
    const value = variable !== undefined ? textOf(resolver.resolve(variable))
      : dot < 0 ? referenceText(name, at, resolver) : attributeText(name.slice(0, dot), name.slice(dot + 1), at, resolver)
    if (typeof value === 'string') return value
    resolver.declarations.reporter.refuse(at, `"\${${name}}" is no text`, 'Join the items of a list with "Fn::Join" first.')
    return resolver.declarations.own(name)
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-join.html */
export function join(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const [delimiterNode, list] = argument.kind === 'array' ? argument.items : []
  const delimiter = textOf(resolver.resolveText(delimiterNode))
  if (delimiter === undefined || list === undefined) {
    return resolver.refuse(call, argument, '"Fn::Join" has no delimiter and list', 'Write a list of a delimiter and a list of texts.')
  }
  const items = resolver.resolve(list)
  if (items?.kind === 'string' && hasSymbol(items.value)) return resolver.unknown(place, `${nameIn(items.value)}[*]`, 'any', `${items.value} ${delimiter}`)
  if (items?.kind !== 'array') {
    return resolver.refuse(call, list, '"Fn::Join" joins no list',
      'Write the texts as a list, or a reference to one.')
  }
  const pieces: Piece[] = []
  for (const [index, item] of items.items.entries()) {
    if (!isText(item)) {
      return resolver.refuse(call, item, 'an item of "Fn::Join" is no text',
        'Join texts only; "Fn::ToJsonString" makes a text of an object.')
    }
    const { source, start } = item
    if (index > 0) pieces.push({ text: delimiter, source, start, end: start, isExact: false })
    pieces.push(pieceOf(sourceOf(item)))
  }
  return resolver.textOf(place, pieces)
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-split.html */
export function split(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const [delimiterNode, textNode] = argument.kind === 'array' ? argument.items : []
  const delimiter = textOf(resolver.resolveText(delimiterNode))
  const text = resolver.resolveText(textNode)
  if (delimiter === undefined || delimiter === '' || text === undefined) {
    return resolver.refuse(call, argument, '"Fn::Split" has no delimiter and text', 'Write a list of a delimiter and a text.')
  }
  const source = sourceOf(text)
  if (mayHold(source.text, delimiter, resolver)) return resolver.unknown(place, `${nameIn(source.text)}[…]`, 'any', `${source.text} ${delimiter}`)
  const items: Node[] = []
  let from = 0
  for (const part of source.text.split(delimiter)) {
    items.push(sliceOf(text, source, from, from + part.length))
    from += part.length + delimiter.length
  }
  return arrayAt(place, items)
}

/** Whether what is unknown of the text may hold the delimiter, or a part of it. */
function mayHold(text: string, delimiter: string, { imports }: Resolver): boolean {
  for (let index = 0; index < text.length; index++) {
    if (!isSymbolCode(text.charCodeAt(index))) continue
    const allowed = imports.ids.has(text[index]!) ? /[A-Za-z0-9-]/ : SORT_CHARACTERS[symbolOf(text[index]!)?.sort ?? 'any']
    if ([...delimiter].some((character) => allowed.test(character))) return true
  }
  return false
}

/** What a text with unknown parts is called in the names of what is made of it. */
export function nameIn(text: string): string {
  const shown = displayText(text).replace(/^\$\{([^{}]*)\}$/, '$1')
  return shown.length > 60 ? `${shown.slice(0, 59)}…` : shown
}
