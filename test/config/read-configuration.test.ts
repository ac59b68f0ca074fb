import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigurationError, type Configuration } from '../../src/config/configuration.js'
import { readConfiguration } from '../../src/config/read-configuration.js'
import { NO_DECLARATIONS } from '../../src/inventory/declarations.js'
import { SourceFile } from '../../src/text/source-text.js'

const RULES = ['malformed-policy', 'untrusted-identity-access']

function read(text: string): Configuration {
  return readConfiguration(new SourceFile('vpce-lint.config.json', text), RULES, { configuration: '/project', working: '/project/src' })
}

/** `line:column message | help` of every fault. */
function faultsOf(text: string): string[] {
  try {
    read(text)
  } catch (error) {
    assert.ok(error instanceof ConfigurationError)
    return error.faults.map(({ at, message, help }) => {
      const { line, column } = at.file.positionAt(at.start)
      return `${line}:${column} ${message} | ${help}`
    })
  }
  return []
}

test('an empty configuration declares nothing', () => {
  const configuration = read('{}')
  assert.deepEqual(configuration.declarations, NO_DECLARATIONS)
  assert.deepEqual(configuration.severities, {})
  assert.deepEqual(configuration.suppressions, [])
  assert.deepEqual(configuration.hintFor('a.json'), {})
})

test('a full configuration is read', () => {
  const full = {
    $schema: './node_modules/vpce-lint/schema/config.json',
    organization: { ids: ['o-a1b2c3d4e5'], accounts: ['111122223333'] },
    thirdParties: ['444455556666', 'o-partner0001'],
    exclusionTags: ['dp:exclude:*', 'team:free'],
    vpcs: [
      {
        id: 'vpc-0*',
        tags: { Name: 'prod-*' },
        region: 'eu-west-1',
        features: ['patch-manager'],
        agentVersion: '3.3.40.0',
        operatingSystems: ['linux'],
        publicEgress: false,
        ownDns: true,
      },
    ],
    features: ['session-manager'],
    files: [{ pattern: 'policies/**', service: 's3', region: 'eu-west-1', endpointType: 'gateway' }],
    buckets: { 'my-bucket': 'eu-west-1' },
    rules: { 'malformed-policy': 'warning', undecided: 'off', 'unused-suppression': 'error' },
    suppressions: [
      { rule: 'malformed-policy', files: ['a/*.json'], endpoint: 'vpce-*', statement: '#1', reason: 'legacy', expires: '2027-02-28' },
    ],
  }
  const { declarations, severities, suppressions } = read(JSON.stringify(full))
  const { organization, thirdParties, exclusionTags, vpcs, features, buckets } = full
  assert.deepEqual(declarations, { organization, thirdParties, exclusionTags, vpcs, features, buckets })
  assert.deepEqual(severities, full.rules)
  const { matchesFile: _, at, ...suppression } = suppressions[0]!
  assert.deepEqual(suppression, {
    rule: 'malformed-policy',
    endpoint: 'vpce-*',
    statement: '#1',
    reason: 'legacy',
    expires: '2027-02-28',
    by: 'configuration',
  })
  assert.equal(at.file.path, 'vpce-lint.config.json')
})

test('a suppression stands where its entry begins', () => {
  const { suppressions } = read(
    '{\n  "suppressions": [\n    {"rule": "malformed-policy", "reason": "a"},\n    {"rule": "undecided", "reason": "b"}\n  ]\n}',
  )
  assert.deepEqual(
    suppressions.map(({ at }) => at.file.positionAt(at.start)),
    [
      { line: 3, column: 5 },
      { line: 4, column: 5 },
    ],
  )
})

test('file entries add up, and later ones win', () => {
  const { hintFor } = read(
    JSON.stringify({
      files: [
        { pattern: '**/*.json', region: 'eu-west-1', service: 's3' },
        { pattern: 'src/ssm*.json', service: 'ssm' },
      ],
    }),
  )
  assert.deepEqual(hintFor('ssm_policy.json'), { region: 'eu-west-1', service: 'ssm' })
  assert.deepEqual(hintFor('../other/x.json'), { region: 'eu-west-1', service: 's3' })
  assert.deepEqual(hintFor('x.txt'), {})
})

const faults: [name: string, text: string, expected: string[]][] = [
  ['a syntax error', '{"features": [}', ['1:15 …']],
  ['not an object', '[]', ['1:1 the configuration is a list, not an object | Write an object: …']],
  [
    'an unknown key',
    '{\n  "sevices": []\n}',
    ['2:3 the configuration has the unknown key "sevices" | Use one of $schema, organization, …'],
  ],
  [
    'a mistyped key',
    '{\n  "suppresions": []\n}',
    ['2:3 the configuration has the unknown key "suppresions" | Did you mean "suppressions"?'],
  ],
  [
    'a mistyped key inside',
    '{"files": [{"pattern": "*", "servcie": "s3"}]}',
    ['1:29 "files[0]" has the unknown key "servcie" | Did you mean "service"?'],
  ],
  [
    'a wrong type',
    '{"vpcs": [{"publicEgress": "yes"}]}',
    ['1:28 "vpcs[0].publicEgress" is a string, not true or false | Write true or false: whether nodes …'],
  ],
  [
    'a number for an account',
    '{"organization": {"accounts": [111122223333]}}',
    ['1:32 "organization.accounts[0]" is a number, not a string | Write a string: an account id of 12 digits.'],
  ],
  [
    'a short account',
    '{"organization": {"accounts": ["11112222"]}}',
    ['1:32 "organization.accounts[0]" is "11112222", which is not an account id of 12 digits | Give an account id of 12 digits.'],
  ],
  [
    'a missing key',
    '{"suppressions": [{"rule": "malformed-policy"}]}',
    ['1:19 "suppressions[0]" has no "reason" | Add "reason": why the findings are accepted, in words.'],
  ],
  [
    'an entry without pattern',
    '{"files": [{}]}',
    ['1:12 "files[0]" has no "pattern" | Add "pattern": a glob of paths relative to this file.'],
  ],
  [
    'an empty reason',
    '{"suppressions": [{"rule": "malformed-policy", "reason": " "}]}',
    ['1:58 "suppressions[0].reason" is empty | Give why the findings are accepted, in words.'],
  ],
  [
    'a mistyped severity',
    '{"rules": {"malformed-policy": "eror"}}',
    ['1:32 "rules.malformed-policy" is "eror", which is not a severity | Did you mean "error"?'],
  ],
  [
    'an unlike severity',
    '{"rules": {"malformed-policy": 2}}',
    ['1:32 "rules.malformed-policy" is 2, which is not a severity | Use one of off, note, warning, error.'],
  ],
  ['a mistyped rule', '{"rules": {"malformed-polcy": "off"}}', ['1:12 "malformed-polcy" is not a rule | Did you mean "malformed-policy"?']],
  ['an unlike rule', '{"rules": {"zzz": "off"}}', ['1:12 "zzz" is not a rule | Run `vpce-lint rules` for the list.']],
  [
    'a mistyped rule in a suppression',
    '{"suppressions": [{"rule": "undecide", "reason": "r"}]}',
    ['1:28 "undecide" is not a rule | Did you mean "undecided"?'],
  ],
  [
    'undecided as an error',
    '{"rules": {"undecided": "error"}}',
    ['1:25 "rules.undecided" is "error", but what could not be decided is never more than a note | Use "note" or "off".'],
  ],
  ['a mistyped feature', '{"features": ["patch-manger"]}', ['1:15 "patch-manger" is not a feature | Did you mean "patch-manager"?']],
  [
    'a mistyped feature of a VPC',
    '{"vpcs": [{"features": ["session-manager", "sesion-manager"]}]}',
    ['1:44 "sesion-manager" is not a feature | Did you mean "session-manager"?'],
  ],
  ['no Region', '{"buckets": {"a/b~c": "Ireland"}}', ['1:23 "buckets.a/b~c" is "Ireland", which is not a Region | Write …']],
  [
    'a mistyped service',
    '{"files": [{"pattern": "*", "service": "s33"}]}',
    ['1:40 "files[0].service" is "s33", which is not a service of endpoints | Did you mean "s3"?'],
  ],
  [
    'no day',
    '{"suppressions": [{"rule": "undecided", "reason": "r", "expires": "2026-02-30"}]}',
    ['1:67 "suppressions[0].expires" is "2026-02-30", which is not a day of the calendar | Write a day as YYYY-MM-DD.'],
  ],
  [
    'another form of date',
    '{"suppressions": [{"rule": "undecided", "reason": "r", "expires": "tomorrow"}]}',
    ['1:67 "suppressions[0].expires" is "tomorrow", which is not the last day …'],
  ],
  ['a key given twice', '{"rules": {}, "rules": {}}', ['1:15 the key "rules" stands twice in one object | Keep one of them.']],
  ['a prototype', '{"__proto__": {"rules": {}}}', ['1:2 the configuration has the unknown key "__proto__" | Use …']],
  [
    'several faults, in order',
    '{\n  "fetures": [],\n  "vpcs": {},\n  "rules": {"malformed-policy": "of"}\n}',
    [
      '2:3 the configuration has the unknown key "fetures" | Did you mean "features"?',
      '3:11 "vpcs" is an object, not a list | Write a list: …',
      '4:33 "rules.malformed-policy" is "of", which is not a severity | Did you mean "off"?',
    ],
  ],
]

for (const [name, text, expected] of faults) {
  test(`fault: ${name}`, () => {
    const actual = faultsOf(text)
    const shortened = actual.map((fault, index) => {
      const [start, cut] = [expected[index]?.split('…')[0] ?? '', expected[index]?.endsWith('…')]
      return cut && fault.startsWith(start) ? expected[index] : fault
    })
    assert.deepEqual(shortened, expected)
  })
}
