import { memberOf, spanOf, type Node } from '../syntax/node.js'
import type { Gathering } from './gathering.js'
import { parseInside } from './parse-inside.js'
import { RecordReader } from './record-reader.js'
import { gatherDocument } from './ssm-document.js'

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetDocument.html */
export function recognises(root: Node): boolean {
  const has = (name: string) => memberOf(root, name) !== undefined
  return has('Name') && has('Content') && (has('DocumentType') || has('DocumentFormat') || has('DocumentVersion'))
}

export function gather(root: Node, gathering: Gathering): void {
  if (root.kind !== 'object') return
  const answer = new RecordReader(root, gathering)
  const name = answer.text('Name')
  const content = answer.member('Content', 'string')
  const format = answer.string('DocumentFormat')
  const what = name === undefined ? 'the document' : `document "${name.value}"`
  if (content === undefined) return
  if (format === 'TEXT') {
    gathering.leaveOut(content, `${what} is not written in JSON or YAML`)
    return
  }
  const isYaml = format === 'YAML' || (format === undefined && !/^\s*\{/.test(content.value))
  const document = parseInside(content, gathering, what, isYaml ? 'YAML' : 'JSON')
  if (document !== undefined) gatherDocument(document, name?.value, name?.at ?? spanOf(document), gathering)
}
