import type { Direction, TrafficRule } from '../../inventory/inventory.js'
import { memberOf } from '../../syntax/node.js'
import { Aliases, type VpcOf } from './aliases.js'
import { textOf } from './configuration.js'
import { only, type Deployment } from './deployment.js'
import { Doubts } from './doubts.js'
import { SECURITY_GROUP } from './kinds.js'
import { areAsBefore, blocksFor } from './listed-blocks.js'
import type { Resource } from './resource.js'
import { readBlock, readRuleResource } from './traffic-rules.js'

/** Rules that stand apart from their group; the newer types have their direction in the name. */
const RULES: Readonly<Record<string, Direction | undefined>> = {
  aws_security_group_rule: undefined,
  aws_vpc_security_group_ingress_rule: 'ingress',
  aws_vpc_security_group_egress_rule: 'egress',
}

/** The security groups of a plan or a state. */
export class SecurityGroups {
  readonly #deployment: Deployment
  readonly #vpcOf: VpcOf
  readonly #aliases: Aliases
  readonly #doubts = new Doubts()
  /** Lists that the plan changes by rules apart from them. */
  readonly #altered = new Doubts()

  constructor(deployment: Deployment, vpcOf: VpcOf) {
    this.#deployment = deployment
    this.#vpcOf = vpcOf
    this.#aliases = new Aliases(SECURITY_GROUP, deployment, vpcOf)
  }

  /** The id under which the group stands in the facts. */
  idOf(id: string): string
  idOf(id: string | undefined): string | undefined
  idOf(id: string | undefined): string | undefined {
    return this.#aliases.idOf(id)
  }

  /** Adds the groups and their rules to the facts of the file. */
  gather(): void {
    const { alterations, gathering: { facts } } = this.#deployment
    for (const { type, before } of alterations) {
      if (!Object.hasOwn(RULES, type)) continue
      this.#altered.add([{ id: textOf(memberOf(before, 'security_group_id')) }], RULES[type] ?? directionNamed(textOf(memberOf(before, 'type'))))
    }
    for (const rule of this.#deployment.managed(...Object.keys(RULES))) this.#addRule(rule)
    for (const group of this.#deployment.managed(...SECURITY_GROUP.types)) {
      const { id, at } = group
      const lists = { ingress: this.#rulesOf(group, 'ingress'), egress: this.#rulesOf(group, 'egress') }
      facts.securityGroups.push({ id, at, ...this.#deployment.owners.of(group), vpc: this.#vpcOf(group), ...lists })
    }
  }

  #rulesOf(group: Resource, direction: Direction): TrafficRule[] | undefined {
    const isAltered = this.#altered.has(group.id, direction) && areAsBefore(direction, group, this.#deployment)
    if (isAltered || this.#doubts.has(group.id, direction)) return undefined
    const blocks = blocksFor(direction, group, this.#deployment)
    return blocks?.flatMap((rule) => readBlock(group, direction, rule, this.#deployment, this.#aliases))
  }

  #addRule(resource: Resource): void {
    const { at, type, values } = resource
    const direction = RULES[type] ?? directionNamed(values.string('type'))
    const links = this.#deployment.linksOf(resource, 'security_group_id', SECURITY_GROUP)
    const group = this.idOf(only(links)?.id)
    if (group === undefined || direction === undefined) this.#doubts.add(links?.map(({ id }) => ({ id: this.idOf(id) })), direction)
    if (direction === undefined) return
    const fact = { at, ...this.#deployment.owners.of(resource), group, direction }
    const rules = readRuleResource(resource, group, this.#deployment, this.#aliases)
    this.#deployment.gathering.facts.securityGroupRules.push(...rules.map((rule) => ({ ...fact, rule })))
  }
}

function directionNamed(text: string | undefined): Direction | undefined {
  return text === 'ingress' || text === 'egress' ? text : undefined
}
