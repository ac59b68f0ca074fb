import { bucketOfArn, parseArn } from '../policy/arn.js'
import type { Condition, ListElement, Policy, Statement } from '../policy/policy.js'
import { opposite, type Reading } from '../policy/wildcard.js'
import type { Context, Environment, Outcome, Request, Verdict, Witness } from './access.js'
import { appliedPolicy } from './aws-owned.js'
import { bindSymbols, bindText } from './bind-symbols.js'
import type { Circumstances } from './callers.js'
import { compile, type CompiledPolicy } from './compiled-policy.js'
import { evaluateAs } from './evaluate.js'
import type { Glob } from './glob.js'
import { rateOf, readingsOf, type Goal } from './goal.js'
import { combinationsOf, frontierOf, leavesOf, type Combinations, type Leaf } from './leaves.js'
import type { Meetings } from './meeting.js'
import { Passing } from './passing.js'
import { actionGlob, exceptGlob, questionGlob } from './question-glob.js'
import { QuickAnswers, type Sides } from './quick-answers.js'
import { textRepresentatives } from './representatives.js'
import { deniedTries, grantedTries, Overlaps } from './tries.js'
import { findWord } from './word.js'
import { GaveUp, spend, Work } from './work.js'

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

const abandoned = new WeakMap<Policy, string>()

/** Why a search in the policy was given up, if one was: the policy is then not judged in full. */
export function gaveUpOn(policy: Policy): string | undefined {
  return abandoned.get(policy)
}

/** Statements up to which all combinations of a policy are worth finding at once. */
const SMALL_POLICY = 12

/** Kinds of callers and resources whose ways are remembered; rules ask about some ten. */
const PASSINGS_KEPT = 32

/** A policy compiled for one environment; remembers the combinations of caller and context it has met. */
export class Engine {
  readonly policy: Policy
  readonly environment: Environment
  readonly original: Policy
  readonly #compiled: CompiledPolicy
  readonly #work = new Work()
  #quick: QuickAnswers | undefined
  readonly #sides = new Map<string, Record<Outcome, readonly Sides[]>>()
  #passing: Passing[] = []
  /** Nothing in the policy can be read in two ways, so that what is possible is certain. */
  readonly isPlain: boolean
  /** Single globs may settle verdicts. */
  readonly #settles: boolean
  readonly #combinations = new Map<string, { readonly combinations: Combinations; readonly leaves: Map<string, readonly Leaf[]> }>()

  constructor(original: Policy, environment: Environment) {
    this.original = original
    this.policy = bindSymbols(appliedPolicy(original, environment), environment)
    this.environment = environment
    this.#compiled = compile(this.policy)
    this.isPlain = this.#compiled.statements.every((statement) => statement.isPlain(environment.endpointType))
    this.#settles = this.isPlain && this.policy.statements.length <= SMALL_POLICY && !this.policy.statements.some(({ resource }) => resource.not)
  }

  prepare(ask: Ask): Prepared {
    const resourceGlobs = ask.resources.map((resource) => questionGlob(bindText(resource, this.environment)))
    const actionGlobs = ask.actions.map((action) => actionGlob(action))
    let except: readonly Glob[] | undefined
    const exceptGlobs = () => (except ??= ask.except.map((pattern) => exceptGlob(bindText(pattern, this.environment))))
    const overlapping = new Overlaps()
    const meets = ({ not }: ListElement, globs: readonly Glob[], asked: readonly Glob[]) => not || asked.some((glob) => overlapping.among(globs, glob).length > 0)
    const relevant = this.policy.statements.filter((statement) => {
      const compiled = this.#compiled.of(statement)
      if (ask.statement !== undefined && statement.index !== ask.statement && statement.complete && statement.effect === 'Allow') return false
      return !statement.complete || (meets(statement.action, compiled.actions('wide'), actionGlobs) && meets(statement.resource, compiled.resources('wide'), resourceGlobs))
    })
    return { ...ask, actionGlobs, resourceGlobs, exceptGlobs, relevant, overlapping }
  }

  /** The combinations of caller and context worth trying. Those of a small policy are found once for all questions, those of a large one for the statements asked about. */
  #leavesFor(ask: Prepared, goal: Goal): readonly Leaf[] {
    const statements = ask.statement === undefined && this.policy.statements.length <= SMALL_POLICY ? this.policy.statements : ask.relevant
    const loose = !goal.certain && this.#compiled.hasInexact(statements)
    const { caller, context, resourceOwner, trusted, resources } = ask.circumstances
    const variable = this.#compiled.hasVariableResources
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
    if (!this.#settles || actions.length !== 1 || resources.length !== 1 || action === undefined || resource === undefined || /[*?]/.test(action)) return undefined
    const quick = (this.#quick ??= new QuickAnswers(this.#compiled))
    const word = action.toLowerCase()
    const glob = questionGlob(resource)
    const settled = quick.settledBy(word, glob, this.passing(circumstances))
    if (settled !== undefined) return settled
    const { caller, resourceOwner, context, trusted } = circumstances
    if (!isEmpty(context) || trusted.length > 0) return undefined
    const key = `${caller} ${resourceOwner} ${accountsNamed(resources)}`
    let known = this.#sides.get(key)
    if (known === undefined) {
      const found = this.#sidesOf(quick, circumstances)
      if (found === undefined) return undefined
      this.#sides.set(key, (known = found))
    }
    return quick.verdict(word, glob, (outcome) => known[outcome])
  }

  /** False when no Allow statement that the search may take lets any such caller pass, which is cheaper to tell than to search for. */
  mayAllow(circumstances: Circumstances, only: number | undefined): boolean {
    const passing = this.passing(circumstances)
    return this.policy.statements.some((statement) => (
      !statement.complete || (statement.effect === 'Allow' && (only ?? statement.index) === statement.index && !passing.of(statement).closed)
    ))
  }

  /** The same of any resources; true where their accounts would have to be known. */
  mayAllowAnything(circumstances: Circumstances, only: number | undefined): boolean {
    return this.#compiled.asksForAccounts || this.mayAllow(circumstances, only)
  }

  /** What can be told of a condition by itself. */
  meetings(condition: Condition, circumstances: Circumstances): Meetings | undefined {
    return this.passing(circumstances).meetings(condition)
  }

  /** Whom the statements let through, as far as each by itself tells. */
  passing(circumstances: Circumstances): Passing {
    let passing = this.#passing.find((known) => known.isFor(circumstances, this.#compiled.asksForAccounts))
    if (passing === undefined) {
      if (this.#passing.length >= PASSINGS_KEPT) this.#passing = []
      this.#passing.push((passing = new Passing(circumstances, this.#compiled.variables)))
    }
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

  /** A request of the kind asked for with the outcome of the goal. */
  search(ask: Prepared, goal: Goal): Found {
    const found = this.#withinLimits(ask, goal)
    if (typeof found === 'object' && 'gaveUp' in found) abandoned.set(this.original, found.gaveUp)
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

  #requestIn(ask: Prepared, goal: Goal, leaf: Leaf, allow: readonly Statement[], allowReading: 'narrow' | 'wide', deny: readonly Statement[], denyReading: 'narrow' | 'wide'): Found {
    let gaveUp = false
    for (const action of this.#actions(ask, [...allow, ...deny])) {
      const allowing = allow.filter((statement) => this.#compiled.of(statement).matchesAction(action, allowReading))
      const denying = deny.filter((statement) => this.#compiled.of(statement).matchesAction(action, denyReading))
      const granted = (statement: Statement) => this.#compiled.of(statement).resourcesFor(allowReading, leaf, ask.circumstances, goal.certain)
      const refused = (statement: Statement) => this.#compiled.of(statement).resourcesFor(denyReading, leaf, ask.circumstances, goal.certain)
      for (const resource of ask.resourceGlobs) {
        const tries = goal.outcome === 'allowed'
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
      const patterns = statements.flatMap((statement) => [...this.#compiled.of(statement).actions('narrow'), ...this.#compiled.of(statement).actions('wide')])
      return textRepresentatives([glob], { samples: [] }, patterns)
    })
  }

  /** The concrete request, unless the evaluator does not bear out that its outcome is certain. */
  witness({ circumstances, statement }: Ask, outcome: Outcome, { leaf, action, resource }: Candidate): Witness | undefined {
    const context: Record<string, string[] | null> = {}
    for (const [key, name] of this.#compiled.mentioned) context[name] = leaf.keys.has(key) ? [...leaf.keys.get(key)!] : null
    const request: Request = { principal: leaf.principal, action, resource, context }
    // A certain outcome is what the least generous reading allows, or what the most generous one denies.
    const reading: Reading = outcome === 'allowed' ? 'narrow' : 'wide'
    const scope = statement === undefined ? this.original : only(this.original, statement)
    const replay = evaluateAs(scope, request, this.environment, reading, opposite(reading))
    return replay.outcome === outcome ? { caller: circumstances.caller, request, outcome, by: replay.by } : undefined
  }
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

/** The policy with only one of its Allow statements, beside every Deny. */
function only(policy: Policy, index: number): Policy {
  return { ...policy, statements: policy.statements.map((statement) => (statement.effect === 'Allow' && statement.index !== index ? { ...statement, resource: { ...statement.resource, not: false, values: [] } } : statement)) }
}
