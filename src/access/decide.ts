import type { Condition, Policy, Statement } from '../policy/policy.js'
import type { Caller, Decision, Doubt, Environment, NearMiss, Outcome, Question, Verdict, Witness } from './access.js'
import { isAwsOwned } from './aws-owned.js'
import type { Circumstances } from './callers.js'
import { Engine, type Candidate, type Found, type Prepared } from './engine.js'
import { doubtsOf, nearMisses, undecidedConditions } from './explain.js'

const engines = new WeakMap<Policy, { readonly byEnvironment: WeakMap<Environment, Engine>; readonly byContent: Map<string, Engine> }>()
let latest: { readonly policy: Policy; readonly environment: Environment; readonly engine: Engine } | undefined

/** The compiled policy; questions about one policy usually come in a row. */
export function engineFor(policy: Policy, environment: Environment): Engine {
  if (latest?.policy !== policy || latest.environment !== environment) latest = { policy, environment, engine: compiled(policy, environment) }
  return latest.engine
}

function compiled(policy: Policy, environment: Environment): Engine {
  let known = engines.get(policy)
  if (known === undefined) engines.set(policy, (known = { byEnvironment: new WeakMap(), byContent: new Map() }))
  let engine = known.byEnvironment.get(environment)
  if (engine !== undefined) return engine
  const content = JSON.stringify(environment)
  engine = known.byContent.get(content)
  if (engine === undefined) known.byContent.set(content, (engine = new Engine(policy, environment)))
  known.byEnvironment.set(environment, engine)
  return engine
}

export function circumstancesOf(caller: Caller, question: Pick<Question, 'context' | 'resources'>, environment: Environment, resourceOwner: Circumstances['resourceOwner'], trusted: readonly string[]): Circumstances {
  return { caller, context: question.context ?? {}, environment, resources: question.resources, resourceOwner, trusted }
}

/**
 * Are all, none or some of the requests of the question allowed through the endpoint? `unknown` when what the documentation or
 * the file leaves open decides, or when a limit was reached; `because` says which.
 */
export function decide(policy: Policy, question: Question, environment: Environment = {}): Decision {
  const engine = engineFor(policy, environment)
  const ask = {
    actions: question.actions, resources: question.resources, except: [], statement: undefined,
    circumstances: circumstancesOf(question.caller, question, environment, question.resources.every(isAwsOwned) ? 'aws' : 'any', []),
  }
  const quick = engine.quickVerdict(ask)
  const hasDeny = policy.statements.some(({ effect }) => effect === 'Deny')
  const sides = once(() => {
    const prepared = engine.prepare(ask)
    return { prepared, denies: new Side(engine, prepared, 'denied'), allows: new Side(engine, prepared, 'allowed') }
  })
  const verdict = quick ?? searchedVerdict(sides())
  let near: NearMiss[] | undefined
  let conditions: Condition[] | undefined
  let because: Doubt[] | undefined
  return {
    verdict,
    get allowed() {
      return verdict === 'never' ? undefined : sides().allows.witness()
    },
    get denied() {
      return verdict === 'always' ? undefined : sides().denies.witness()
    },
    get grantedBy() {
      return original(policy, this.allowed)
    },
    get deniedBy() {
      if (!hasDeny) return []
      return original(policy, this.denied).filter(({ effect }) => effect === 'Deny')
    },
    get nearMisses() {
      return (near ??= verdict === 'always' ? [] : nearMisses(engine, sides().prepared))
    },
    get conditions() {
      return (conditions ??= verdict === 'conditionally' ? undecidedConditions(engine, sides().prepared) : [])
    },
    get because() {
      return (because ??= verdict === 'unknown' ? [...sides().allows.gaveUp(), ...sides().denies.gaveUp(), ...doubtsOf(engine, sides().prepared)] : [])
    },
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
  readonly #possible: () => Found
  readonly #certain: () => Found
  readonly witness: () => Witness | undefined

  constructor(engine: Engine, ask: Prepared, outcome: Outcome) {
    this.#engine = engine
    this.#ask = ask
    this.#outcome = outcome
    this.#possible = once(() => engine.search(ask, { outcome, certain: false }))
    this.#certain = once(() => engine.search(ask, { outcome, certain: true }))
    this.witness = once(() => this.#replay(this.#possible()) ?? this.#replay(this.#certain()))
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

/** Explanations cost more than verdicts and are not always read. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
