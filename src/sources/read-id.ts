import type { Located } from '../text/source-text.js'
import type { Gathering } from './gathering.js'
import type { RecordReader } from './record-reader.js'

/** The member without which an item is of no use; its absence is reported. */
export function readId(record: RecordReader, name: string, what: string, gathering: Gathering): Located<string> | undefined {
  const id = record.text(name)
  if (id === undefined && !record.has(name)) {
    gathering.report(record.node, `an item for a ${what} has no "${name}"`, `Give the items with "${name}", as the AWS CLI prints them.`)
  }
  return id
}
