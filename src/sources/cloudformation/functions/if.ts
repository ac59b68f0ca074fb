import type { Node } from '../../../syntax/node.js'
import { conditionHolds } from '../condition.js'
import { textOf } from '../resolved-node.js'
import type { Call, Resolver } from '../resolver.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html#intrinsic-function-reference-conditions-if */
export function chooseBranch(call: Call, resolver: Resolver): Node | undefined {
  const { place, argument } = call
  const [condition, whenTrue, whenFalse] = argument.kind === 'array' ? argument.items : []
  const name = textOf(condition)
  if (name === undefined || whenTrue === undefined || whenFalse === undefined) {
    return resolver.refuse(call, argument, '"Fn::If" has no condition and two values',
      'Write a list of the name of a condition, the value if it is true and the value if it is false.')
  }
  const holds = conditionHolds(name, condition!, resolver)
  if (holds === undefined) return resolver.unknown(place, `If ${name}`, 'any', resolver.declarations.identityOf(place))
  return resolver.resolve(holds ? whenTrue : whenFalse)
}
