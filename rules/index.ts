import type { Rule } from '../src/linter/rule.js'
import { broadExclusionTag } from './broad-exclusion-tag/rule.js'
import { crossRegionBucket } from './cross-region-bucket/rule.js'
import { defaultEndpointPolicy } from './default-endpoint-policy/rule.js'
import { denyOnlyPolicy } from './deny-only-policy/rule.js'
import { exclusionTagWithoutOrganization } from './exclusion-tag-without-organization/rule.js'
import { gatewayPrincipal } from './gateway-principal/rule.js'
import { ineffectiveOrganizationCondition } from './ineffective-organization-condition/rule.js'
import { malformedPolicy } from './malformed-policy/rule.js'
import { misnamedServiceBucket } from './misnamed-service-bucket/rule.js'
import { missingAgentBucketAccess } from './missing-agent-bucket-access/rule.js'
import { missingPatchBucketAccess } from './missing-patch-bucket-access/rule.js'
import { missingSessionManagerEndpoint } from './missing-session-manager-endpoint/rule.js'
import { missingSystemsManagerEndpoint } from './missing-systems-manager-endpoint/rule.js'
import { mistypedConditionValue } from './mistyped-condition-value/rule.js'
import { oversizedPolicy } from './oversized-policy/rule.js'
import { regionWildcardBucket } from './region-wildcard-bucket/rule.js'
import { unreachableDirectoryService } from './unreachable-directory-service/rule.js'
import { unresolvedPlaceholder } from './unresolved-placeholder/rule.js'
import { unsupportedEndpointPolicy } from './unsupported-endpoint-policy/rule.js'
import { untrustedIdentityAccess } from './untrusted-identity-access/rule.js'
import { untrustedResourceAccess } from './untrusted-resource-access/rule.js'

/** Every rule, sorted by id. */
export const rules: Rule[] = [
  broadExclusionTag,
  crossRegionBucket,
  defaultEndpointPolicy,
  denyOnlyPolicy,
  exclusionTagWithoutOrganization,
  gatewayPrincipal,
  ineffectiveOrganizationCondition,
  malformedPolicy,
  misnamedServiceBucket,
  missingAgentBucketAccess,
  missingPatchBucketAccess,
  missingSessionManagerEndpoint,
  missingSystemsManagerEndpoint,
  mistypedConditionValue,
  oversizedPolicy,
  regionWildcardBucket,
  unreachableDirectoryService,
  unresolvedPlaceholder,
  unsupportedEndpointPolicy,
  untrustedIdentityAccess,
  untrustedResourceAccess,
]
