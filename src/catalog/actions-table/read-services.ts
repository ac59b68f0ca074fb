import type { IamAction } from '../iam-actions.js'
import { lazy } from '../lazy.js'
import { decode, WORD_SEPARATOR } from './coded-text.js'
import { codedServices, codedWords } from './table.js'

export interface Service {
  /** By name in lower case; each is read when it is first asked for, because some services have hundreds. */
  readonly actions: ReadonlyMap<string, { readonly name: string; readonly read: () => IamAction }>
  readonly conditionKeys: readonly string[]
}

const words = lazy(() => codedWords().split(WORD_SEPARATOR))
const coded = lazy(codedServices)
const services = new Map<string, Service>()

export function prefixes(): string[] {
  return Object.keys(coded())
}

/** Folds case. */
export function isPrefix(prefix: string): boolean {
  return Object.hasOwn(coded(), prefix.toLowerCase())
}

/** What is known of an IAM prefix; read when it is first asked for. */
export function serviceOf(prefix: string): Service | undefined {
  const folded = prefix.toLowerCase()
  const known = services.get(folded)
  if (known !== undefined || !isPrefix(folded)) return known
  const service = readService(folded, decode(coded()[folded]!, words()))
  services.set(folded, service)
  return service
}

const ACCESS = { p: 'permissions', t: 'tagging', w: 'write', r: 'read', l: 'list' } as const

/** Reads what `serviceText` of scripts/generate-actions.ts writes. */
function readService(prefix: string, text: string): Service {
  const [typeText, keyText, actionText] = text.split('~') as [string, string, string]
  const keys = parts(keyText, ';').map((key) => (key.startsWith(':') ? prefix + key : key))
  const keysAt = (positions: string): string[] => parts(positions, '.').map((position) => keys[Number(position)]!)
  const types = parts(typeText, ';').map((row) => {
    const [, type, formats, positions = ''] = /^([^=]*)=([^|]*)\|?(.*)$/.exec(row)!
    const arns = formats!.split(' ').map((format) => `arn:\${Partition}:${format.replace(/^\+/, `${prefix}:\${Region}:\${Account}:`)}`)
    return { type: type!, arns, keys: keysAt(positions) }
  })
  const actions = parts(actionText, ';').flatMap((row) => {
    const names = row.slice(row.lastIndexOf('|') + 1).split(',')
    const shared = lazy(() => readRow(row))
    return names.map((name) => ({ name, read: lazy(() => ({ name, ...shared() })) }))
  })
  const readRow = (row: string): Omit<IamAction, 'name'> => {
    const [level, positions, ownKeys] = row.split('|') as [keyof typeof ACCESS, string, string]
    const taken = parts(positions, '.').map((position) => ({ ...types[Number.parseInt(position)]!, required: !position.endsWith('?') }))
    const resources = taken.map(({ type, required, arns }) => ({ type, required, arns }))
    const conditionKeys = [...new Set([...keysAt(ownKeys), ...taken.flatMap((type) => type.keys)])].toSorted()
    return { access: ACCESS[level], resources, conditionKeys }
  }
  const byName = actions.toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return { conditionKeys: keys, actions: new Map(byName.map((action) => [action.name.toLowerCase(), action])) }
}

function parts(text: string, separator: string): string[] {
  return text === '' ? [] : text.split(separator)
}
