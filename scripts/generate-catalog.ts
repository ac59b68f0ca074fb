import { readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import {
  accessPatterns, accountLists, agentActions, conditionKeys, crossRegionServices, endpointPolicySupport, features, partitionPrefixes,
  partitionRows, patchBuckets, serviceGroups, ssmBuckets, suffixedPayload, supersededResources, systemsManagerEndpoints,
} from './catalog-rows.js'
import type { Facts } from './facts.js'

/** The text of src/catalog/tables.ts; equal facts give equal text. */
export function generateTables(facts: Facts): string {
  const tables = [
    table('sourceTable', 'Readonly<Record<string, Source>>', facts.sources),
    table('unconfirmedTable', 'readonly string[]', facts.unconfirmed),
    table('partitionTable', 'readonly PartitionRow[]', partitionRows(facts)),
    table('serviceTable', 'readonly ServiceGroup[]', serviceGroups(facts)),
    table('partitionPrefixTable', 'Readonly<Record<string, string>>', partitionPrefixes(facts)),
    table('crossRegionTable', 'readonly string[]', crossRegionServices(facts)),
    table('systemsManagerEndpointTable', 'readonly SystemsManagerEndpoint[]', systemsManagerEndpoints(facts)),
    table('endpointPolicySupportTable', 'readonly EndpointPolicySupport[]', endpointPolicySupport(facts)),
    table('ssmBucketTable', 'readonly SsmBucket[]', ssmBuckets(facts)),
    table('patchBucketTable', 'readonly PatchBucketRow[]', patchBuckets(facts)),
    table('suffixedPayloadTable', 'SuffixedPayload', suffixedPayload(facts)),
    table('supersededTable', 'readonly SupersededResource[]', supersededResources(facts)),
    table('accessPatternTable', 'readonly AccessPattern[]', accessPatterns(facts)),
    table('accountTable', 'Readonly<Record<AccountSet, string>>', accountLists(facts)),
    table('featureTable', 'readonly Feature[]', features(facts)),
    table('agentActionTable', 'readonly AgentAction[]', agentActions(facts)),
    table('conditionKeyTable', 'readonly ConditionKey[]', conditionKeys(facts)),
    table('sensitiveKeyTable', 'readonly string[]', facts.sensitiveKeys),
    table('policyLanguageTable', 'PolicyLanguage', facts.endpointPolicyLanguage),
    table('quotaTable', 'Quotas', facts.quotas),
  ]
  return [
    '// Generated from data/facts.json by scripts/generate-catalog.ts; do not edit.',
    'import type { AccessPattern } from \'./access-patterns.js\'',
    'import type { AccountSet } from \'./accounts.js\'',
    'import type { AgentAction } from \'./actions.js\'',
    'import type { PatchBucketRow, SsmBucket, SuffixedPayload, SupersededResource } from \'./buckets.js\'',
    'import type { ConditionKey } from \'./condition-keys.js\'',
    'import type { PolicyLanguage, Quotas } from \'./endpoint-policies.js\'',
    'import type { Feature } from \'./features.js\'',
    'import { table } from \'./lazy.js\'',
    'import type { PartitionRow } from \'./regions.js\'',
    'import type { EndpointPolicySupport, ServiceGroup, SystemsManagerEndpoint } from \'./services.js\'',
    'import type { Source } from \'./sources.js\'',
    '',
    `export const catalogDate = '${facts.generated}'`,
    ...tables,
    '',
  ].join('\n')
}

/** One line a row, so that a change of the facts reads well as a difference. */
function table(name: string, type: string, value: object): string {
  const rows = Array.isArray(value)
    ? value.map((row) => JSON.stringify(row))
    : Object.entries(value).map(([key, member]) => `${JSON.stringify(key)}:${JSON.stringify(member)}`)
  const [open, close] = Array.isArray(value) ? '[]' : '{}'
  const json = `${open}\n${rows.join(',\n')}\n${close}`
  return `\nexport const ${name} = table<${type}>(\`${json.replace(/[\\`]|\$\{/g, '\\$&')}\`)`
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const facts = JSON.parse(readFileSync('data/facts.json', 'utf8')) as Facts
  writeFileSync('src/catalog/tables.ts', generateTables(facts))
}
