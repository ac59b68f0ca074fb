import type { Facts } from '../inventory/facts.js'
import { displayText } from '../policy/symbol.js'

/** How many facts of each kind: `endpoints 3, policies 1 (s3 in eu-west-1)`. */
export function describeFacts(facts: Facts): string {
  const counts = Object.entries(facts).flatMap(([kind, list]) => {
    const words = kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    return Array.isArray(list) && list.length > 0 ? [`${words} ${list.length}${kind === 'policies' ? policiesIn(facts) : ''}`] : []
  })
  return counts.length === 0 ? 'nothing to judge' : counts.join(', ')
}

function policiesIn({ policies }: Facts): string {
  const names = policies.map(({ service, region }) => [service ?? 'service unknown', region ?? 'Region unknown'].join(' in '))
  return ` (${displayText([...new Set(names)].join('; '))})`
}
