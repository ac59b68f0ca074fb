import { displayText, hasSymbol } from '../../../policy/symbol.js'
import { memberOf, type Node } from '../../../syntax/node.js'
import { arrayAt, isText, stringAt, textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'
import { nameIn } from './strings.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html */
export function lookUp(call: Call, resolver: Resolver): Node | undefined {
  const { place, argument } = call
  const { mappings, reporter } = resolver.declarations
  const items = argument.kind === 'array' ? argument.items : []
  const keys = items.slice(0, 3).map((item) => textOf(resolver.resolveText(item)))
  if (keys.length < 3 || keys.includes(undefined)) {
    return resolver.refuse(call, argument, '"Fn::FindInMap" has no three keys',
      'Write a list of the names of a map, a top-level key and a second-level key.')
  }
  const [map, top, second] = keys as [string, string, string]
  if (hasSymbol(map + top + second)) return resolver.unknown(place, [map, top, second].map(nameIn).join('.'), 'any', [map, top, second].join('\n'))
  const found = memberOf(memberOf(memberOf(mappings, map), top), second)
  if (found !== undefined && found.kind !== 'object' && found.kind !== 'null') return copiedTo(place, found)
  // Of AWS::LanguageExtensions: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap-enhancements.html
  const fallback = memberOf(items[3], 'DefaultValue')
  if (fallback !== undefined) return resolver.resolve(fallback)
  reporter.note(place, `the mappings have no text or list for "${[map, top, second].map(displayText).join('", "')}"`,
    'Add it, or a "DefaultValue"; until then the value is taken as unknown.')
  return resolver.unknown(place, `${map}.${top}.${second}`)
}

/** A text or list of a mapping at the place that asks for it, which decides between the entries. */
function copiedTo(place: Node, found: Node): Node {
  if (found.kind === 'array') return arrayAt(place, found.items.filter(isText).map((item) => stringAt(place, textOf(item)!)))
  return stringAt(place, textOf(found)!)
}
