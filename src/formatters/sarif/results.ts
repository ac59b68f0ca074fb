import type { PublishedFinding, PublishedFix } from '../../linter/publish.js'
import type { FormatContext } from '../formatter.js'
import { escapeLinks, messageOf, RELATED_KEPT, sentence } from './message.js'
import { artifactOf, physicalLocationOf, regionOf } from './places.js'

export function resultOf(finding: PublishedFinding, ruleIndexes: ReadonlyMap<string, number>, context: FormatContext): object {
  const { ruleId, messageId, severity, location, related, subject, witness, fix, fingerprint } = finding
  const { directory } = context
  const ruleIndex = ruleIndexes.get(ruleId)
  return {
    ruleId,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: severity,
    message: messageOf(finding),
    locations: [{ physicalLocation: physicalLocationOf(location, directory) }],
    ...(related.length > 0 && { relatedLocations: relatedLocations(related, directory) }),
    partialFingerprints: { primaryLocationLineHash: context.lineHashOf(finding), 'vpceLint/v1': fingerprint },
    ...(fix && { fixes: [fixOf(fix, directory)] }),
    properties: { messageId, subject, ...(witness && { witness }) },
  }
}

function relatedLocations(related: PublishedFinding['related'], directory: string): object[] {
  return related.slice(0, RELATED_KEPT).map(({ location, note }, index) => ({
    id: index + 1,
    physicalLocation: physicalLocationOf(location, directory),
    message: { text: escapeLinks(sentence(note)) },
  }))
}

function fixOf({ description, safe, edits }: PublishedFix, directory: string): object {
  const paths = [...new Set(edits.map(({ location }) => location.path))]
  return {
    description: { text: escapeLinks(sentence(description)) },
    artifactChanges: paths.map((path) => ({
      artifactLocation: artifactOf(path, directory),
      replacements: edits
        .filter(({ location }) => location.path === path)
        .map(({ location, text }) => ({ deletedRegion: regionOf(location), insertedContent: { text } })),
    })),
    properties: { safe },
  }
}
