import { matchesGlob } from './glob.js'
import type { Organization } from './organization.js'

/** `aws:PrincipalTag/dp:exclude:resource` and its like; tag keys compare case-sensitively, families of keys do not. */
export function isExclusionTag(key: string, { exclusionTags }: Pick<Organization, 'exclusionTags'>): boolean {
  const slash = key.indexOf('/')
  const family = key.slice(0, slash).toLowerCase()
  if (family !== 'aws:principaltag' && family !== 'aws:resourcetag' && family !== 'aws:requesttag') return false
  return exclusionTags.some((pattern) => matchesGlob(pattern, key.slice(slash + 1)))
}
