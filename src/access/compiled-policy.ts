import { readPattern, type Token } from '../policy/pattern.js'
import type { Policy, Statement } from '../policy/policy.js'
import { remembered } from '../policy/remembered.js'
import { hasSymbol } from '../policy/symbol.js'
import type { Reading } from '../policy/wildcard.js'
import { isFinite, domainOf, type Circumstances } from './callers.js'
import { colonsMatter, hasServiceWildcard, substitute } from './evaluate.js'
import { ALL, globOf, globOfUnits, repeated, type Glob } from './glob.js'
import { canonicalKey, isInexact, MULTIVALUED, type Leaf } from './leaves.js'
import { POLICIES_KEPT, Recent } from './recent.js'
import { matches } from './word.js'

/** Resources that a statement is about: a union of globs, or all others. */
export interface Resources {
  readonly not: boolean
  readonly globs: readonly Glob[]
}

const ANYTHING: Resources = { not: false, globs: [globOfUnits([repeated(ALL)])] }

const compiled = new Recent<Policy, CompiledPolicy>(POLICIES_KEPT)

/** The patterns of a policy, which are the same in every environment that leaves its text alone. */
export function compile(policy: Policy): CompiledPolicy {
  let known = compiled.get(policy)
  if (known === undefined) compiled.set(policy, (known = new CompiledPolicy(policy)))
  return known
}

export class CompiledPolicy {
  readonly statements: readonly CompiledStatement[]
  readonly variables: boolean
  /** Some resource holds a variable. */
  readonly hasVariableResources: boolean
  /** By their numbers in the document, of which those that are no objects have none here. */
  readonly #byIndex = new Map<number, CompiledStatement>()
  #mentioned: [key: string, name: string][] | undefined
  #inexact: bigint | undefined
  #asksForAccounts: boolean | undefined

  constructor({ statements, version }: Policy) {
    this.variables = version?.value === '2012-10-17'
    this.statements = statements.map((statement) => new CompiledStatement(statement, this.variables))
    for (const compiled of this.statements) this.#byIndex.set(compiled.statement.index, compiled)
    this.hasVariableResources = this.statements.some(({ hasVariableResources }) => hasVariableResources)
  }

  /** Whether a condition or a variable asks for the account of the resource. */
  get asksForAccounts(): boolean {
    return (this.#asksForAccounts ??= this.mentioned.some(([key]) => key === 'aws:resourceaccount'))
  }

  of({ index }: Statement): CompiledStatement {
    return this.#byIndex.get(index)!
  }

  /** The keys that the policy speaks of, with the names that a witness calls them by. */
  get mentioned(): readonly (readonly [key: string, name: string])[] {
    return (this.#mentioned ??= this.#mentions())
  }

  #mentions(): [key: string, name: string][] {
    const names = new Map<string, string>()
    const mention = (name: string) => {
      const folded = name.toLowerCase()
      if (!names.has(folded)) names.set(folded, name)
    }
    for (const { statement: { conditions, resource } } of this.statements) {
      for (const { key } of conditions) mention(key.value)
      for (const { value } of [...resource.values, ...conditions.flatMap(({ values }) => values)]) {
        if (!this.variables || !value.includes('${')) continue
        for (const token of readPattern(value, { variables: true, wildcards: true })) if (token.kind === 'variable') mention(token.name)
      }
    }
    return [...names.values()].map((name) => [canonicalKey(name), name])
  }

  /** Whether some condition is one whose other side is part of another key: its outcome is bounded, not enumerated. */
  hasInexact(statements: readonly Statement[]): boolean {
    this.#inexact ??= this.statements.reduce((bits, { statement, bit }) => (
      statement.conditions.some((condition) => isInexact(condition, this.variables)) ? bits | bit : bits
    ), 0n)
    return this.#inexact !== 0n && statements.some(({ index }) => (this.#inexact! >> BigInt(index) & 1n) === 1n)
  }
}

export class CompiledStatement {
  readonly statement: Statement
  readonly bit: bigint
  /** Its globs depend on the caller. */
  readonly hasVariableResources: boolean
  readonly #variables: boolean
  readonly #actions: { narrow?: readonly Glob[]; wide?: readonly Glob[] } = {}
  readonly #resources: { narrow?: readonly Glob[]; wide?: readonly Glob[] } = {}

  constructor(statement: Statement, variables: boolean) {
    this.statement = statement
    this.bit = 1n << BigInt(statement.index)
    this.#variables = variables
    this.hasVariableResources = variables && statement.resource.values.some(({ value }) => this.#tokens(value).some(({ kind }) => kind === 'variable'))
  }

  #tokens(value: string): readonly Token[] {
    return readPattern(value, { variables: this.#variables, wildcards: true })
  }

  actions(reading: 'narrow' | 'wide'): readonly Glob[] {
    return (this.#actions[reading] ??= this.#compileActions(reading))
  }

  #compileActions(reading: 'narrow' | 'wide'): Glob[] {
    const { not, values } = this.statement.action
    const bound = not ? otherReading(reading) : reading
    return values.flatMap(({ value }) => (!hasServiceWildcard(value) || bound === 'wide' ? [ACTION_GLOBS[bound](value)] : []))
  }

  /** Whatever the values of variables are. */
  resources(reading: 'narrow' | 'wide'): readonly Glob[] {
    return (this.#resources[reading] ??= this.#compileResources(reading))
  }

  #compileResources(reading: 'narrow' | 'wide'): Glob[] {
    const { not, values } = this.statement.resource
    const bound = not ? otherReading(reading) : reading
    return values.flatMap(({ value }) => (
      this.#variables && value.includes('${') ? resourceGlob(value, boundedTokens(this.#tokens(value), bound), bound) : RESOURCE_GLOBS[bound](value)
    ))
  }

  /** With the leaf's values where they are all there are, or where one that fits is enough. */
  resourcesFor(reading: 'narrow' | 'wide', leaf: Leaf, circumstances: Circumstances, certain: boolean): Resources {
    if (!this.statement.complete) return ANYTHING
    const { not, values } = this.statement.resource
    if (!this.hasVariableResources) return { not, globs: this.resources(reading) }
    const bound = not ? otherReading(reading) : reading
    return { not, globs: values.flatMap(({ value }) => {
      const tokens = this.#tokens(value)
      const exact = certain || tokens.every((token) => token.kind !== 'variable' || isFinite(domainOf(canonicalKey(token.key), circumstances)))
      return resourceGlob(value, exact ? substitute(tokens, leaf.keys) : boundedTokens(tokens, bound), bound)
    }) }
  }

  matchesAction(action: string, reading: 'narrow' | 'wide'): boolean {
    if (!this.statement.complete) return true
    const word = action.toLowerCase()
    const some = this.actions(reading).some((glob) => (glob.literal ? glob.prefix === word : word.startsWith(glob.prefix) && matches(glob, word)))
    return some !== this.statement.action.not
  }

  /** Nothing in the statement can be read in two ways. */
  isPlain(endpointType: string | undefined): boolean {
    const { complete, principal, action, resource, conditions } = this.statement
    if (!complete || principal.not || (endpointType === 'gateway' && principal.values.some(({ value }) => value !== '*'))) return false
    const isOpen = ({ value }: { readonly value: string }) => hasSymbol(value) || (this.#variables && value.includes('${'))
    return (
      !principal.values.some((value) => isOpen(value) || value.type === 'CanonicalUser' || value.type === 'Federated')
      && !action.values.some((action) => isOpen(action) || hasServiceWildcard(action.value))
      && !resource.values.some((resource) => isOpen(resource) || colonsMatter(resource.value))
      && !conditions.some(({ operator, key, values }) => (
        operator.qualifier !== undefined || isOpen(key) || MULTIVALUED.has(key.value.toLowerCase()) || values.some(isOpen)
      ))
    )
  }
}

function otherReading(reading: 'narrow' | 'wide'): 'narrow' | 'wide' {
  return reading === 'narrow' ? 'wide' : 'narrow'
}

/** Variables as any text, or as none. */
function boundedTokens(tokens: readonly Token[], bound: Reading): readonly Token[] | undefined {
  if (!tokens.some(({ kind }) => kind === 'variable')) return tokens
  return bound === 'wide' ? tokens.map((token) => (token.kind === 'variable' ? { kind: 'any' } : token)) : undefined
}

function actionGlobs(wide: boolean): (text: string) => Glob {
  return remembered((text) => globOf(readPattern(text, { variables: false, wildcards: true }), { wide, ignoreCase: true })!)
}

function resourceGlobs(reading: Reading): (text: string) => readonly Glob[] {
  return remembered((text) => resourceGlob(text, readPattern(text, { variables: false, wildcards: true }), reading))
}

/** Of texts without variables; many policies name the same actions and the same buckets of AWS. */
const ACTION_GLOBS = { narrow: actionGlobs(false), wide: actionGlobs(true) }
const RESOURCE_GLOBS = { narrow: resourceGlobs('narrow'), wide: resourceGlobs('wide') }

function resourceGlob(value: string, tokens: readonly Token[] | undefined, reading: Reading): Glob[] {
  if (tokens === undefined) return []
  const glob = globOf(tokens, { wide: reading === 'wide', byField: reading === 'narrow' && colonsMatter(value) })
  return glob === undefined ? [] : [glob]
}
