import { displayText } from '../../../policy/symbol.js'
import { memberOf, type Member, type Node } from '../../../syntax/node.js'
import type { Place } from '../../../text/pieced-text.js'
import type { Parameter } from '../parameters.js'
import { arrayAt, stringAt, textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'
import { IAM_ARNS, isEchoed, isIdAttribute, namePropertyOf, refIsId } from '../return-values.js'

/** What a reference gives: a text or a list of texts; `undefined` for AWS::NoValue. */
type Referred = string | readonly string[] | undefined

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html */
export function reference(call: Call, resolver: Resolver): Node | undefined {
  const { place, argument } = call
  const name = textOf(resolver.resolveText(argument))
  if (name === undefined) {
    return resolver.refuse(call, argument, '"Ref" names nothing',
      'Write the name of a parameter or the logical id of a resource.')
  }
  return placed(place, referenceText(name, place, resolver))
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-getatt.html */
export function attribute(call: Call, resolver: Resolver): Node | undefined {
  const { place, argument } = call
  const parts = argument.kind === 'array' ? argument.items.map((item) => textOf(resolver.resolveText(item))) : dotted(textOf(argument))
  const [id, ...names] = parts
  if (id === undefined || names.length === 0 || names.includes(undefined)) {
    return resolver.refuse(call, argument, '"Fn::GetAtt" has no logical id and attribute',
      'Write a list of the two, or in YAML a text with a dot between them.')
  }
  return placed(place, attributeText(id, names.join('.'), place, resolver))
}

function dotted(text: string | undefined): (string | undefined)[] {
  const dot = text?.indexOf('.') ?? -1
  return dot < 0 ? [] : [text!.slice(0, dot), text!.slice(dot + 1)]
}

function placed(place: Place, value: Referred): Node | undefined {
  if (value === undefined) return undefined
  return typeof value === 'string' ? stringAt(place, value) : arrayAt(place, value.map((text) => stringAt(place, text)))
}

export function referenceText(name: string, at: Place, resolver: Resolver): Referred {
  if (name === 'AWS::NoValue') return undefined
  const { declarations } = resolver
  const parameter = declarations.parameters.get(name)
  if (parameter !== undefined) return parameterValue(name, parameter, resolver)
  const resource = resolver.membersOf('resources').get(name)
  if (resource !== undefined) return resourceText(resource, resolver)
  noteUnknown(name, at, resolver)
  return declarations.own(name)
}

function noteUnknown(name: string, at: Place, { declarations }: Resolver): void {
  declarations.reporter.note(at, `"${displayText(name)}" is neither a parameter nor a resource of the template, so its value is unknown`,
    'Correct the name. A variable of a policy inside "Fn::Sub" is written "${!aws:…}".')
}

function parameterValue(name: string, { variable, isList, missing }: Parameter, { declarations, inquiry }: Resolver): Referred {
  const index = variable.values.length === 1 ? 0 : inquiry.ask(declarations.queries.valueOf(variable))
  if (index === undefined) return declarations.own(name)
  const value = variable.values[index]!
  if (index === variable.rest) {
    if (missing !== undefined) declarations.missed.set(value, missing)
    // A list that nobody knows is one symbol, as every value is that nobody knows.
    return value
  }
  return isList ? value.split(',').map((item) => item.trim()) : value
}

/** The text that Ref gives for a resource: its literal name, or a symbol. */
export function resourceText(resource: Member, resolver: Resolver): string {
  const { declarations, inquiry } = resolver
  const known = inquiry.recall(resolver.references, resource)
  if (known !== undefined) return known.value
  const { key: { value: id }, value: node } = resource
  const cyclic = () => {
    declarations.reporter.refuse(resource.key, `the name of the resource "${id}" depends on itself`, 'Take the reference to it out of its name.')
    return declarations.own(id)
  }
  const name = () => inquiry.remember(resolver.references, resource, () => nameOf(id, node, resolver))
  return resolver.guard(resource, name, cyclic, () => declarations.own(id))
}

function nameOf(id: string, node: Node, resolver: Resolver): string {
  const { declarations } = resolver
  const type = typeOf(node)
  const iam = Object.hasOwn(IAM_ARNS, type) ? IAM_ARNS[type] : undefined
  if (iam !== undefined && iam.attribute === undefined) return iamArn(node, iam, resolver) ?? declarations.own(id)
  const property = namePropertyOf(type)
  const name = property === undefined ? undefined : propertyText(node, property, resolver)
  if (name !== undefined) return name
  const symbol = declarations.own(id)
  if (refIsId(type)) resolver.imports.ids.add(symbol)
  return symbol
}

function typeOf(node: Node): string {
  return textOf(memberOf(node, 'Type')) ?? ''
}

function propertyText(node: Node, property: string, resolver: Resolver): string | undefined {
  return textOf(resolver.resolveText(memberOf(memberOf(node, 'Properties'), property)))
}

export function attributeText(id: string, name: string, at: Place, resolver: Resolver): Referred {
  const { declarations } = resolver
  const resource = resolver.membersOf('resources').get(id)
  if (resource === undefined) {
    noteUnknown(id, at, resolver)
    return declarations.own(`${id}.${name}`)
  }
  return knownAttribute(resource, name, resolver) ?? declarations.own(`${id}.${name}`)
}

/** Attributes whose text or shape is certain. */
function knownAttribute(resource: Member, name: string, resolver: Resolver): string | undefined {
  const node = resource.value
  const type = typeOf(node)
  if (isIdAttribute(type, name)) return resourceText(resource, resolver)
  if (isEchoed(type, name)) return propertyText(node, name, resolver)
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
  if (type === 'AWS::S3::Bucket' && name === 'Arn') return `arn:${pseudo('AWS::Partition', resolver)}:s3:::${resourceText(resource, resolver)}`
  const iam = Object.hasOwn(IAM_ARNS, type) ? IAM_ARNS[type] : undefined
  return iam !== undefined && iam.attribute === name ? iamArn(node, iam, resolver) : undefined
}

function iamArn(node: Node, { kind, name }: { readonly kind: string; readonly name: string }, resolver: Resolver): string | undefined {
  const own = propertyText(node, name, resolver)
  if (own === undefined) return undefined
  const path = propertyText(node, 'Path', resolver) ?? '/'
  return `arn:${pseudo('AWS::Partition', resolver)}:iam::${pseudo('AWS::AccountId', resolver)}:${kind}${path}${own}`
}

function pseudo(name: string, resolver: Resolver): string {
  return parameterValue(name, resolver.declarations.parameters.get(name)!, resolver) as string
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-importvalue.html */
export function importValue(call: Call, resolver: Resolver): Node {
  const { place, argument } = call
  const { declarations, imports } = resolver
  const name = textOf(resolver.resolveText(argument))
  if (name === undefined) {
    return resolver.refuse(call, argument, '"Fn::ImportValue" names no export',
      'Write the name of an export of another stack.')
  }
  return stringAt(place, imports.valueOf(name, declarations) ?? declarations.shared(`\${${displayText(name)}}`, 'any', `import ${name}`))
}
