import { parseJsonc, parseJsonTexts } from '../syntax/json.js'
import type { SourceFile } from '../text/source-text.js'
import { readFileName } from './file-name.js'
import type { Parsed, Parsers } from './parsers.js'

export interface ParsedFile extends Parsed {
  readonly language: 'JSON' | 'YAML'
  /** The name of the file says so, or its first character does. */
  readonly isCertain: boolean
}

/** Reads a file as JSON or else as YAML; `undefined` when it cannot hold anything of ours. */
export function parseFile(file: SourceFile, explicit: boolean, parsers: Parsers): ParsedFile | undefined {
  if (/\.jsonc$/i.test(file.path)) {
    const { root, faults } = parseJsonc(file)
    return { roots: root === undefined ? [] : [root], faults, language: 'JSON', isCertain: true }
  }
  const beginsLikeJson = /^\s*(?:[{["]|$)/.test(file.text)
  const isYaml = /\.ya?ml$/i.test(file.path)
  if (beginsLikeJson || /\.json$/i.test(file.path)) {
    const parsed = parseJsonTexts(file)
    // JSON is YAML too, and many times faster to read as what it is.
    if (!isYaml || parsed.faults.length === 0) return { ...parsed, language: 'JSON', isCertain: true }
  }
  if (!explicit && !MENTIONED.test(file.text) && !readFileName(file.path).endpoint) return undefined
  return { ...parsers.parseYaml(file), language: 'YAML', isCertain: isYaml }
}

/** Without one of these words, no source recognises anything: most YAML is nobody's that is asked here, and slow to read. */
const MENTIONED = /Vpc|Subnet|RouteTable|Reservation|Instance|Association|Session|WindowTask|schemaVersion|Statement|Document|format_version|AWS::/

const LISTS = 'VpcEndpoints?|Vpcs|Subnets|RouteTables|Reservations|InstanceInformationList|Associations|Sessions|Tasks'
const DOCUMENTS = 'Statement|mainSteps|runtimeConfig|planned_values|resource_changes|prior_state|root_module'
const JSON_KEY = new RegExp(`"(?:${LISTS}|${DOCUMENTS})\\\\?"`)
const YAML_KEY = new RegExp(`^(?:- +)?(["']?)(?:${LISTS}|${DOCUMENTS})\\1[ \\t]*:`, 'm')

/** Half of a file of ours is not a file of somebody else's. */
export function looksLikeOurs({ path, text }: SourceFile, language: ParsedFile['language']): boolean {
  if (/AWS::EC2::VPCEndpoint\b/.test(text)) return true
  // Templates of YAML are not YAML, and many are about endpoints of other kinds.
  return language === 'YAML' ? YAML_KEY.test(text) : JSON_KEY.test(text) || readFileName(path).endpoint
}
