import { spanOf, type Node, type ObjectNode, type StringNode } from '../syntax/node.js'
import { digestOf } from '../text/digest.js'
import type { Located, Span } from '../text/source-text.js'
import { nearest } from '../text/nearest.js'
import { parseConditions } from './parse-condition.js'
import { checkAction, checkPrincipal, checkResource } from './check-value.js'
import { placeholdersIn, withSymbols } from './placeholder.js'
import { hasSymbol } from './symbol.js'
import type { ListElement, Policy, PolicyFault, PolicyFaultId, PrincipalElement, PrincipalType, Statement } from './policy.js'

export interface PolicyReading {
  /** Deployed text is literal; elsewhere placeholders such as `<region>` are symbols. */
  readonly deployed: boolean
  /** Characters that AWS gets, where these are not the ones that stand in the file. */
  readonly length?: number
}

/** Collects faults and placeholders, and marks the statement at hand as incomplete where a fault hides its meaning. */
export class PolicyReader {
  readonly faults: PolicyFault[] = []
  readonly placeholders: Located<string>[] = []
  hasSymbols = false
  readonly deployed: boolean
  readonly variables: boolean
  complete = true

  constructor(deployed: boolean, variables: boolean) {
    this.deployed = deployed
    this.variables = variables
  }

  /** Text that is still to be filled in where only certain words may stand: no fault, but the statement may mean anything. */
  isOpen(node: Node | undefined): boolean {
    if (this.deployed || node?.kind !== 'string' || !hasSymbol(this.text(node, true).value)) return false
    this.complete = false
    return true
  }

  /** A fault that leaves the meaning clear. */
  report(id: PolicyFaultId, at: Span, message: string, help: string): void {
    this.faults.push({ id, at, message, help })
  }

  /** A fault after which the statement may mean anything. */
  lose(id: PolicyFaultId, at: Span, message: string, help: string): void {
    this.complete = false
    this.report(id, at, message, help)
  }

  text(node: StringNode, marked = false): Located<string> {
    if (!this.deployed && hasSymbol(node.value)) this.hasSymbols = true
    const found = placeholdersIn(node.value, marked)
    if (found.length === 0) return { value: node.value, at: spanOf(node) }
    const inside = node.inside()
    for (const { start, end, text } of found) this.placeholders.push({ value: text, at: inside.spanOf(start, end) })
    if (this.deployed) return { value: node.value, at: spanOf(node) }
    const value = withSymbols(node.value, found)
    if (hasSymbol(value)) this.hasSymbols = true
    return { value, at: spanOf(node) }
  }

  /** Every member by its name, the last of duplicates, which are reported; names outside `known` are reported. */
  members(node: ObjectNode, known: readonly string[], what: string): Map<string, Node> {
    const members = new Map<string, Node>()
    for (const { key, value } of node.members) {
      const name = key.value
      if (!known.includes(name)) {
        const near = nearest(name, known)
        this.lose('unknown-element', spanOf(key), `${what} has the element "${name}", which the policy language does not know`,
          near === undefined ? `Use only ${known.join(', ')}.` : `Did you mean "${near}"?`)
      } else if (members.has(name)) {
        this.lose('duplicate-key', spanOf(key), `${what} has the element "${name}" twice`, `Keep one "${name}"; AWS refuses a document with both.`)
      }
      members.set(name, value)
    }
    return members
  }

  /** A string or a list of strings. */
  strings(node: Node, what: string): StringNode[] {
    const items = node.kind === 'array' ? node.items : [node]
    return items.filter((item): item is StringNode => {
      if (item.kind === 'string') return true
      this.lose('wrong-type', spanOf(item), `${what} holds ${describe(item)} where a string is expected`, 'Write the value as a string, or several as a list of strings.')
      return false
    })
  }
}

/** Names a node's type for messages. */
export function describe(node: Node): string {
  return { object: 'an object', array: 'a list', string: 'a string', number: 'a number', boolean: 'a boolean', null: 'null' }[node.kind]
}

/** Reads a policy document from its tree. Never throws: what AWS would refuse is in `faults`. */
export function readPolicy(root: Node, reading: PolicyReading): Policy {
  const version = root.kind === 'object' ? root.members.findLast((member) => member.key.value === 'Version')?.value : undefined
  const reader = new PolicyReader(reading.deployed, version?.kind === 'string' && version.value === '2012-10-17')
  const statements: Statement[] = []
  if (root.kind !== 'object') {
    reader.report('wrong-type', spanOf(root), `the policy is ${describe(root)}, not an object`, 'Write the policy as an object with "Version" and "Statement".')
  } else {
    const members = reader.members(root, ['Version', 'Id', 'Statement'], 'the policy')
    const documentComplete = reader.complete
    if (!reader.isOpen(members.get('Version'))) checkVersion(reader, members.get('Version'))
    const id = members.get('Id')
    if (id !== undefined && id.kind !== 'string') reader.report('wrong-type', spanOf(id), `"Id" is ${describe(id)}, not a string`, 'Write the id as a string.')
    for (const [index, node] of statementNodes(reader, root, members.get('Statement')).entries()) {
      reader.complete = documentComplete
      const statement = readStatement(reader, node, index)
      if (statement !== undefined) statements.push(statement)
    }
    reportDuplicateSids(reader, statements)
  }
  const faults = reader.faults.sort((a, b) => a.at.start - b.at.start)
  const versionText = version?.kind === 'string' ? version.value : undefined
  let hash: string | undefined
  let sketch: number | undefined
  const content = () => contentOf(versionText, statements, faults)
  return {
    at: spanOf(root),
    version: version?.kind === 'string' ? { value: version.value, at: spanOf(version) } : undefined,
    statements,
    faults,
    placeholders: reader.placeholders,
    hasSymbols: reader.hasSymbols,
    length: reading.length ?? root.end - root.start,
    get sketch() {
      return (sketch ??= sketchOf(content()))
    },
    get hash() {
      return (hash ??= digestOf(content()))
    },
  }
}

/** What was read, without places, so that the tree can go; what could not be read is told apart by its faults. */
function contentOf(version: string | undefined, statements: readonly Statement[], faults: readonly PolicyFault[]): string {
  const list = ({ not, values }: ListElement) => [not, ...values.map(({ value }) => value)]
  return JSON.stringify([
    version,
    statements.map(({ index, sid, effect, principal, action, resource, conditions, complete }) => [
      index, sid?.value, effect, complete, list(action), list(resource), principal.not, principal.values.map(({ type, value }) => [type, value]),
      conditions.map(({ operator, key, values }) => [operator.value, operator.qualifier, operator.ifExists, key.value, ...values.map(({ value }) => value)]),
    ]),
    faults.map(({ id, message }) => [id, message]),
  ])
}

/** FNV-1a. */
function sketchOf(text: string): number {
  let sketch = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sketch = Math.imul(sketch ^ text.charCodeAt(i), 0x01000193)
  return sketch
}

function checkVersion(reader: PolicyReader, node: Node | undefined): void {
  if (node === undefined || (node.kind === 'string' && (node.value === '2012-10-17' || node.value === '2008-10-17'))) return
  const shown = node.kind === 'string' ? `"${node.value}"` : describe(node)
  reader.report('invalid-version', spanOf(node), `"Version" is ${shown}`, 'Use "2012-10-17", the only other version being "2008-10-17".')
}

function statementNodes(reader: PolicyReader, root: ObjectNode, node: Node | undefined): Node[] {
  if (node === undefined) {
    reader.report('missing-element', spanOf(root), 'the policy has no "Statement"', 'Add a "Statement" with at least one statement.')
    return []
  }
  if (node.kind === 'object') return [node]
  if (node.kind !== 'array') {
    reader.report('wrong-type', spanOf(node), `"Statement" is ${describe(node)}, not a list of statements`, 'Write the statements as a list of objects.')
    return []
  }
  if (node.items.length === 0) reader.report('empty-element', spanOf(node), '"Statement" is an empty list', 'Add at least one statement.')
  return node.items
}

const ELEMENTS = ['Sid', 'Effect', 'Principal', 'NotPrincipal', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition']

function readStatement(reader: PolicyReader, node: Node, index: number): Statement | undefined {
  const at = spanOf(node)
  if (node.kind !== 'object') {
    reader.report('wrong-type', at, `a statement is ${describe(node)}, not an object`, 'Write each statement as an object.')
    return undefined
  }
  const members = reader.members(node, ELEMENTS, 'the statement')
  const sid = members.get('Sid')
  if (sid !== undefined && sid.kind !== 'string') reader.report('wrong-type', spanOf(sid), `"Sid" is ${describe(sid)}, not a string`, 'Write the Sid as a string.')
  const effect = readEffect(reader, node, members.get('Effect'))
  const [principal, notPrincipal] = exclusive(reader, node, members, 'Principal', 'An endpoint policy needs one in every statement; "Principal": "*" with conditions is usual.')
  const [action, notAction] = exclusive(reader, node, members, 'Action', 'Say which actions the statement is about; "*" is all of them.')
  const [resource, notResource] = exclusive(reader, node, members, 'Resource', 'Say which resources the statement is about; "*" is all of them.')
  const conditions = parseConditions(reader, members.get('Condition'))
  const parts = {
    principal: readPrincipal(reader, principal ?? notPrincipal, at, principal === undefined && notPrincipal !== undefined),
    action: readList(reader, action ?? notAction, at, action === undefined && notAction !== undefined, 'Action'),
    resource: readList(reader, resource ?? notResource, at, resource === undefined && notResource !== undefined, 'Resource'),
  }
  return { index, at, sid: sid?.kind === 'string' ? { value: sid.value, at: spanOf(sid) } : undefined, effect, ...parts, conditions, complete: reader.complete }
}

function readEffect(reader: PolicyReader, statement: ObjectNode, node: Node | undefined): 'Allow' | 'Deny' {
  if (node?.kind === 'string' && (node.value === 'Allow' || node.value === 'Deny')) return node.value
  if (reader.isOpen(node)) return 'Allow'
  if (node === undefined) reader.lose('missing-element', spanOf(statement), 'the statement has no "Effect"', 'Add "Effect": "Allow" or "Deny".')
  else reader.lose('invalid-effect', spanOf(node), `"Effect" is ${node.kind === 'string' ? `"${node.value}"` : describe(node)}`, 'Use "Allow" or "Deny", spelled exactly so.')
  return 'Allow'
}

function exclusive(reader: PolicyReader, statement: ObjectNode, members: Map<string, Node>, name: string, help: string): [Node | undefined, Node | undefined] {
  const positive = members.get(name)
  const negative = members.get(`Not${name}`)
  if (positive !== undefined && negative !== undefined) {
    reader.lose('exclusive-elements', spanOf(negative), `the statement has both "${name}" and "Not${name}"`, 'Keep one of the two.')
  } else if (positive === undefined && negative === undefined) {
    reader.lose('missing-element', spanOf(statement), `the statement has no "${name}"`, help)
  }
  return [positive, negative]
}

function readList(reader: PolicyReader, node: Node | undefined, fallback: Span, not: boolean, name: 'Action' | 'Resource'): ListElement {
  if (node === undefined) return { not, at: fallback, values: [] }
  const element = `"${not ? 'Not' : ''}${name}"`
  const values = reader.strings(node, element).map((item) => {
    const located = reader.text(item)
    if (name === 'Action') checkAction(reader, located)
    else checkResource(reader, located)
    return located
  })
  return { not, at: spanOf(node), values }
}

const PRINCIPAL_TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser']

function readPrincipal(reader: PolicyReader, node: Node | undefined, fallback: Span, not: boolean): PrincipalElement {
  if (node === undefined) return { not, at: fallback, values: [] }
  const at = spanOf(node)
  const name = not ? '"NotPrincipal"' : '"Principal"'
  if (node.kind === 'string') {
    const located = reader.text(node)
    if (node.value !== '*') {
      if (!reader.isOpen(node)) reader.lose('invalid-principal', at, `${name} is the string "${node.value}"; only "*" may stand there alone`, 'Write {"AWS": "…"}, or "*" for everyone.')
      return { not, at, values: [] }
    }
    return { not, at, values: [{ ...located, type: 'AWS' }] }
  }
  if (node.kind !== 'object') {
    reader.lose('wrong-type', at, `${name} is ${describe(node)}`, 'Write "*", or an object such as {"AWS": "…"}.')
    return { not, at, values: [] }
  }
  const values = [...reader.members(node, PRINCIPAL_TYPES, name)].flatMap(([type, value]) =>
    !PRINCIPAL_TYPES.includes(type as PrincipalType) ? [] : reader.strings(value, `${name} "${type}"`).map((item) => {
      const located = { ...reader.text(item), type: type as PrincipalType }
      checkPrincipal(reader, located)
      return located
    }))
  return { not, at, values }
}

function reportDuplicateSids(reader: PolicyReader, statements: readonly Statement[]): void {
  const seen = new Set<string>()
  for (const { sid } of statements) {
    if (sid === undefined || sid.value === '') continue
    if (seen.has(sid.value)) reader.report('duplicate-sid', sid.at, `the Sid "${sid.value}" stands twice in the policy`, 'Give each statement a Sid of its own.')
    seen.add(sid.value)
  }
}

