import { isKnownService, regionInText } from '../catalog/catalog.js'

/** What the name of a file says of the policy in it. */
export interface FileName {
  /** It calls the policy an endpoint's. */
  readonly endpoint: boolean
  readonly service: string | undefined
  readonly region: string | undefined
  readonly endpointType: 'gateway' | 'interface' | undefined
}

interface Word {
  readonly start: number
  readonly end: number
}

/** Words about endpoints, none of them a service. */
const PLAIN_WORDS: ReadonlySet<string> = new Set([
  'endpoint', 'endpoints', 'vpce', 'vpc', 'policy', 'policies', 'gateway', 'interface', 'default', 'json', 'yaml', 'yml',
])

const NOTHING: FileName = { endpoint: false, service: undefined, region: undefined, endpointType: undefined }

/** Reads names such as `s3_endpoint_policy.json`, `ecr.api-endpoint.json` and `vpce-logs-eu-west-1.json`. */
export function readFileName(path: string): FileName {
  const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase()
  if (!name.includes('endpoint') && !name.includes('vpce')) return NOTHING
  const region = regionInText(name)
  const rest = region === undefined ? name : name.replace(region, '_')
  const words = [...rest.matchAll(/[a-z0-9]+/g)].map((match): Word => ({ start: match.index, end: match.index + match[0].length }))
  const types = (['gateway', 'interface'] as const).filter((type) => words.some(({ start, end }) => rest.slice(start, end) === type))
  return { endpoint: true, service: serviceIn(rest, words), region, endpointType: types.length === 1 ? types[0] : undefined }
}

/** The service that stands at word boundaries; of several, the one beside the words about endpoints. */
function serviceIn(name: string, words: readonly Word[]): string | undefined {
  const isPlain = (index: number) => {
    const word = words[index]
    return word !== undefined && PLAIN_WORDS.has(name.slice(word.start, word.end))
  }
  const found: { service: string; beside: boolean }[] = []
  for (let first = 0; first < words.length; first++) {
    if (isPlain(first)) continue
    for (let last = words.length - 1; last >= first; last--) {
      const service = serviceNamed(name.slice(words[first]!.start, words[last]!.end))
      if (service === undefined) continue
      found.push({ service, beside: isPlain(first - 1) || isPlain(last + 1) })
      first = last
      break
    }
  }
  const isOfSeveral = words.some(({ start, end }) => name.slice(start, end) === 'and')
  const candidates = found.length > 1 && !isOfSeveral ? found.filter(({ beside }) => beside) : found
  return candidates.length === 1 ? candidates[0]!.service : undefined
}

/** People write `ecr_api` and `ecr-api` for `ecr.api`. */
function serviceNamed(text: string): string | undefined {
  return [text, text.replaceAll('_', '.'), text.replaceAll('_', '-'), text.replaceAll(/[-_]/g, '.')].find(isKnownService)
}
