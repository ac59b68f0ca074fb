import type { Node } from '../../../syntax/node.js'
import type { Call, Resolver } from '../resolver.js'
import { chooseBranch } from './if.js'
import { lookUp } from './find-in-map.js'
import { listZones, splitBlock } from './networks.js'
import { importValue, reference, attribute } from './reference.js'
import { join, split, substitute } from './strings.js'
import { encode, length, select, toJson } from './values.js'

type Intrinsic = (call: Call, resolver: Resolver) => Node | undefined

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', reference],
  ['Fn::Base64', encode],
  ['Fn::Cidr', splitBlock],
  ['Fn::FindInMap', lookUp],
  ['Fn::GetAtt', attribute],
  ['Fn::GetAZs', listZones],
  ['Fn::If', chooseBranch],
  ['Fn::ImportValue', importValue],
  ['Fn::Join', join],
  ['Fn::Length', length],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Sub', substitute],
  ['Fn::ToJsonString', toJson],
  ['Fn::Transform', transform],
])

export function intrinsic(name: string): Intrinsic {
  return INTRINSICS.get(name) ?? notSupported
}

function transform({ place, name }: Call, resolver: Resolver): Node {
  resolver.noteTransform(place.members[0]!.key)
  return resolver.unknown(place, name, 'any', resolver.declarations.identityOf(place))
}

function notSupported({ place, name }: Call, resolver: Resolver): Node {
  const help = CONDITION_FUNCTIONS.has(name)
    ? 'Name a condition of "Conditions" in "Fn::If", or in "Condition" of the resource.'
    : 'Look its name up in the reference of intrinsic functions.'
  const what = CONDITION_FUNCTIONS.has(name) ? 'no function for this place' : 'no function that is known here'
  resolver.declarations.reporter.note(place.members[0]!.key, `"${name}" is ${what}, so its value is unknown`, help)
  return resolver.unknown(place, name, 'any', resolver.declarations.identityOf(place))
}

const CONDITION_FUNCTIONS: ReadonlySet<string> = new Set(['Fn::And', 'Fn::Equals', 'Fn::Not', 'Fn::Or', 'Fn::Contains'])
