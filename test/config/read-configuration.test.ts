import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ConfigurationError, type Configuration } from '../../src/config/configuration.js'
import { readConfiguration } from '../../src/config/read-configuration.js'
import { NO_DECLARATIONS } from '../../src/inventory/declarations.js'
import { optionsFor, severityFor } from '../../src/linter/settings.js'
import type { RuleMeta } from '../../src/linter/rule.js'
import { SourceFile } from '../../src/text/source-text.js'

const OPTIONS = {
  type: 'object',
  additionalProperties: false,
  properties: { most: { type: 'integer', minimum: 1, description: 'a number of statements' } },
}
const RULES = ['malformed-policy', 'untrusted-identity-access'].map((id, index): RuleMeta => ({
  id,
  description: 'A rule of the tests.',
  category: 'policy-language',
  presets: ['recommended', 'strict'],
  precision: 'high',
  sources: [],
  ...(index === 0 && { options: OPTIONS }),
}))

function read(text: string, name = 'vpce-lint.config.json'): Promise<Configuration> {
  return readConfiguration(new SourceFile(name, text), RULES, { configuration: '/project', working: '/project/src' })
}

/** `line:column message | help` of every fault. */
async function faultsOf(text: string, name?: string): Promise<string[]> {
  try {
    await read(text, name)
  } catch (error) {
    assert.ok(error instanceof ConfigurationError)
    return error.faults.map(({ at, message, help }) => {
      const { line, column } = at.file.positionAt(at.start)
      return `${line}:${column} ${message} | ${help}`
    })
  }
  return []
}

test('an empty configuration declares nothing', async () => {
  const configuration = await read('{}')
  assert.deepEqual(configuration.declarations, NO_DECLARATIONS)
  assert.deepEqual(configuration.severities, {})
  assert.deepEqual(configuration.suppressions, [])
  assert.deepEqual(configuration.hintFor('a.json'), {})
})

test('a full configuration is read', async () => {
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
  const { declarations, severities, suppressions } = await read(JSON.stringify(full))
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

test('a suppression stands where its entry begins', async () => {
  const { suppressions } = await read(
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

test('file entries add up, and later ones win', async () => {
  const { hintFor } = await read(
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
    ['2:3 the configuration has the unknown key "sevices" | Use one of $schema, extends, organization, …'],
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
  ['an unknown preset', '{"extends": "strct"}', ['1:13 "extends" is "strct", which is not a preset of rules, "recommended" or "strict" | Did you mean "strict"?']],
  [
    'a mistyped severity beside options',
    '{"rules": {"malformed-policy": ["eror", {}]}}',
    ['1:33 "rules.malformed-policy[0]" is "eror", which is not a severity | Did you mean "error"?'],
  ],
  ['an empty list for a rule', '{"rules": {"malformed-policy": []}}', ['1:32 "rules.malformed-policy" is a list, which is not …']],
  ['more than options', '{"rules": {"malformed-policy": ["off", {}, 1]}}', ['1:32 "rules.malformed-policy" is a list, which is not …']],
  [
    'options that the rule does not know',
    '{"rules": {"malformed-policy": ["error", {"mots": 1}]}}',
    ['1:43 "rules.malformed-policy[1]" has the unknown key "mots" | Did you mean "most"?'],
  ],
  [
    'options of a wrong type in an override',
    '{"overrides": [{"files": "a", "rules": {"malformed-policy": ["error", {"most": "1"}]}}]}',
    ['1:80 "overrides[0].rules.malformed-policy[1].most" is a string, not a number | Write a number: a number of statements.'],
  ],
  [
    'options of a rule that has none',
    '{"rules": {"untrusted-identity-access": ["error", {}]}}',
    ['1:51 "untrusted-identity-access" takes no options | Write the severity alone.'],
  ],
  [
    'a mistyped rule in an override',
    '{"overrides": [{"files": "*", "rules": {"malformed-polcy": "off"}}]}',
    ['1:41 "malformed-polcy" is not a rule | Did you mean "malformed-policy"?'],
  ],
  ['an override without rules', '{"overrides": [{"files": "*"}]}', ['1:16 "overrides[0]" has no "rules" | …']],
  ['a comment in JSON', '{} // none', ['1:4 JSON has no comments | …']],
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
  test(`fault: ${name}`, async () => {
    const actual = await faultsOf(text)
    const shortened = actual.map((fault, index) => {
      const [start, cut] = [expected[index]?.split('…')[0] ?? '', expected[index]?.endsWith('…')]
      return cut && fault.startsWith(start) ? expected[index] : fault
    })
    assert.deepEqual(shortened, expected)
  })
}

const languages: [name: string, text: string][] = [
  ['vpce-lint.config.json', '{"extends": "strict", "features": ["patch-manager"], "organization": {"accounts": ["111122223333"]}}'],
  [
    'vpce-lint.config.jsonc',
    '// all of it\n{"extends": "strict", /* inside */ "features": ["patch-manager", ], "organization": {"accounts": ["111122223333"], // 1\n},}',
  ],
  ['vpce-lint.config.yaml', '# all of it\nextends: strict\nfeatures: [patch-manager]\norganization:\n  accounts: [111122223333]\n'],
]

for (const [name, text] of languages) {
  test(`${name} is read in its language`, async () => {
    const { path, preset, declarations } = await read(text, name)
    assert.deepEqual([path, preset, declarations.features, declarations.organization.accounts], [
      name,
      'strict',
      ['patch-manager'],
      ['111122223333'],
    ])
  })
}

test('faults have their places in every language', async () => {
  assert.deepEqual(await faultsOf('{\n  // no\n  "fetures": [],\n}', 'vpce-lint.config.jsonc'), [
    '3:3 the configuration has the unknown key "fetures" | Did you mean "features"?',
  ])
  assert.deepEqual(await faultsOf('# no\nrules:\n  malformed-policy: of\n', 'vpce-lint.config.yaml'), [
    '3:21 "rules.malformed-policy" is "of", which is not a severity | Did you mean "off"?',
  ])
  assert.match((await faultsOf('{} /* on and on', 'vpce-lint.config.jsonc')).join(), /^1:4 this comment is not closed/)
  assert.match((await faultsOf('{}\n---\n{}\n', 'vpce-lint.config.yaml')).join(), /^3:1 a second document follows/)
  assert.match((await faultsOf('', 'vpce-lint.config.yaml')).join(), /^1:1 /)
})

test('overrides hold for the files that they match, and later ones win', async () => {
  const settings = await read(
    JSON.stringify({
      rules: { 'malformed-policy': ['error', { most: 1 }] },
      overrides: [
        { files: ['src/a/**', 'src/b/*'], rules: { 'malformed-policy': 'off', 'untrusted-identity-access': 'note' } },
        { files: '*.json', rules: { 'malformed-policy': ['warning', { most: 3 }] } },
      ],
    }),
  )
  const of = (path: string) => [
    severityFor('malformed-policy', path, settings),
    optionsFor('malformed-policy', path, settings)['most'],
    severityFor('untrusted-identity-access', path, settings),
  ]
  assert.deepEqual(of('a/x/y.yaml'), ['off', 1, 'note'])
  assert.deepEqual(of('a/x/y.json'), ['warning', 3, 'note'])
  assert.deepEqual(of('c.jsonc'), ['error', 1, undefined])
  assert.deepEqual(optionsFor('malformed-policy', undefined, settings), { most: 1 })
})
