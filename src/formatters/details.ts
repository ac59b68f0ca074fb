import type { PublishedFinding, PublishedProblem, PublishedWitness } from '../linter/publish.js'
import { placeOf } from './place.js'
import type { Style } from './style.js'

const RELATED_SHOWN = 5
const KEYS_SHOWN = 8

export const CALLERS: Readonly<Record<PublishedWitness['caller'], string>> = {
  anonymous: 'an unsigned request',
  'service-principal': 'a request signed by an AWS service',
  'service-account': 'a request signed by an account of AWS',
  organization: 'a request by an identity of your organization',
  'unsigned-node': 'an unsigned request of a hybrid node',
  outsider: 'a request by an identity outside your organization',
}

/** The lines below a finding: proof, related places, fix, help. */
export function detailsOf({ witness, related, fix, help, subject }: PublishedFinding, style: Style): string[] {
  return [
    ...(subject.endpoint === undefined ? [] : section('on', [`endpoint ${subject.endpoint}`], style)),
    ...(witness === undefined ? [] : section('proof', witnessLines(witness, style), style)),
    ...section('see', relatedLines(related, style), style),
    ...(fix === undefined ? [] : section('fix', [fix.description], style)),
    ...section('help', [help], style),
  ]
}

export function problemDetails({ help }: PublishedProblem, style: Style): string[] {
  return section('help', [help], style)
}

/** A label, with its lines aligned behind it. */
function section(label: string, lines: readonly string[], style: Style): string[] {
  return lines.filter((line) => line !== '').map((line, index) => `       ${style.dim((index === 0 ? label : '').padEnd(5))}  ${line}`)
}

/** A concrete request: whose, for what, and the condition keys it carries or lacks. */
export function witnessLines({ caller, action, resource, context, outcome }: PublishedWitness, style: Style): string[] {
  const verdict = outcome === 'allowed' ? style.yellow('allowed') : style.red('denied')
  const keys = Object.entries(context).map(([key, values]) =>
    values === null ? `${key} absent` : `${key} = ${values.map((value) => `"${value}"`).join(', ')}`,
  )
  const more = keys.length - KEYS_SHOWN
  return [
    `${CALLERS[caller]} is ${verdict}`,
    `${action} on ${resource}`,
    ...keys.slice(0, KEYS_SHOWN),
    more > 0 ? `and ${more} more condition ${more === 1 ? 'key' : 'keys'}` : '',
  ]
}

function relatedLines(related: PublishedFinding['related'], style: Style): string[] {
  const more = related.length - RELATED_SHOWN
  return [
    ...related.slice(0, RELATED_SHOWN).map(({ location, note }) => `${style.dim(placeOf(location))}  ${note}`),
    more > 0 ? `and ${more} more ${more === 1 ? 'place' : 'places'}, which --format json lists` : '',
  ]
}
