import { partition as partitionCalled, partitionOf } from '../../catalog/regions.js'
import type { SymbolSort } from '../../policy/symbol.js'
import { itemsOf, memberOf, type Member, type Node } from '../../syntax/node.js'
import type { Variable } from './choices.js'
import type { Reporter } from './reporter.js'
import { isText, onlyMember, textOf } from './resolved-node.js'
import type { TemplateInput } from './template.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
export interface Parameter {
  readonly variable: Variable
  readonly isList: boolean
  /** Where it is declared, if it has no value but the one that whoever deploys gives it. */
  readonly missing: Member | undefined
}

/** The symbol of a name. */
export type Naming = (name: string, sort: SymbolSort) => string

/** The literals that conditions compare each parameter with. */
export type Compared = ReadonlyMap<string, ReadonlySet<string>>

export function declaredParameter(member: Member, input: TemplateInput, compared: Compared, naming: Naming, reporter: Reporter): Parameter {
  const name = member.key.value
  const type = textOf(memberOf(member.value, 'Type')) ?? 'String'
  // Ref gives the value of the SSM parameter, whose name the template gives:
  // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-supplied-parameter-types.html
  const isStored = /^AWS::SSM::Parameter::Value\b/.test(type)
  const isList = /^(?:CommaDelimitedList$|List<)|<(?:CommaDelimitedList|List<)/.test(type)
  const values = isStored ? [] : literalValues(member, input.parameters.get(name), reporter)
  const isSettled = input.parameters.has(name) || memberOf(member.value, 'AllowedValues') !== undefined
  const others = isSettled && values.length > 0 ? [] : [...(compared.get(name) ?? [])].filter((value) => !values.includes(value))
  const needsSymbol = values.length === 0 || others.length > 0
  const symbol = needsSymbol ? [naming(name, sortOf(name, type))] : []
  // What is not declared to have a value is first of all unknown.
  const all = values.length === 0 ? [...symbol, ...others] : [...values, ...others, ...symbol]
  const rest = needsSymbol ? all.indexOf(symbol[0]!) : undefined
  return { variable: { kind: 'parameter', name, values: all, rest }, isList, missing: values.length === 0 && !isStored ? member : undefined }
}

function literalValues({ value: node, key }: Member, given: string | undefined, reporter: Reporter): string[] {
  if (given !== undefined) return [given]
  const fallback = memberOf(node, 'Default')
  if (fallback !== undefined && fallback.kind !== 'null' && !isText(fallback)) {
    reporter.refuse(fallback, `the default of the parameter "${key.value}" is no text`, 'Write a list as a text with commas.')
  }
  const first = textOf(fallback)
  const allowed = itemsOf(memberOf(node, 'AllowedValues')).flatMap((item) => textOf(item) ?? [])
  return [...new Set(first === undefined ? allowed : [first, ...allowed])]
}

/** What the name of a parameter, or its type, says of its value; it must not exclude a value that the parameter may have. */
function sortOf(name: string, type: string): SymbolSort {
  const words = name.replace(/[a-z0-9](?=[A-Z])|[A-Z](?=[A-Z][a-z])/g, '$& ').split(/[^A-Za-z0-9]+/).map((word) => word.toLowerCase())
  const last = words.at(-1)
  if (type !== 'String' && type !== 'Number' && !type.startsWith('AWS::SSM::')) return 'any'
  if (/^(?:is|has|use|uses|enable|enabled|allow|create|multi|cross|all|any)$/.test(words[0]!)) return 'any'
  if (last === 'region') return 'region'
  const pair = words.slice(-2).join(' ')
  if (pair === 'account id' || pair === 'account number') return 'account'
  return /^(?:(?:my|your|aws|principal) )*(?:org|organization|organisation)(?: id)?$/.test(words.join(' ')) ? 'organization' : 'any'
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html */
export function pseudoParameters(input: TemplateInput, compared: Compared, naming: Naming): Parameter[] {
  const { region, account, stackName } = input
  const partition = input.partition ?? (region === undefined ? undefined : partitionOf(region)?.id)
  const suffix = partition === undefined ? undefined : partitionCalled(partition)?.dnsSuffix
  const rows: readonly (readonly [name: string, sort: SymbolSort, value: string | undefined])[] = [
    ['AWS::Region', 'region', region], ['AWS::AccountId', 'account', account], ['AWS::Partition', 'any', partition],
    ['AWS::URLSuffix', 'any', suffix], ['AWS::StackName', 'any', stackName], ['AWS::StackId', 'any', undefined],
    ['AWS::NotificationARNs', 'any', undefined],
  ]
  return rows.map(([name, sort, value]) => {
    const values = value === undefined ? [naming(name, sort), ...(compared.get(name) ?? [])] : [value]
    const rest = value === undefined ? 0 : undefined
    return { variable: { kind: 'parameter', name, values, rest }, isList: name === 'AWS::NotificationARNs', missing: undefined }
  })
}

/** The literals that conditions compare parameters with, by the parameters' names. */
export function comparedLiterals(conditions: Node | undefined): Compared {
  const compared = new Map<string, Set<string>>()
  const open = conditions === undefined ? [] : [conditions]
  // What is added on the way is visited too.
  for (const node of open) {
    const only = onlyMember(node)
    if (only?.key.value === 'Fn::Equals') collect(itemsOf(only.value), compared)
    else if (node.kind === 'object') for (const { value } of node.members) open.push(value)
    else if (node.kind === 'array') for (const item of node.items) open.push(item)
  }
  return compared
}

function collect([left, right]: readonly Node[], compared: Map<string, Set<string>>): void {
  for (const [side, other] of [[left, right], [right, left]] as const) {
    const name = parameterIn(side)
    const literal = textOf(other)
    // Text with "${…}" or "&{…}" is filled in by a loop around it.
    if (name === undefined || literal === undefined || /[$&]\{/.test(literal)) continue
    const literals = compared.get(name) ?? new Set()
    compared.set(name, literals.add(literal))
  }
}

/** The name in `{Ref: name}`. */
export function parameterIn(node: Node | undefined): string | undefined {
  const only = onlyMember(node)
  return only?.key.value === 'Ref' ? textOf(only.value) : undefined
}
