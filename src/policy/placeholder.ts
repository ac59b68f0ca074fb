import { remembered } from './remembered.js'
import { internSymbol, type SymbolSort } from './symbol.js'

/** A stretch of a string that its author meant to fill in before deployment. */
export interface Placeholder {
  readonly start: number
  readonly end: number
  readonly text: string
  /** `undefined` for documentation values such as `111122223333`, which stay literal. */
  readonly sort: SymbolSort | undefined
}

/**
 * `<region>`, `${ORG_ID}` (a variable has a colon: `${aws:PrincipalOrgID}`), `${AWS::Region}` (a pseudo parameter of CloudFormation),
 * `{{region}}`, words in capitals that stand for a value, and the values that AWS documentation uses as examples
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/example-bucket-policies.html).
 */
const PLACEHOLDER =
  /<[A-Za-z][^<>"]{0,80}>|\$\{(?![*?$]\})(?!\s*[\w-]+:(?!:)[^{},\s]+\s*(?:,\s*'[^']*'\s*)?\})[^{}]+\}|\{\{[^{}]{1,80}\}\}|(?<![A-Za-z0-9])(?:(?:AWS_|YOUR_|MY_)?(?:REGION|ACCOUNT[_-]?ID|ORG[_-]?ID|ORGANIZATION[_-]?ID))(?![A-Za-z0-9=])|(?<![\w-])(?:111122223333|o-exampleorgid|DOC-EXAMPLE-BUCKET\d*|amzn-s3-demo-bucket\d*)(?![\w])/g

const DOCUMENTATION_VALUE = /^(?:111122223333|o-exampleorgid|DOC-EXAMPLE-BUCKET\d*|amzn-s3-demo-bucket\d*)$/

/** `marked`: only what its marks show to be a placeholder, where a word in capitals may well be meant. */
export function placeholdersIn(text: string, marked = false): readonly Placeholder[] {
  if (!/[<$A-Z{]|111122223333|o-exampleorgid|amzn-s3-demo/.test(text)) return NONE
  return marked ? findPlaceholders(text, true) : knownPlaceholders(text)
}

const NONE: readonly Placeholder[] = []

/** Most texts with capitals are the names of actions and keys. */
const knownPlaceholders = remembered((text): readonly Placeholder[] => findPlaceholders(text, false))

function findPlaceholders(text: string, marked: boolean): Placeholder[] {
  const found = [...text.matchAll(PLACEHOLDER)].filter(([match]) => !marked || /^[<${]/.test(match))
  return found.map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    text: match[0],
    sort: DOCUMENTATION_VALUE.test(match[0]) ? undefined : sortOf(match[0]),
  }))
}

/** CloudFormation's own parameters are resolved at deployment: unknown here, but not forgotten. */
export function isPseudoParameter(text: string): boolean {
  return /^\$\{AWS::\w+\}$/.test(text)
}

/** The text with its placeholders as symbols. */
export function withSymbols(text: string, placeholders: readonly Placeholder[]): string {
  let result = ''
  let from = 0
  for (const { start, end, text: name, sort } of placeholders) {
    const symbol = sort === undefined ? undefined : internSymbol(name, sort)
    if (symbol === undefined) continue
    result += text.slice(from, start) + symbol.character
    from = end
  }
  return result + text.slice(from)
}

function sortOf(name: string): SymbolSort {
  const word = name.toLowerCase().replace(/[^a-z]/g, '')
  if (word.includes('account')) return 'account'
  if (/region(?:without|no)dash/.test(word)) return 'region-without-dashes'
  if (word.includes('region')) return 'region'
  if (/^(?:my|your|aws|principal|resource)*org(?:anization|anisation)?(?:id)?$/.test(word)) return 'organization'
  return 'any'
}
