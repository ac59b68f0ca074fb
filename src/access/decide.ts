import type { Condition, Policy, Statement } from '../policy/policy.js'
import type { Context, Decision, Doubt, Environment, NearMiss, Outcome, Question, Verdict, Witness } from './access.js'
import { isAwsOwned } from './aws-owned.js'
import { Engine, type Ask, type Candidate, type Found, type Prepared } from './engine.js'
import { POLICIES_KEPT, Recent } from './recent.js'
import { doubtsOf, nearMisses, undecidedConditions } from './explain.js'

const engines = new Recent<Policy, Engine[]>(POLICIES_KEPT)
let latest: Engine | undefined

/** Environments that engines of one policy are kept for; a run asks in two. */
const ENVIRONMENTS_KEPT = 8

/** The compiled policy; questions about one policy usually come in a row. */
export function engineFor(policy: Policy, environment: Environment): Engine {
  if (latest?.original !== policy || latest.environment !== environment) latest = engineIn(policy, environment)
  return latest
}

function engineIn(policy: Policy, environment: Environment): Engine {
  let known = engines.get(policy)
  if (known === undefined) engines.set(policy, (known = []))
  let engine = known.find((candidate) => candidate.environment === environment) ?? known.find((candidate) => areAlike(candidate.environment, environment))
  if (engine !== undefined) return engine
  engine = new Engine(policy, environment)
  if (known.length >= ENVIRONMENTS_KEPT) known.length = 0
  known.push(engine)
  return engine
}

/** The same facts in another object. */
function areAlike(one: Environment, other: Environment): boolean {
  return one.generic === other.generic && JSON.stringify(one) === JSON.stringify(other)
}

/**
 * Are all, none or some of the requests of the question allowed through the endpoint? `unknown` when what the documentation or
 * the file leaves open decides, or when a limit was reached; `because` says which.
 */
export function decide(policy: Policy, question: Question, environment: Environment = {}): Decision {
  return new Answer(policy, engineFor(policy, environment), {
    actions: question.actions, resources: question.resources, except: [], statement: undefined,
    circumstances: {
      caller: question.caller, context: question.context ?? NO_CONTEXT, environment, resources: question.resources,
      resourceOwner: question.resources.every(isAwsOwned) ? 'aws' : 'any', trusted: NOBODY,
    },
  })
}

const NO_CONTEXT: Context = {}
const NOBODY: readonly string[] = []

interface Sides {
  readonly prepared: Prepared
  readonly denies: Side
  readonly allows: Side
}

/** A verdict, and explanations of it, which cost more and are not always read. */
class Answer implements Decision {
  readonly verdict: Verdict
  readonly #policy: Policy
  readonly #engine: Engine
  readonly #ask: Ask
  #sides: Sides | undefined
  #near: NearMiss[] | undefined
  #conditions: Condition[] | undefined
  #because: Doubt[] | undefined

  constructor(policy: Policy, engine: Engine, ask: Ask) {
    this.#policy = policy
    this.#engine = engine
    this.#ask = ask
    this.verdict = engine.quickVerdict(ask) ?? searchedVerdict(this.#sidesOf())
  }

  #sidesOf(): Sides {
    if (this.#sides === undefined) {
      const prepared = this.#engine.prepare(this.#ask)
      this.#sides = { prepared, denies: new Side(this.#engine, prepared, 'denied'), allows: new Side(this.#engine, prepared, 'allowed') }
    }
    return this.#sides
  }

  get allowed(): Witness | undefined {
    return this.verdict === 'never' ? undefined : this.#sidesOf().allows.witness()
  }

  get denied(): Witness | undefined {
    return this.verdict === 'always' ? undefined : this.#sidesOf().denies.witness()
  }

  get grantedBy(): Statement[] {
    return original(this.#policy, this.allowed)
  }

  get deniedBy(): Statement[] {
    if (!this.#policy.statements.some(({ effect }) => effect === 'Deny')) return []
    return original(this.#policy, this.denied).filter(({ effect }) => effect === 'Deny')
  }

  get nearMisses(): NearMiss[] {
    return (this.#near ??= this.verdict === 'always' ? [] : nearMisses(this.#engine, this.#sidesOf().prepared))
  }

  get conditions(): Condition[] {
    return (this.#conditions ??= this.verdict === 'conditionally' ? undecidedConditions(this.#engine, this.#sidesOf().prepared) : [])
  }

  get because(): Doubt[] {
    return (this.#because ??= this.verdict === 'unknown' ? this.#doubts() : [])
  }

  #doubts(): Doubt[] {
    const { allows, denies, prepared } = this.#sidesOf()
    return [...allows.gaveUp(), ...denies.gaveUp(), ...doubtsOf(this.#engine, prepared)]
  }
}

function searchedVerdict({ denies, allows }: { readonly denies: Side; readonly allows: Side }): Verdict {
  if (!denies.isPossible()) return 'always'
  if (!allows.isPossible()) return 'never'
  return allows.isCertain() && denies.isCertain() ? 'conditionally' : 'unknown'
}

/** One outcome of the requests asked about; found out as far as it is asked for. */
class Side {
  readonly #engine: Engine
  readonly #ask: Prepared
  readonly #outcome: Outcome
  #possibleFound: Found | undefined
  #certainFound: Found | undefined
  #witness: { readonly found: Witness | undefined } | undefined

  constructor(engine: Engine, ask: Prepared, outcome: Outcome) {
    this.#engine = engine
    this.#ask = ask
    this.#outcome = outcome
  }

  #possible(): Found {
    return (this.#possibleFound ??= this.#engine.search(this.#ask, { outcome: this.#outcome, certain: false }))
  }

  #certain(): Found {
    return (this.#certainFound ??= this.#engine.search(this.#ask, { outcome: this.#outcome, certain: true }))
  }

  witness(): Witness | undefined {
    return (this.#witness ??= { found: this.#replay(this.#possible()) ?? this.#replay(this.#certain()) }).found
  }

  isPossible(): boolean {
    return this.#possible() !== 'none'
  }

  isCertain(): boolean {
    return (this.#engine.isPlain && isCandidate(this.#possible())) || this.witness() !== undefined
  }

  gaveUp(): Doubt[] {
    const [first] = [this.#possible(), this.#certain()].flatMap((found) => (typeof found === 'object' && 'gaveUp' in found ? [{ reason: found.gaveUp }] : []))
    return first === undefined ? [] : [first]
  }

  /** A possible outcome is often certain as well, which the evaluator tells. */
  #replay(found: Found): Witness | undefined {
    return isCandidate(found) ? this.#engine.witness(this.#ask, this.#outcome, found) : undefined
  }
}

export function isCandidate(found: Found): found is Candidate {
  return typeof found === 'object' && 'leaf' in found
}

function original(policy: Policy, witness: Witness | undefined): Statement[] {
  // Numbers are those of the document, in which a statement may be no object.
  return (witness?.by ?? []).flatMap(({ index }) => policy.statements.find((statement) => statement.index === index) ?? [])
}
