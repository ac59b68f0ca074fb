import type { Policy } from '../policy/policy.js'
import type { Caller, Decision, Environment, Question, Verdict, Witness } from './access.js'
import { isAwsOwned } from './aws-owned.js'
import type { Circumstances } from './callers.js'
import { Engine, type Found, type Prepared } from './engine.js'
import { doubtsOf, nearMisses, undecidedConditions } from './explain.js'

const engines = new WeakMap<Policy, Map<string, Engine>>()
let latest: { readonly policy: Policy; readonly environment: Environment; readonly engine: Engine } | undefined

/** The compiled policy; questions about one policy usually come in a row. */
export function engineFor(policy: Policy, environment: Environment): Engine {
  if (latest?.policy !== policy || latest.environment !== environment) latest = { policy, environment, engine: compiled(policy, environment) }
  return latest.engine
}

function compiled(policy: Policy, environment: Environment): Engine {
  let known = engines.get(policy)
  if (known === undefined) engines.set(policy, (known = new Map()))
  const key = JSON.stringify(environment)
  let engine = known.get(key)
  if (engine === undefined) known.set(key, (engine = new Engine(policy, environment)))
  return engine
}

export function circumstancesOf(caller: Caller, question: Question, environment: Environment, resourceOwner: Circumstances['resourceOwner'], trusted: readonly string[]): Circumstances {
  return { caller, context: question.context ?? {}, environment, resources: question.resources, resourceOwner, trusted }
}

/**
 * Are all, none or some of the requests of the question allowed through the endpoint? `unknown` when what the documentation or
 * the file leaves open decides, or when a limit was reached; `because` says which.
 */
export function decide(policy: Policy, question: Question, environment: Environment = {}): Decision {
  const engine = engineFor(policy, environment)
  const ask = engine.prepare({
    actions: question.actions, resources: question.resources, except: [], statement: undefined,
    circumstances: circumstancesOf(question.caller, question, environment, question.resources.every(isAwsOwned) ? 'aws' : 'any', []),
  })
  const allows = ways(engine, ask, 'allowed')
  const denies = ways(engine, ask, 'denied')
  const verdict: Verdict =
    allows.possible === 'none' ? 'never'
    : denies.possible === 'none' ? 'always'
    : allows.witness !== undefined && denies.witness !== undefined ? 'conditionally'
    : 'unknown'
  const { witness: allowed } = allows
  const { witness: denied } = denies
  const near = once(() => (verdict === 'always' ? [] : nearMisses(engine, ask)))
  const conditions = once(() => (verdict === 'conditionally' ? undecidedConditions(engine, ask) : []))
  const because = once(() => (verdict === 'unknown' ? [...allows.gaveUp, ...denies.gaveUp, ...doubtsOf(engine, ask)] : []))
  return {
    verdict,
    grantedBy: allowed === undefined ? [] : original(policy, allowed),
    deniedBy: denied === undefined ? [] : original(policy, denied).filter(({ effect }) => effect === 'Deny'),
    ...(allowed === undefined ? {} : { allowed }),
    ...(denied === undefined ? {} : { denied }),
    get nearMisses() {
      return near()
    },
    get conditions() {
      return conditions()
    },
    get because() {
      return because()
    },
  }
}

/** Whether the outcome is possible at all, and a request that certainly has it. */
function ways(engine: Engine, ask: Prepared, outcome: 'allowed' | 'denied') {
  const possible = engine.search(ask, { outcome, certain: false })
  const certain = possible === 'none' || isWitness(possible) ? possible : engine.search(ask, { outcome, certain: true })
  const gaveUp = [possible, certain].flatMap((found) => (typeof found === 'object' && 'gaveUp' in found ? [{ reason: found.gaveUp }] : []))
  return { possible, witness: isWitness(certain) ? certain : undefined, gaveUp: gaveUp.slice(0, 1) }
}

export function isWitness(found: Found): found is Witness {
  return typeof found === 'object' && 'request' in found
}

function original(policy: Policy, { by }: Witness) {
  return by.flatMap(({ index }) => policy.statements[index] ?? [])
}

/** Explanations cost more than verdicts and are not always read. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined
  return () => (made ??= { value: make() }).value
}
