import { arnFields, bucketOfArn, parseArn } from '../policy/arn.js'
import { readPattern, type Token } from '../policy/pattern.js'
import type { Condition, ListElement, Policy, Statement } from '../policy/policy.js'
import { remembered } from '../policy/remembered.js'
import { hasSymbol } from '../policy/symbol.js'
import { opposite, type Reading } from '../policy/wildcard.js'
import type { Context, Environment, Outcome, Request, Verdict, Witness } from './access.js'
import { appliedPolicy } from './aws-owned.js'
import { bindSymbols, bindText } from './bind-symbols.js'
import { domainOf, isFinite, type Circumstances } from './callers.js'
import { colonsMatter, evaluateAs, hasServiceWildcard, substitute } from './evaluate.js'
import { ALL, BUCKET, globOf, globOfUnits, mayOverlap, once, ORDINARY, questionPattern, repeated, type Glob } from './glob.js'
import { canonicalKey, combinationsOf, frontierOf, isInexact, leavesOf, MULTIVALUED, type Combinations, type Leaf, type Rate } from './leaves.js'
import { textRepresentatives } from './representatives.js'
import { meetingsOf, type Meetings } from './meeting.js'
import { passingOf, type Passing } from './passing.js'
import { QuickAnswers, type Sides, type Subject } from './quick-answers.js'
import { findWord, matches } from './word.js'
import { GaveUp, spend, Work } from './work.js'

/** What to look for: a request with this outcome, that surely or possibly has it. */
export interface Goal {
  readonly outcome: Outcome
  readonly certain: boolean
}

export interface Ask {
  readonly actions: readonly string[]
  readonly resources: readonly string[]
  readonly except: readonly string[]
  readonly statement: number | undefined
  readonly circumstances: Circumstances
}

/** What an engine makes of a question before it searches. */
export interface Prepared extends Ask {
  readonly actionGlobs: readonly Glob[]
  readonly resourceGlobs: readonly Glob[]
  readonly exceptGlobs: () => readonly Glob[]
  /** Statements that may match some action and resource of the question. */
  readonly relevant: readonly Statement[]
  readonly overlapping: Overlaps
}

/** A request that has the outcome by construction; `engine.witness` replays it. */
export interface Candidate {
  readonly leaf: Leaf
  readonly action: string
  readonly resource: string
}

export type Found = Candidate | 'none' | { readonly gaveUp: string }

interface Lists {
  readonly actionNarrow: readonly Glob[]
  readonly actionWide: readonly Glob[]
  readonly resourceNarrow: readonly Glob[]
  readonly resourceWide: readonly Glob[]
  /** Some resource holds a variable, so its globs depend on the caller. */
  readonly variable: boolean
}

const abandoned = new WeakMap<Policy, string>()

/** Why a search in the policy was given up, if one was: the policy is then not judged in full. */
export function gaveUpOn(policy: Policy): string | undefined {
  return abandoned.get(policy)
}

/** Statements up to which all combinations of a policy are worth finding at once. */
const SMALL_POLICY = 12

/** A policy compiled for one environment; remembers the combinations of caller and context it has met. */
export class Engine {
  readonly policy: Policy
  readonly environment: Environment
  readonly #original: Policy
  readonly #variables: boolean
  readonly #lists: readonly Lists[]
  readonly #work = new Work()
  readonly #inexact: boolean
  readonly #quick: QuickAnswers | undefined
  readonly #sides = new Map<string, Record<Outcome, readonly Sides[]>>()
  readonly #passing = new Map<string, Passing>()
  /** Nothing in the policy can be read in two ways, so that what is possible is certain. */
  readonly isPlain: boolean
  readonly #mentioned: readonly (readonly [key: string, name: string])[]
  readonly #combinations = new Map<string, { readonly combinations: Combinations; readonly leaves: Map<string, readonly Leaf[]> }>()

  constructor(original: Policy, environment: Environment) {
    this.#original = original
    this.policy = bindSymbols(appliedPolicy(original, environment), environment)
    this.environment = environment
    this.#variables = this.policy.version?.value === '2012-10-17'
    this.#lists = this.policy.statements.map((statement) => this.#compile(statement))
    this.#mentioned = this.#mentions()
    this.#inexact = this.#hasInexact(this.policy.statements)
    this.isPlain = this.policy.statements.every((statement) => isPlain(statement, environment, this.#variables))
    const settles = this.isPlain && this.policy.statements.length <= SMALL_POLICY && !this.policy.statements.some(({ resource }) => resource.not)
    this.#quick = settles ? new QuickAnswers(this.policy, this.#subjects()) : undefined
  }

  /** The keys that the policy speaks of, with the names that a witness calls them by. */
  #mentions(): [key: string, name: string][] {
    const names = new Map<string, string>()
    const mention = (name: string) => names.set(name.toLowerCase(), names.get(name.toLowerCase()) ?? name)
    for (const { conditions, resource } of this.policy.statements) {
      for (const { key } of conditions) mention(key.value)
      for (const { value } of [...resource.values, ...conditions.flatMap(({ values }) => values)]) {
        if (!this.#variables || !value.includes('${')) continue
        for (const token of readPattern(value, { variables: true, wildcards: true })) if (token.kind === 'variable') mention(token.name)
      }
    }
    return [...names.values()].map((name) => [canonicalKey(name), name])
  }

  #compile({ action, resource }: Statement): Lists {
    const actions = (reading: Reading) => action.values.flatMap(({ value }) => {
      const usual = !hasServiceWildcard(value) || reading === 'wide'
      return usual ? [globOf(readPattern(value, { variables: false, wildcards: true }), { wide: reading === 'wide', ignoreCase: true })!] : []
    })
    const tokens = resource.values.map(({ value }) => ({ value, tokens: readPattern(value, { variables: this.#variables, wildcards: true }) }))
    const variable = tokens.some((entry) => entry.tokens.some((token) => token.kind === 'variable'))
    const resources = (reading: Reading) => tokens.flatMap((entry) => resourceGlob(entry.value, reading === 'wide' ? starred(entry.tokens) : unlessVariable(entry.tokens), reading))
    return {
      actionNarrow: actions(action.not ? 'wide' : 'narrow'), actionWide: actions(action.not ? 'narrow' : 'wide'),
      resourceNarrow: resources(resource.not ? 'wide' : 'narrow'), resourceWide: resources(resource.not ? 'narrow' : 'wide'),
      variable,
    }
  }

  prepare(ask: Ask): Prepared {
    const resourceGlobs = ask.resources.map((resource) => questionGlob(bindText(resource, this.environment)))
    const actionGlobs = ask.actions.map((action) => actionGlob(action))
    let except: readonly Glob[] | undefined
    const exceptGlobs = () => (except ??= ask.except.map((pattern) => exceptGlob(bindText(pattern, this.environment))))
    const overlapping = new Overlaps()
    const meets = ({ not }: ListElement, globs: readonly Glob[], asked: readonly Glob[]) => not || asked.some((glob) => overlapping.among(globs, glob).length > 0)
    const relevant = this.policy.statements.filter((statement, index) => {
      const lists = this.#lists[index]!
      if (ask.statement !== undefined && index !== ask.statement && statement.complete && statement.effect === 'Allow') return false
      return !statement.complete || (meets(statement.action, lists.actionWide, actionGlobs) && meets(statement.resource, lists.resourceWide, resourceGlobs))
    })
    return { ...ask, actionGlobs, resourceGlobs, exceptGlobs, relevant, overlapping }
  }

  /** Conditions whose other side is part of another key: their outcome is bounded, not enumerated. */
  #hasInexact(statements: readonly Statement[]): boolean {
    return statements.some(({ conditions }) => conditions.some((condition) => isInexact(condition, this.#variables)))
  }

  /** The combinations of caller and context worth trying. Those of a small policy are found once for all questions, those of a large one for the statements asked about. */
  #leavesFor(ask: Prepared, goal: Goal): readonly Leaf[] {
    const statements = ask.statement === undefined && this.policy.statements.length <= SMALL_POLICY ? this.policy.statements : ask.relevant
    const loose = !goal.certain && this.#inexact && this.#hasInexact(statements)
    const { caller, context, resourceOwner, trusted, resources } = ask.circumstances
    const variable = this.#variables && this.#lists.some((lists) => lists.variable)
    // Resources matter to the leaves where an account stands in them, or where statements have variables in theirs.
    const named = variable ? resources.join() : accountsNamed(resources)
    const chosen = statements === this.policy.statements ? '' : statements.map(({ index }) => index).join()
    const key = `${loose} ${caller} ${resourceOwner} ${ask.statement} ${chosen} ${named} ${statedKey(context, trusted)}`
    let known = this.#combinations.get(key)
    if (known === undefined) {
      const combinations = combinationsOf({ policy: this.policy, statements, circumstances: ask.circumstances, loose })
      this.#combinations.set(key, (known = { combinations, leaves: new Map() }))
    }
    const relevant = variable ? '' : ask.relevant.map(({ index }) => index).join()
    const narrower = `${goal.outcome} ${goal.certain} ${relevant}`
    let leaves = known.leaves.get(narrower)
    if (leaves === undefined) {
      leaves = leavesOf(known.combinations, rateOf(statements, goal))
      if (!variable) leaves = frontierOf(leaves, rateOf(ask.relevant, goal))
      known.leaves.set(narrower, leaves)
    }
    return leaves
  }

  /** Leaves of statements that are not the policy's own, such as one with a single condition. */
  leavesFor(statements: readonly Statement[], ask: Ask): readonly Leaf[] {
    return this.#work.run(() => leavesOf(combinationsOf({ policy: this.policy, statements, circumstances: ask.circumstances, loose: false })))
  }

  /** The verdict where single globs settle it; otherwise, and for all witnesses, there is the search. */
  quickVerdict({ actions, resources, circumstances }: Ask): Verdict | undefined {
    const [action] = actions
    const [resource] = resources
    if (this.#quick === undefined || actions.length !== 1 || resources.length !== 1 || action === undefined || resource === undefined || /[*?]/.test(action)) return undefined
    const word = action.toLowerCase()
    const glob = questionGlob(resource)
    const settled = this.#quick.settledBy(word, glob, this.passing(circumstances))
    if (settled !== undefined) return settled
    const { caller, resourceOwner, context, trusted } = circumstances
    if (!isEmpty(context) || trusted.length > 0) return undefined
    const key = `${caller} ${resourceOwner} ${accountsNamed(resources)}`
    let known = this.#sides.get(key)
    if (known === undefined) {
      const found = this.#sidesOf(this.#quick, circumstances)
      if (found === undefined) return undefined
      this.#sides.set(key, (known = found))
    }
    return this.#quick.verdict(word, glob, (outcome) => known[outcome])
  }

  /** False when no Allow statement that the search may take lets any such caller pass, which is cheaper to tell than to search for. */
  mayAllow(circumstances: Circumstances, only: number | undefined): boolean {
    const { closed } = this.passing(circumstances)
    return this.policy.statements.some(({ complete, effect, index }) => (
      !complete || (effect === 'Allow' && (only ?? index) === index && (closed >> BigInt(index) & 1n) === 0n)
    ))
  }

  /** What can be told of a condition by itself. */
  meetings(condition: Condition, circumstances: Circumstances): Meetings | undefined {
    return meetingsOf(condition, circumstances, this.#variables)
  }

  /** Whom the statements let through, as far as each by itself tells. */
  passing(circumstances: Circumstances): Passing {
    const { caller, resourceOwner, resources, context, trusted } = circumstances
    const key = `${caller} ${resourceOwner} ${accountsNamed(resources)} ${statedKey(context, trusted)}`
    let passing = this.#passing.get(key)
    if (passing === undefined) this.#passing.set(key, (passing = passingOf(this.policy, circumstances, this.#variables)))
    return passing
  }

  #sidesOf(quick: QuickAnswers, circumstances: Circumstances): Record<Outcome, readonly Sides[]> | undefined {
    try {
      return this.#work.run(() => {
        const combinations = combinationsOf({ policy: this.policy, statements: this.policy.statements, circumstances, loose: false })
        const sides = (outcome: Outcome) => quick.sides(leavesOf(combinations, rateOf(this.policy.statements, { outcome, certain: true })))
        return { allowed: sides('allowed'), denied: sides('denied') }
      })
    } catch (error) {
      if (error instanceof GaveUp) return undefined
      throw error
    }
  }

  #subjects(): Subject[] {
    return this.policy.statements.map((statement, index) => ({
      bit: 1n << BigInt(index),
      resources: this.#lists[index]!.resourceNarrow,
      matchesAction: (action) => this.#actionMatches(statement, action, 'narrow'),
    }))
  }

  /** A request of the kind asked for with the outcome of the goal. */
  search(ask: Prepared, goal: Goal): Found {
    const found = this.#withinLimits(ask, goal)
    if (typeof found === 'object' && 'gaveUp' in found) abandoned.set(this.#original, found.gaveUp)
    return found
  }

  #withinLimits(ask: Prepared, goal: Goal): Found {
    try {
      return this.#work.run(() => this.#search(ask, goal))
    } catch (error) {
      if (error instanceof GaveUp) return { gaveUp: error.message }
      throw error
    }
  }

  #search(ask: Prepared, goal: Goal): Found {
    const statements = ask.relevant
    const allowed = goal.outcome === 'allowed'
    const { allowReading, denyReading } = readingsOf(goal)
    const leaves = this.#leavesFor(ask, goal)
    let gaveUp: string | undefined
    for (const leaf of leaves) {
      spend(statements.length)
      const alive = (effect: Statement['effect'], reading: Reading) => {
        const bits = reading === 'wide' ? leaf.wide : leaf.narrow
        return statements.filter((statement) => {
          if ((bits >> BigInt(statement.index) & 1n) === 0n) return false
          return statement.complete ? statement.effect === effect : true
        })
      }
      const allow = alive('Allow', allowReading)
      const deny = alive('Deny', denyReading)
      if (allowed && allow.length === 0) continue
      const found = this.#requestIn(ask, goal, leaf, allow, allowReading, deny, denyReading)
      if (found === 'none') continue
      if (typeof found === 'object' && 'gaveUp' in found) gaveUp = found.gaveUp
      else return found
    }
    return gaveUp === undefined ? 'none' : { gaveUp }
  }

  #requestIn(ask: Prepared, goal: Goal, leaf: Leaf, allow: readonly Statement[], allowReading: Reading, deny: readonly Statement[], denyReading: Reading): Found {
    let gaveUp = false
    for (const action of this.#actions(ask, [...allow, ...deny])) {
      const allowing = allow.filter((statement) => this.#actionMatches(statement, action, allowReading))
      const denying = deny.filter((statement) => this.#actionMatches(statement, action, denyReading))
      const granted = (statement: Statement) => this.#resources(statement, allowReading, leaf, ask, goal)
      const refused = (statement: Statement) => this.#resources(statement, denyReading, leaf, ask, goal)
      for (const resource of ask.resourceGlobs) {
        const tries: Iterable<readonly [readonly Glob[], readonly Glob[]]> = goal.outcome === 'allowed'
          ? grantedTries(resource, allowing.map(granted), denying.map(refused), ask)
          : deniedTries(resource, allowing.map(granted), denying.map(refused), ask)
        for (const [positive, negative] of tries) {
          const word = findWord(positive, negative)
          if (word === 'gave-up') gaveUp = true
          else if (word !== 'none') return { leaf, action, resource: word.word }
        }
      }
    }
    return gaveUp ? { gaveUp: 'the patterns of the policy are too entangled to compare within the limit' } : 'none'
  }

  /** Literal actions as asked; of patterns, one action for each set of statements it may meet. */
  #actions(ask: Prepared, statements: readonly Statement[]): string[] {
    return ask.actions.flatMap((action, index) => {
      const glob = ask.actionGlobs[index]!
      if (glob.literal) return [action]
      const patterns = statements.flatMap(({ index }) => [...this.#lists[index]!.actionNarrow, ...this.#lists[index]!.actionWide])
      return textRepresentatives([glob], { samples: [] }, patterns)
    })
  }

  #actionMatches(statement: Statement, action: string, reading: Reading): boolean {
    const lists = this.#lists[statement.index]!
    if (!statement.complete) return true
    const word = action.toLowerCase()
    const some = (reading === 'narrow' ? lists.actionNarrow : lists.actionWide).some((glob) => (glob.literal ? glob.prefix === word : word.startsWith(glob.prefix) && matches(glob, word)))
    return some !== statement.action.not
  }

  #resources(statement: Statement, reading: Reading, leaf: Leaf, ask: Ask, goal: Goal): Resources {
    const lists = this.#lists[statement.index]!
    if (!statement.complete) return { not: false, globs: [ANYTHING] }
    const { not, values } = statement.resource
    if (!lists.variable) return { not, globs: reading === 'narrow' ? lists.resourceNarrow : lists.resourceWide }
    const bound = not ? opposite(reading) : reading
    return { not, globs: values.flatMap(({ value }) => {
      const tokens = readPattern(value, { variables: this.#variables, wildcards: true })
      // The leaf's values are used where they are all there are, or where one that fits is enough.
      const exact = goal.certain || tokens.every((token) => token.kind !== 'variable' || isFinite(domainOf(canonicalKey(token.key), ask.circumstances)))
      return resourceGlob(value, exact ? substitute(tokens, leaf.keys) : bound === 'wide' ? starred(tokens) : unlessVariable(tokens), bound)
    }) }
  }

  /** The concrete request, unless the evaluator does not bear out that its outcome is certain. */
  witness({ circumstances, statement }: Ask, outcome: Outcome, { leaf, action, resource }: Candidate): Witness | undefined {
    const context: Record<string, string[] | null> = {}
    for (const [key, name] of this.#mentioned) context[name] = leaf.keys.has(key) ? [...leaf.keys.get(key)!] : null
    const request: Request = { principal: leaf.principal, action, resource, context }
    // A certain outcome is what the least generous reading allows, or what the most generous one denies.
    const reading: Reading = outcome === 'allowed' ? 'narrow' : 'wide'
    const scope = statement === undefined ? this.#original : only(this.#original, statement)
    const replay = evaluateAs(scope, request, this.environment, reading, opposite(reading))
    return replay.outcome === outcome ? { caller: circumstances.caller, request, outcome, by: replay.by } : undefined
  }
}

/** Certain is what holds however the open points are read, possible what holds under some reading of them. */
function readingsOf({ outcome, certain }: Goal): { readonly allowReading: Reading; readonly denyReading: Reading } {
  const allowReading = (outcome === 'allowed') !== certain ? 'wide' : 'narrow'
  return { allowReading, denyReading: opposite(allowReading) }
}

/** For `allowed`, more Allow and fewer Deny statements help; for `denied`, the opposite. */
function rateOf(statements: readonly Statement[], goal: Goal): Rate {
  const { allowReading } = readingsOf(goal)
  const bitsOf = (effect: Statement['effect']) =>
    statements.reduce((bits, statement) => (!statement.complete || statement.effect === effect ? bits | (1n << BigInt(statement.index)) : bits), 0n)
  const allow = bitsOf('Allow')
  const deny = bitsOf('Deny')
  return ({ narrow, wide }) => {
    const granting = (allowReading === 'wide' ? wide : narrow) & allow
    const refusing = (allowReading === 'wide' ? narrow : wide) & deny
    return goal.outcome === 'allowed' ? { more: granting, fewer: refusing } : { more: refusing, fewer: granting }
  }
}

const actionGlob = remembered((action) => questionPattern(action.toLowerCase()))
const exceptGlob = remembered((pattern) => questionPattern(pattern))

function isPlain({ complete, principal, action, resource, conditions }: Statement, { endpointType }: Environment, variables: boolean): boolean {
  if (!complete || principal.not || (endpointType === 'gateway' && principal.values.some(({ value }) => value !== '*'))) return false
  const texts = [...principal.values, ...action.values, ...resource.values, ...conditions.flatMap(({ key, values }) => [key, ...values])].map(({ value }) => value)
  return (
    !texts.some((text) => hasSymbol(text) || (variables && text.includes('${')))
    && !principal.values.some(({ type }) => type === 'CanonicalUser' || type === 'Federated')
    && !action.values.some(({ value }) => hasServiceWildcard(value)) && !resource.values.some(({ value }) => colonsMatter(value))
    && !conditions.some(({ operator, key }) => operator.qualifier !== undefined || MULTIVALUED.has(key.value.toLowerCase()))
  )
}

/** What resources say of aws:ResourceAccount: their accounts, and whether all are buckets, which always have one. */
function accountsNamed(resources: readonly string[]): string {
  if (resources.every((resource) => resource.startsWith('arn:aws:s3:::'))) return 's3'
  return `${[...new Set(resources.map((resource) => parseArn(resource)?.account))].join()} ${resources.every((resource) => bucketOfArn(resource) !== undefined)}`
}

function statedKey(context: Context, trusted: readonly string[]): string {
  return isEmpty(context) && trusted.length === 0 ? '' : JSON.stringify([context, trusted])
}

function isEmpty(context: object): boolean {
  for (const _ in context) return false
  return true
}

interface Resources {
  readonly not: boolean
  readonly globs: readonly Glob[]
}

const ANYTHING = globOfUnits([repeated(ALL)])

/** The policy with only one of its Allow statements, beside every Deny. */
function only(policy: Policy, index: number): Policy {
  return { ...policy, statements: policy.statements.map((statement) => (statement.effect === 'Allow' && statement.index !== index ? { ...statement, resource: { ...statement.resource, not: false, values: [] } } : statement)) }
}

/** Which globs of a list may match something that a question asks about; asked for several times in a search. */
class Overlaps {
  readonly #found = new Map<readonly Glob[], Map<Glob, readonly Glob[]>>()

  among(globs: readonly Glob[], asked: Glob): readonly Glob[] {
    let found = this.#found.get(globs)
    if (found === undefined) this.#found.set(globs, (found = new Map()))
    let overlapping = found.get(asked)
    if (overlapping === undefined) found.set(asked, (overlapping = globs.filter((glob) => mayOverlap(glob, asked))))
    return overlapping
  }
}

/** Words to look for: in the question, in an Allow, in no Deny. */
function* grantedTries(asked: Glob, allow: readonly Resources[], deny: readonly Resources[], ask: Prepared): Iterable<readonly [Glob[], Glob[]]> {
  const negative = [...ask.exceptGlobs(), ...deny.flatMap(({ not, globs }) => (not ? [] : ask.overlapping.among(globs, asked)))]
  for (const spared of choose(deny.filter(({ not }) => not).map(({ globs }) => globs))) {
    for (const { not, globs } of allow) {
      if (not) yield [[asked, ...spared], [...negative, ...globs]]
      else for (const glob of ask.overlapping.among(globs, asked)) yield [[asked, glob, ...spared], negative]
    }
  }
}

/** Words to look for: in the question and in a Deny, or in no Allow. */
function* deniedTries(asked: Glob, allow: readonly Resources[], deny: readonly Resources[], ask: Prepared): Iterable<readonly [Glob[], Glob[]]> {
  const except = [...ask.exceptGlobs()]
  for (const { not, globs } of deny) {
    if (not) yield [[asked], [...except, ...globs]]
    else for (const glob of ask.overlapping.among(globs, asked)) yield [[asked, glob], except]
  }
  const negative = [...except, ...allow.flatMap(({ not, globs }) => (not ? [] : ask.overlapping.among(globs, asked)))]
  for (const outside of choose(allow.filter(({ not }) => not).map(({ globs }) => globs))) yield [[asked, ...outside], negative]
}

/** One of each list, in every combination. */
function* choose(lists: readonly (readonly Glob[])[]): Iterable<Glob[]> {
  const [first, ...rest] = lists
  if (first === undefined) {
    yield []
    return
  }
  for (const glob of first) for (const others of choose(rest)) yield [glob, ...others]
}

function starred(tokens: readonly Token[]): Token[] {
  return tokens.map((token) => (token.kind === 'variable' ? { kind: 'any' } : token))
}

function unlessVariable(tokens: readonly Token[]): Token[] | undefined {
  return tokens.some((token) => token.kind === 'variable') ? undefined : [...tokens]
}

function resourceGlob(value: string, tokens: readonly Token[] | undefined, reading: Reading): Glob[] {
  if (tokens === undefined) return []
  const glob = globOf(tokens, { wide: reading === 'wide', byField: reading === 'narrow' && colonsMatter(value) })
  return glob === undefined ? [] : [glob]
}

/**
 * What a question asks about, kept to what can exist: the star of a bucket name has its letters, and an object key is not empty.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const questionGlob = remembered(readQuestion)

function readQuestion(pattern: string): Glob {
  const object = /^(arn:[^:]*:s3:::)([^/]+)\/(.*)$/s.exec(pattern)
  if (object === null || !/[*?]/.test(object[2]!) && object[3] !== '*') return questionPattern(pattern, arnFields(pattern) !== undefined)
  const [, stem, bucket, key] = object as unknown as [string, string, string, string]
  const units = (text: string, star: readonly number[], one: number) => Array.from(text).flatMap((character) => (character === '*' ? star : character === '?' ? [one] : [character.codePointAt(0)!]))
  return globOfUnits([
    ...units(stem, [repeated(ALL)], once(ORDINARY)),
    ...units(bucket, bucket === '*' ? [once(BUCKET), repeated(BUCKET)] : [repeated(BUCKET)], once(BUCKET)), 47,
    ...(key === '*' ? [once(ORDINARY), repeated(ALL)] : units(key, [repeated(ALL)], once(ORDINARY))),
  ])
}
