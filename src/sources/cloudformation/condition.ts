import { hasSymbol } from '../../policy/symbol.js'
import { matchesPattern } from '../../policy/wildcard.js'
import { itemsOf, type Node } from '../../syntax/node.js'
import type { Place } from '../../text/pieced-text.js'
import { jsonPieces } from './json-text.js'
import { parameterIn } from './parameters.js'
import { isText, onlyMember, textOf } from './resolved-node.js'
import type { Resolver } from './resolver.js'

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html

/** Whether the condition of that name is true; `undefined` when only deployment knows and no choice is made. */
export function conditionHolds(name: string, at: Place, resolver: Resolver): boolean | undefined {
  const { declarations, inquiry } = resolver
  const member = resolver.membersOf('conditions').get(name)
  if (member === undefined) {
    declarations.reporter.note(at, `"${name}" is no condition of the template`,
      'Declare it under "Conditions"; until then it is taken to be true in one variant and false in another.')
    return choose(name, resolver)
  }
  const known = inquiry.recall(resolver.conditions, member)
  if (known !== undefined) return known.value
  const node = member.value
  const cyclic = () => {
    declarations.reporter.refuse(member.key, `the condition "${name}" depends on itself`, 'Take the reference to it out of what it depends on.')
    return undefined
  }
  const value = () => inquiry.remember(resolver.conditions, member, () => evaluate(node, resolver) ?? choose(name, resolver))
  return resolver.guard(member, value, cyclic, () => undefined)
}

function choose(name: string, { declarations, inquiry }: Resolver): boolean | undefined {
  const variable = declarations.conditionVariable(name)
  const answer = inquiry.ask(declarations.queries.valueOf(variable))
  return answer === undefined ? undefined : variable.values[answer] === 'true'
}

/** `undefined` when it depends on more than parameters. */
function evaluate(node: Node, resolver: Resolver): boolean | undefined {
  const only = onlyMember(node)
  const argument = only?.value
  switch (only?.key.value) {
    case 'Condition': {
      const name = textOf(argument)
      if (name !== undefined) return conditionHolds(name, argument!, resolver)
      break
    }
    case 'Fn::Not': {
      const [operand] = itemsOf(argument)
      if (operand === undefined) break
      const value = nested(operand, resolver)
      return value === undefined ? undefined : !value
    }
    case 'Fn::And':
      if (argument?.kind === 'array') return firstOf(false, argument.items, resolver)
      break
    case 'Fn::Or':
      if (argument?.kind === 'array') return firstOf(true, argument.items, resolver)
      break
    case 'Fn::Equals': {
      const [left, right] = itemsOf(argument)
      if (left !== undefined && right !== undefined) return equals(left, right, resolver)
      break
    }
  }
  resolver.declarations.reporter.refuse(node, 'this is no condition',
    'Use Fn::And, Fn::Equals, Fn::Not, Fn::Or or Condition, each with the operands that it needs.')
  return undefined
}

function nested(node: Node, resolver: Resolver): boolean | undefined {
  return resolver.guard(node, () => evaluate(node, resolver), () => undefined, () => undefined)
}

/** Fn::Or for true, Fn::And for false: one operand of that value decides, and one that is unknown leaves open whether there is one. */
function firstOf(deciding: boolean, operands: readonly Node[], resolver: Resolver): boolean | undefined {
  let result: boolean | undefined = !deciding
  for (const operand of operands) {
    const value = nested(operand, resolver)
    if (value === deciding) return deciding
    if (value === undefined) result = undefined
  }
  return result
}

function equals(left: Node, right: Node, resolver: Resolver): boolean | undefined {
  const compared = compareParameter(left, right, resolver) ?? compareParameter(right, left, resolver)
  if (compared !== undefined) return compared === 'open' ? undefined : compared
  const [one, other] = [comparable(left, resolver), comparable(right, resolver)]
  if (one === other) return true
  if (one === undefined || other === undefined) return undefined
  if (!hasSymbol(one) && !hasSymbol(other)) return false
  return matchesPattern([{ kind: 'text', text: one }], other, 'wide') ? undefined : false
}

/** Asks no more of a parameter than whether it has the value; `undefined` where the two are not a parameter and a literal. */
function compareParameter(node: Node, other: Node, { declarations, inquiry }: Resolver): boolean | 'open' | undefined {
  const parameter = declarations.parameters.get(parameterIn(node) ?? '')
  const literal = isText(other) ? textOf(other) : undefined
  if (parameter === undefined || parameter.isList || literal === undefined || hasSymbol(literal)) return undefined
  const { variable } = parameter
  const index = variable.values.indexOf(literal)
  if (index < 0) return variable.rest === undefined ? false : undefined
  if (variable.values.length === 1) return true
  const answer = inquiry.ask(declarations.queries.among(variable, [index]))
  return answer === undefined ? 'open' : answer === 1
}

/** The value as a text that is equal exactly for equal values. */
function comparable(node: Node, resolver: Resolver): string | undefined {
  const value = resolver.resolve(node)
  if (value === undefined || isText(value)) return textOf(value)
  return jsonPieces(value).map(({ text }) => text).join('')
}
