import { memberOf, stringOf, type Node } from '../../syntax/node.js'
import type { Gathering } from '../gathering.js'

const STACK = 'aws:cloudformation:stack'

/** `manifest.json` of a cloud assembly, which says where its stacks go: https://docs.aws.amazon.com/cdk/v2/guide/deploy.html */
export function recognises(root: Node): boolean {
  return stringOf(memberOf(root, 'version')) !== undefined && stacksIn(root).length > 0
}

export function gather(root: Node, { file, owners }: Gathering): void {
  const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
  for (const stack of stacksIn(root)) {
    const template = stringOf(memberOf(memberOf(stack, 'properties'), 'templateFile'))
    // `aws://unknown-account/unknown-region` where the app leaves them open.
    const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(stringOf(memberOf(stack, 'environment'))?.value ?? '') ?? []
    if (template === undefined) continue
    owners.set(folder + template.value, {
      ...(account !== undefined && /^\d{12}$/.test(account) && { account }),
      ...(region !== undefined && region !== 'unknown-region' && { region }),
    })
  }
}

function stacksIn(root: Node): Node[] {
  const artifacts = memberOf(root, 'artifacts')
  if (artifacts?.kind !== 'object') return []
  return artifacts.members.map(({ value }) => value).filter((artifact) => stringOf(memberOf(artifact, 'type'))?.value === STACK)
}
