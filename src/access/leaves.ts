import { parseArn } from '../policy/arn.js'
import { operatorKind, takesVariables } from '../policy/operator.js'
import { readPattern, variablesIn } from '../policy/pattern.js'
import type { Condition, Policy, Statement } from '../policy/policy.js'
import type { Environment, Request } from './access.js'
import { domainOf, isFinite, type Circumstances, type Domain } from './callers.js'
import { principalMatches, type Situation } from './evaluate.js'
import { conditionMatches } from './evaluate-condition.js'
import { globOf, globOfUnits, literalGlob, once, ORDINARY, repeated, ALL, type Glob } from './glob.js'
import { patternsOf, representatives, textRepresentatives, wholeVariable } from './representatives.js'
import { GaveUp, spend } from './work.js'

/** Callers and contexts that no condition tells apart. */
export interface Leaf {
  /** Bits of the statements whose principal and conditions surely match. */
  readonly narrow: bigint
  /** Bits of the statements whose principal and conditions may match. */
  readonly wide: bigint
  readonly principal: Request['principal']
  /** Values of the keys that the policy speaks of; an absent key is missing. */
  readonly keys: ReadonlyMap<string, readonly string[]>
}

/** Combinations of caller and context that one question may meet before it gives up. */
const LEAF_BUDGET = 20_000

export const IDENTITY: readonly string[] = ['aws:principalaccount', 'aws:principalarn', 'aws:principalservicename', 'aws:federatedprovider']
export const MULTIVALUED = new Set(['aws:principalorgpaths', 'aws:resourceorgpaths', 'aws:vpceorgpaths', 'aws:calledvia', 'aws:tagkeys', 'aws:principalservicenameslist'])

/** Keys with one value that a request carries under two names. */
export function canonicalKey(key: string): string {
  const folded = key.toLowerCase()
  return folded === 's3:resourceaccount' ? 'aws:resourceaccount' : folded
}

export interface LeafQuery {
  readonly policy: Policy
  readonly statements: readonly Statement[]
  readonly circumstances: Circumstances
  /** Conditions that compare with part of another key's value may go either way. */
  readonly loose: boolean
}

/** Bits of the statements that help to the outcome looked for, and of those that stand in its way. */
export type Rate = (leaf: Pick<Leaf, 'narrow' | 'wide'>) => { readonly more: bigint; readonly fewer: bigint }

/** The combinations that no other outdoes: where as much helps and nothing more stands in the way, another is not needed. */
export function frontierOf(leaves: readonly Leaf[], rate: Rate, signatureOf: (leaf: Leaf) => string = () => ''): Leaf[] {
  const best = new Map<string, { readonly leaf: Leaf; readonly more: bigint; readonly fewer: bigint }[]>()
  for (const leaf of leaves) {
    const { more, fewer } = rate(leaf)
    const signature = signatureOf(leaf)
    const others = best.get(signature) ?? []
    spend(others.length)
    if (others.some((other) => (other.more | more) === other.more && (other.fewer & fewer) === other.fewer)) continue
    best.set(signature, [...others.filter((other) => (more | other.more) !== more || (fewer & other.fewer) !== fewer), { leaf, more, fewer }])
  }
  return [...best.values()].flatMap((entries) => entries.map(({ leaf }) => leaf))
}

/** The values that each group of keys may have, found once for every outcome that is looked for. Throws GaveUp. */
export interface Combinations {
  readonly builder: LeafBuilder
  readonly groups: readonly { readonly keys: readonly string[]; readonly options: readonly Leaf[] }[]
}

export function combinationsOf({ policy, statements, circumstances, loose }: LeafQuery): Combinations {
  const builder = new LeafBuilder(policy, statements, circumstances, loose)
  return { builder, groups: builder.groups().map((keys) => ({ keys, options: builder.options(keys) })) }
}

/** All distinguishable combinations, merged where the same statements match; with a rate, those worth keeping. Throws GaveUp. */
export function leavesOf({ builder, groups }: Combinations, rate?: Rate): Leaf[] {
  let leaves: Leaf[] = [builder.root()]
  for (const { keys: group, options } of groups) {
    const merged = new Map<string, Leaf>()
    for (const leaf of leaves) {
      for (const option of options) {
        spend(1 + builder.weight)
        const narrow = leaf.narrow & option.narrow
        const wide = leaf.wide & option.wide
        const keys = new Map([...leaf.keys, ...option.keys])
        const signature = `${narrow}/${wide}/${builder.resourceSignature(keys)}`
        if (merged.has(signature)) continue
        if (merged.size >= LEAF_BUDGET) throw new GaveUp(`more than ${LEAF_BUDGET} combinations of condition values`)
        merged.set(signature, { narrow, wide, keys, principal: group.includes('aws:principalaccount') ? option.principal : leaf.principal })
      }
    }
    leaves = [...merged.values()]
    if (rate !== undefined) leaves = frontierOf(leaves, rate, ({ keys }) => builder.resourceSignature(keys))
  }
  return leaves
}

class LeafBuilder {
  /** What comparing two sets of statements costs. */
  readonly weight: number
  readonly #statements: readonly Statement[]
  readonly #circumstances: Circumstances
  readonly #loose: boolean
  readonly #variables: boolean
  readonly #byKey = new Map<string, { condition: Condition; statement: Statement }[]>()
  readonly #resourceKeys: readonly string[]

  constructor(policy: Policy, statements: readonly Statement[], circumstances: Circumstances, loose: boolean) {
    this.#statements = statements
    this.weight = statements.length >> 5
    this.#circumstances = circumstances
    this.#loose = loose
    this.#variables = policy.version?.value === '2012-10-17' && statements.some(hasVariables)
    for (const statement of statements) {
      for (const condition of statement.conditions) {
        const key = canonicalKey(condition.key.value)
        const list = this.#byKey.get(key)
        if (list === undefined) this.#byKey.set(key, [{ condition, statement }])
        else list.push({ condition, statement })
      }
    }
    this.#resourceKeys = this.#variables ? [...new Set(statements.flatMap(({ resource }) => resource.values.flatMap(({ value }) => this.#variablesOf(value))))] : []
  }

  root(): Leaf {
    const all = (statements: readonly Statement[]) => statements.reduce((bits, { index }) => bits | (1n << BigInt(index)), 0n)
    return { narrow: all(this.#statements.filter(({ complete }) => complete)), wide: all(this.#statements), keys: new Map(), principal: 'anonymous' }
  }

  /** Values of keys that resources are made of keep leaves apart. */
  resourceSignature(keys: ReadonlyMap<string, readonly string[]>): string {
    return this.#resourceKeys.map((key) => keys.get(key)?.join() ?? '').join('|')
  }

  /** Keys that must be assigned together: those of the caller, and those that variables tie. The keys of variables come first. */
  groups(): string[][] {
    const all = new Set([...IDENTITY.slice(0, 2), ...this.#byKey.keys(), ...this.#resourceKeys])
    const links = new Map<string, Set<string>>()
    const link = (a: string, b: string) => {
      all.add(b)
      if (!links.has(a)) links.set(a, new Set())
      if (!links.has(b)) links.set(b, new Set())
      links.get(a)!.add(b)
      links.get(b)!.add(a)
    }
    for (const key of IDENTITY.slice(1)) if (all.has(key) || this.#namedServices(key).length > 0) link(IDENTITY[0]!, key)
    const sources = new Set(IDENTITY.slice(0, 2))
    for (const [key, entries] of this.#byKey) {
      for (const { condition } of entries) {
        for (const source of this.#references(condition)) {
          sources.add(source)
          link(source, key)
        }
      }
    }
    const groups: string[][] = []
    const seen = new Set<string>()
    for (const key of all) {
      if (seen.has(key)) continue
      const group: string[] = []
      const queue = [key]
      while (queue.length > 0) {
        const next = queue.pop()!
        if (seen.has(next)) continue
        seen.add(next)
        group.push(next)
        queue.push(...(links.get(next) ?? []))
      }
      const rank = (name: string) => (IDENTITY.includes(name) ? IDENTITY.indexOf(name) : sources.has(name) ? 10 : 20)
      groups.push(group.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1)))
    }
    return groups
  }

  /** Services and identity providers that Principal elements name: values of the caller's key. */
  #namedServices(key: string): string[] {
    const type = key === 'aws:principalservicename' ? 'Service' : key === 'aws:federatedprovider' ? 'Federated' : undefined
    if (type === undefined) return []
    return this.#statements.flatMap(({ principal }) => principal.values.filter((value) => value.type === type).map(({ value }) => value))
  }

  #variablesOf(text: string): string[] {
    return variablesIn(readPattern(text, { variables: this.#variables, wildcards: true })).map(canonicalKey)
  }

  #references(condition: Condition): string[] {
    if (!this.#variables || !takesVariables(condition.operator.value)) return []
    return condition.values.flatMap(({ value }) => this.#variablesOf(value))
  }

  /** Every assignment of a group's keys, with the statements it leaves. */
  options(group: readonly string[]): Leaf[] {
    const options: Leaf[] = []
    const visit = (index: number, keys: ReadonlyMap<string, readonly string[]>): void => {
      if (options.length > LEAF_BUDGET) throw new GaveUp(`more than ${LEAF_BUDGET} combinations of condition values`)
      const key = group[index]
      if (key === undefined) {
        options.push(...this.#principals(group, keys).map((principal) => this.#option(group, keys, principal)))
        return
      }
      for (const values of this.#choices(key, keys)) visit(index + 1, values === undefined ? keys : new Map([...keys, [key, values]]))
    }
    visit(0, new Map())
    return options
  }

  /** Lists of values the key may have next to those already chosen; `undefined` is absent. */
  #choices(key: string, keys: ReadonlyMap<string, readonly string[]>): (readonly string[] | undefined)[] {
    const domain = domainOf(key, this.#circumstances)
    const choices: (readonly string[] | undefined)[] = domain.absent ? [undefined] : []
    if (!domain.present) return choices
    if (this.#circumstances.context !== undefined && statedSet(key, this.#circumstances)) return [...choices, domain.values!]
    const entries = this.#byKey.get(key) ?? []
    const singles =
      key === 'aws:principalarn' ? this.#callerArns(keys)
      : key === 'aws:principalaccount' ? this.#accounts()
      : [...new Set([
          ...representatives(domain, [...entries.map(({ condition }) => condition), ...this.#mirrored(key)], keys, this.#variables, this.#namedServices(key)),
          ...this.#segments(key, domain),
        ])]
    const many = MULTIVALUED.has(key) || (!key.startsWith('aws:') && entries.some(({ condition }) => condition.operator.qualifier !== undefined))
    return [...choices, ...(many ? subsets(this.#distinct(key, singles, keys)) : singles.map((value) => [value]))]
  }

  /** One of each kind of value that the conditions on a key tell apart. */
  #distinct(key: string, values: readonly string[], keys: ReadonlyMap<string, readonly string[]>): string[] {
    const kinds = new Map<string, string>()
    for (const value of values) {
      const situation = situationFor(new Map([...keys, [key, [value]]]), 'anonymous', this.#circumstances.environment, this.#variables)
      const kind = (this.#byKey.get(key) ?? []).map(({ condition }) => `${conditionMatches(condition, situation, 'narrow')}${conditionMatches(condition, situation, 'wide')}`).join()
      if (!kinds.has(kind)) kinds.set(kind, value)
    }
    return [...kinds.values()]
  }

  /** More values for a key that resources are made of: the pieces of the resources asked for. */
  #segments(key: string, domain: Domain): string[] {
    if (!this.#resourceKeys.includes(key) || isFinite(domain)) return []
    return this.#circumstances.resources.flatMap((resource) => resource.split(/[:/]/)).filter((segment) => segment !== '' && !/[*?]/.test(segment))
  }

  /** Conditions on keys that are compared with this one, directly or through others: their values matter to it too. */
  #mirrored(key: string, seen: Set<string> = new Set([key])): Condition[] {
    if (!this.#statements.some(hasVariables)) return []
    return [...this.#byKey].flatMap(([other, entries]) => {
      const compared = entries.some(({ condition }) => condition.values.some(({ value }) => canonicalKey(wholeVariable(value) ?? '') === key))
      if (!compared || seen.has(other)) return []
      seen.add(other)
      return [...entries.map(({ condition }) => condition), ...this.#mirrored(other, seen)]
    })
  }

  #accounts(): string[] {
    const domain = domainOf('aws:principalaccount', this.#circumstances)
    if (domain.values !== undefined) return [...domain.values]
    const stated = domainOf('aws:principalarn', this.#circumstances).values
    if (stated !== undefined) return [...new Set(stated.map((arn) => parseArn(arn)?.account ?? arn))]
    const arns = (this.#byKey.get('aws:principalarn') ?? []).flatMap(({ condition }) => condition.values.map(({ value }) => value))
    const principals = this.#statements.flatMap(({ principal }) => principal.values.map(({ value }) => value))
    const fields = [...arns, ...principals].flatMap((text) => (/^\d{12}$/.test(text) ? text : (parseArn(text)?.account ?? []))).filter((field) => field !== '')
    const globs = fields.map((field) => globOf(readPattern(field, { variables: false, wildcards: true }), { wide: false })!)
    const own = (this.#byKey.get('aws:principalaccount') ?? []).flatMap(({ condition }) =>
      condition.values.flatMap(({ value }) => patternsOf(condition, value, new Map(), this.#variables)))
    const digits = globOfUnits(new Array<number>(12).fill(once(7)))
    return textRepresentatives([digits], domain, [...globs, ...own])
  }

  /** Role, user and root ARNs of the account chosen. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn */
  #callerArns(keys: ReadonlyMap<string, readonly string[]>): string[] {
    const account = keys.get('aws:principalaccount')?.[0]
    const stated = domainOf('aws:principalarn', this.#circumstances).values
    if (stated !== undefined) return [...stated]
    const stem = `arn:${this.#circumstances.environment.partition ?? 'aws'}:iam::${account ?? '999988887777'}:`
    const conditions = this.#byKey.get('aws:principalarn') ?? []
    const patterns = conditions.flatMap(({ condition }) => condition.values.flatMap(({ value }) => patternsOf(condition, value, keys, this.#variables)))
    const named = this.#statements.flatMap(({ principal }) => principal.values.filter(({ type, value }) => type === 'AWS' && parseArn(value)?.service === 'iam').map(({ value }) => literalGlob(value)))
    const shape = (kind: string) => globOfUnits([...Array.from(`${stem}${kind}/`, (character) => character.codePointAt(0)!), once(ORDINARY), repeated(ALL)])
    const open = this.#statements.every(({ principal }) => principal.values.every(({ value }) => value === '*'))
    const kinds: Glob[] = patterns.length === 0 && open ? [shape('role')] : [shape('role'), shape('user'), literalGlob(`${stem}root`)]
    return [...new Set(kinds.flatMap((kind) => textRepresentatives([kind], { samples: [`${stem}role/example`] }, [...patterns, ...named])))]
  }

  #principals(group: readonly string[], keys: ReadonlyMap<string, readonly string[]>): Request['principal'][] {
    const { caller } = this.#circumstances
    if (!group.includes('aws:principalaccount') || caller === 'anonymous' || caller === 'unsigned-node') return ['anonymous']
    const arn = keys.get('aws:principalarn')?.[0]
    const account = keys.get('aws:principalaccount')?.[0]
    if (caller === 'service-principal') return [{ service: keys.get('aws:principalservicename')?.[0] ?? 'example.amazonaws.com' }]
    const known = { ...(arn === undefined ? {} : { arn }), ...(account === undefined ? {} : { account }) }
    const sessions = this.#statements.flatMap(({ principal }) => principal.values.map(({ value }) => value)).filter((value) => {
      const session = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(value)
      return session !== null && session[1] === account && arn !== undefined && new RegExp(`:role/(?:.*/)?${session[2]!.replace(/[.+]/g, '\\$&')}$`).test(arn)
    })
    return [known, ...sessions.map((session) => ({ ...known, arn: session }))]
  }

  #option(group: readonly string[], keys: ReadonlyMap<string, readonly string[]>, principal: Request['principal']): Leaf {
    const { environment } = this.#circumstances
    const situation = situationFor(keys, principal, environment, this.#variables)
    const bits = (reading: 'narrow' | 'wide') => {
      let lost = 0n
      if (group.includes('aws:principalaccount')) {
        spend(this.#statements.length)
        for (const statement of this.#statements) if (!principalMatches(statement, situation, reading)) lost |= 1n << BigInt(statement.index)
      }
      for (const key of group) {
        for (const { condition, statement } of this.#byKey.get(key) ?? []) {
          spend(1 + condition.values.length)
          const met = this.#loose && this.#inexact(condition) ? reading === 'wide' : conditionMatches(condition, situation, reading)
          if (!met) lost |= 1n << BigInt(statement.index)
        }
      }
      return ~lost
    }
    return { narrow: bits('narrow'), wide: bits('wide'), keys, principal }
  }

  /** A comparison with part of another key's value: the representatives of that key may not be enough. */
  #inexact(condition: Condition): boolean {
    return isInexact(condition, this.#variables)
  }
}

function hasVariables({ resource, conditions }: Statement): boolean {
  return resource.values.some(({ value }) => value.includes('${')) || conditions.some(({ values }) => values.some(({ value }) => value.includes('${')))
}

export function isInexact(condition: Condition, variables: boolean): boolean {
  if (!variables || operatorKind(condition.operator.value).comparison === 'null' || !takesVariables(condition.operator.value)) return false
  return condition.values.some(({ value }) => value.includes('${') && wholeVariable(value) === undefined && variablesIn(readPattern(value, { variables, wildcards: true })).length > 0)
}

/** The keys as conditions see them: under both names where a key has two. */
export function situationFor(keys: ReadonlyMap<string, readonly string[]>, principal: Request['principal'], environment: Environment, variables: boolean): Situation {
  const account = keys.get('aws:resourceaccount')
  const all = account === undefined ? keys : new Map([...keys, ['s3:resourceaccount', account]])
  return { request: { principal, action: '', resource: '', context: {} }, keys: all, environment, variables }
}

function statedSet(key: string, { context }: Circumstances): boolean {
  return Object.entries(context).some(([name, values]) => name.toLowerCase() === key && values !== null && values.length > 1)
}

/** Sets of values that a key with several values may have: all of them while they are few. */
function subsets(values: readonly string[]): string[][] {
  if (values.length > 10) throw new GaveUp('a key with several values is compared with too many patterns')
  const sets: string[][] = [[]]
  for (const value of values) sets.push(...sets.map((set) => [...set, value]))
  return sets.filter((set) => set.length > 0)
}

