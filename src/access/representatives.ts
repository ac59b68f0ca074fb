import { operatorKind, takesVariables } from '../policy/operator.js'
import { readPattern, variablesIn, type Token } from '../policy/pattern.js'
import type { Condition } from '../policy/policy.js'
import { remembered } from '../policy/remembered.js'
import { hasSymbol } from '../policy/symbol.js'
import { formatAddress, parseAddressRange, parseDate, parseNumber } from '../policy/value.js'
import type { Domain, Shape } from './callers.js'
import { substitute } from './evaluate.js'
import { ALL, DIGIT, globOf, globOfUnits, literalGlob, once, ORDINARY, ORGANIZATION, repeated, type Glob } from './glob.js'
import { findWord, matches } from './word.js'
import { GaveUp } from './work.js'

/** More classes of values than this are not told apart; the verdict is then unknown. */
const CLASS_BUDGET = 256

/**
 * Values that stand for all values of a key: two values that no condition tells apart have one representative. Patterns are
 * those of every condition on the key, and the texts `named` elsewhere; `domain` says which values the caller can have.
 */
export function representatives(domain: Domain, conditions: readonly Condition[], keys: ReadonlyMap<string, readonly string[]>, variables: boolean, named: readonly string[] = []): string[] {
  if (domain.values !== undefined) return [...domain.values]
  const values = new Set<string>()
  const patterns: Glob[] = named.map((text) => literalGlob(text))
  for (const condition of conditions) {
    const { comparison } = operatorKind(condition.operator.value)
    const texts = condition.values.map(({ value }) => value)
    if (comparison === 'bool') ['true', 'false'].forEach((value) => values.add(value))
    else if (comparison === 'number') between(texts.flatMap((text) => parseNumber(text) ?? [])).forEach((value) => values.add(String(value)))
    else if (comparison === 'date') dates(texts, condition.key.value).forEach((value) => values.add(value))
    else if (comparison === 'ip') addresses(texts).forEach((value) => values.add(value))
    else if (comparison !== 'null') patterns.push(...texts.flatMap((text) => patternsOf(condition, text, keys, variables)))
  }
  if (patterns.length > 0 || values.size === 0) textRepresentatives(shapesOf(domain.shape), domain, patterns).forEach((value) => values.add(value))
  return [...values]
}

/** The texts of a string or ARN condition value as globs, in both readings where they differ. */
export function patternsOf(condition: Condition, text: string, keys: ReadonlyMap<string, readonly string[]>, variables: boolean): Glob[] {
  const { comparison } = operatorKind(condition.operator.value)
  const wildcards = comparison === 'string-like' || comparison === 'arn'
  const tokens = takesVariables(condition.operator.value) ? substitute(readPattern(text, { variables, wildcards }), keys) : [{ kind: 'text', text } as Token]
  if (tokens === undefined) return []
  const byField = comparison === 'arn'
  const globs = [globOf(tokens, { wide: false, byField })]
  if (hasSymbol(text)) globs.push(globOf(tokens, { wide: true, byField }))
  // Letters that fold: the same text in the other case.
  if (comparison === 'string-ignore-case') globs.push(...[text.toLowerCase(), text.toUpperCase()].map((text) => literalGlob(text)))
  return globs.filter((glob) => glob !== undefined)
}

/** A value of each feasible combination of matching and not matching the patterns, within the shapes and the domain. */
export function textRepresentatives(shapes: readonly Glob[], domain: Pick<Domain, 'excluded' | 'samples'>, patterns: readonly Glob[]): string[] {
  const excluded = (domain.excluded ?? []).map(excludedGlob)
  const literals = distinct(patterns.filter((glob) => glob.literal), ({ prefix }) => prefix)
  const globs = distinct(patterns.filter((glob) => !glob.literal), ({ wide, units }) => `${wide}${units.join()}`)
  const values = new Set<string>()
  const samples = domain.samples.filter((sample) => shapes.some((shape) => matches(shape, sample)))
  let classes = 0
  const visit = (index: number, positive: readonly Glob[], negative: readonly Glob[]): void => {
    if (++classes > CLASS_BUDGET * globs.length + CLASS_BUDGET) throw new GaveUp(`more than ${CLASS_BUDGET} classes of values`)
    const value = samples.find((sample) => positive.every((glob) => matches(glob, sample)) && !negative.some((glob) => matches(glob, sample))) ?? firstWord(shapes, positive, negative)
    if (value === undefined) return
    if (index === globs.length) {
      values.add(value)
      return
    }
    visit(index + 1, [...positive, globs[index]!], negative)
    visit(index + 1, positive, [...negative, globs[index]!])
  }
  visit(0, [], [...literals, ...excluded])
  for (const { prefix } of literals) {
    // A symbol may be any text of its sort, so whether it fits the shape is not asked.
    const fits = hasSymbol(prefix) || shapes.some((shape) => matches(shape, prefix))
    if (fits && !excluded.some((glob) => matches(glob, prefix))) values.add(prefix)
  }
  return [...values]
}

/** Whether a text without symbols is a value of the domain. */
export function canBe(text: string, { shape, excluded = [] }: Domain): boolean {
  return shapesOf(shape).some((glob) => matches(glob, text)) && !excluded.some((pattern) => matches(excludedGlob(pattern), text))
}

const excludedGlob = remembered((text) => globOf(readPattern(text, { variables: false, wildcards: true }), { wide: false })!)

function distinct(globs: readonly Glob[], keyOf: (glob: Glob) => string): readonly Glob[] {
  return globs.length < 2 ? globs : [...new Map(globs.map((glob) => [keyOf(glob), glob])).values()]
}

function firstWord(shapes: readonly Glob[], positive: readonly Glob[], negative: readonly Glob[]): string | undefined {
  for (const shape of shapes) {
    const found = findWord([shape, ...positive], negative)
    if (found === 'gave-up') throw new GaveUp('patterns too entangled to tell apart')
    if (found !== 'none') return found.word
  }
  return undefined
}

const shapesByName = new Map<Shape, Glob[]>()

function shapesOf(shape: Shape = 'text'): Glob[] {
  let shapes = shapesByName.get(shape)
  if (shapes === undefined) shapesByName.set(shape, (shapes = compileShape(shape)))
  return shapes
}

function compileShape(shape: Shape): Glob[] {
  const letters = (text: string) => Array.from(text, (character) => character.codePointAt(0)!)
  const many = (unit: number, count: number) => new Array<number>(count).fill(unit)
  switch (shape) {
    case 'account': return [globOfUnits(many(once(DIGIT), 12))]
    case 'organization': return [globOfUnits([...letters('o-'), ...many(once(ORGANIZATION), 10), repeated(ORGANIZATION)])]
    case 'organization-path': return [globOfUnits([...letters('o-'), ...many(once(ORGANIZATION), 10), repeated(ORGANIZATION), ...letters('/r-'), repeated(ALL)])]
    case 'text': return [globOfUnits([once(ORDINARY), repeated(ALL)])]
  }
}

/** Every number named, and one below, between and above them. */
function between(numbers: readonly number[]): number[] {
  const sorted = [...new Set(numbers)].sort((a, b) => a - b)
  if (sorted.length === 0) return [1]
  return [sorted[0]! - 1, ...sorted.flatMap((value, index) => [value, index + 1 < sorted.length ? (value + sorted[index + 1]!) / 2 : value + 1])]
}

function dates(texts: readonly string[], key: string): string[] {
  const epoch = key.toLowerCase() === 'aws:epochtime'
  return between(texts.flatMap((text) => parseDate(text) ?? [])).map((time) => (epoch ? String(Math.floor(time / 1000)) : new Date(time).toISOString()))
}

/** The edges of every range and their neighbours: no other address is told apart. */
function addresses(texts: readonly string[]): string[] {
  const values = new Set(['10.0.0.10', 'fd00::a'])
  for (const text of texts) {
    const range = parseAddressRange(text)
    if (range === undefined) continue
    const top = (1n << (range.version === 4 ? 32n : 128n)) - 1n
    for (const value of [range.first, range.last, range.first - 1n, range.last + 1n]) {
      if (value >= 0n && value <= top) values.add(formatAddress(range.version, value))
    }
  }
  return [...values]
}

/** The key that a value consists of: `${aws:PrincipalOrgID}`. */
export function wholeVariable(text: string): string | undefined {
  const tokens = readPattern(text, { variables: true, wildcards: true })
  return tokens.length === 1 ? variablesIn(tokens)[0] : undefined
}
