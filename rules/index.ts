import type { Rule } from '../src/linter/rule.js'
import { crossRegionBucket } from './cross-region-bucket/rule.js'
import { defaultEndpointPolicy } from './default-endpoint-policy/rule.js'
import { exclusionTagWithoutOrganization } from './exclusion-tag-without-organization/rule.js'
import { malformedPolicy } from './malformed-policy/rule.js'
import { missingPatchBucketAccess } from './missing-patch-bucket-access/rule.js'
import { missingSessionManagerEndpoint } from './missing-session-manager-endpoint/rule.js'
import { unreachableDirectoryService } from './unreachable-directory-service/rule.js'
import { unresolvedPlaceholder } from './unresolved-placeholder/rule.js'
import { untrustedIdentityAccess } from './untrusted-identity-access/rule.js'

/** Every rule, sorted by id. */
export const rules: Rule[] = [
  crossRegionBucket,
  defaultEndpointPolicy,
  exclusionTagWithoutOrganization,
  malformedPolicy,
  missingPatchBucketAccess,
  missingSessionManagerEndpoint,
  unreachableDirectoryService,
  unresolvedPlaceholder,
  untrustedIdentityAccess,
]
