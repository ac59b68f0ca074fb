import { patchBuckets } from '../../src/catalog/catalog.js'
import { displayText, hasSymbol } from '../../src/policy/symbol.js'

/**
 * The patch buckets of a Region. For a Region that is not filled in, what holds in every Region: the suffix of the documents' own
 * buckets is unknown there, so any name with one will do.
 */
export function bucketsOf(region: string): { payload: string; patchManager: string; patchManagerMacos: string; snapshot: string } | undefined {
  if (!hasSymbol(region)) return patchBuckets(region)
  return {
    payload: `aws-ssm-${region}`,
    patchManager: `aws-patch-manager-${region}-${ANY_SUFFIX}`,
    patchManagerMacos: `aws-patchmanager-macos-${region}-${ANY_SUFFIX}`,
    snapshot: `patch-baseline-snapshot-${region}`,
  }
}

const ANY_SUFFIX = '?'.repeat(9)

/** The name for messages. */
export function nameOfBucket(bucket: string): string {
  return displayText(bucket).replace(ANY_SUFFIX, 'SUFFIX')
}
