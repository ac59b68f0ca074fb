import { memberOf, type Node } from '../../syntax/node.js'
import type { Gathering } from '../gathering.js'
import { textOf } from './configuration.js'

const WHY = 'the log of terraform plan -json tells what changes, but no values'
const HELP = 'Save the plan with "terraform plan -out=plan.bin", and lint what "terraform show -json plan.bin" prints.'

/** A line of https://developer.hashicorp.com/terraform/internals/machine-readable-ui */
export function recognises(root: Node): boolean {
  return memberOf(root, '@level') !== undefined && /^(?:terraform|tofu)\.ui$/.test(textOf(memberOf(root, '@module')))
}

/** Says once what to give in place of the log. */
export function gather(root: Node, gathering: Gathering): void {
  if (gathering.notJudged.some(({ why }) => why === WHY)) return
  gathering.leaveOut(root, WHY)
  if (gathering.hints.explicit) gathering.report(root, WHY, HELP)
}
