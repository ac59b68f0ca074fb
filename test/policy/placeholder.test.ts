import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPseudoParameter, placeholdersIn, withSymbols } from '../../src/policy/placeholder.js'
import { displayText, hasSymbol, symbolsIn, type SymbolSort } from '../../src/policy/symbol.js'

/** The text with what is found in it, each with its sort; `literal` is for documentation values, which are no symbols. */
const FOUND: readonly (readonly [text: string, ...found: (readonly [text: string, sort: SymbolSort | 'literal'])[]])[] = [
  ['arn:aws:s3:::aws-ssm-<region>/*', ['<region>', 'region']],
  ['<my-org-id>', ['<my-org-id>', 'organization']],
  ['<account-id>:<Region>', ['<account-id>', 'account'], ['<Region>', 'region']],
  ['<third-party-account-a>', ['<third-party-account-a>', 'account']],
  ['<region-without-dashes>', ['<region-without-dashes>', 'region-without-dashes']],
  ['<your bucket>', ['<your bucket>', 'any']],
  ['${OrgId}', ['${OrgId}', 'organization']],
  ['${var.region}-${data.aws_caller_identity.current.account_id}',
    ['${var.region}', 'region'], ['${data.aws_caller_identity.current.account_id}', 'account']],
  ['${aws_s3_bucket.logs[0].arn}/*', ['${aws_s3_bucket.logs[0].arn}', 'any']],
  ['arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:q',
    ['${AWS::Partition}', 'any'], ['${AWS::Region}', 'region'], ['${AWS::AccountId}', 'account']],
  ['{{ account }}', ['{{ account }}', 'account']],
  ['arn:aws:ssm:REGION:ACCOUNT_ID:*', ['REGION', 'region'], ['ACCOUNT_ID', 'account']],
  ['YOUR_ACCOUNT_ID', ['YOUR_ACCOUNT_ID', 'account']],
  ['AWS_REGION', ['AWS_REGION', 'region']],
  ['ORG-ID', ['ORG-ID', 'organization']],
  ['arn:aws:iam::111122223333:root', ['111122223333', 'literal']],
  ['o-exampleorgid/*', ['o-exampleorgid', 'literal']],
  ['arn:aws:s3:::DOC-EXAMPLE-BUCKET1/*', ['DOC-EXAMPLE-BUCKET1', 'literal']],
  ['arn:aws:s3:::amzn-s3-demo-bucket', ['amzn-s3-demo-bucket', 'literal']],
]

for (const [text, ...found] of FOUND) {
  test(`the placeholders of ${text}`, () => {
    const placeholders = placeholdersIn(text)
    assert.deepEqual(placeholders.map((placeholder) => [placeholder.text, placeholder.sort ?? 'literal']), found)
    for (const { start, end, text: own } of placeholders) assert.equal(text.slice(start, end), own)
    const symbols = found.filter(([, sort]) => sort !== 'literal')
    const replaced = withSymbols(text, placeholders)
    assert.equal(hasSymbol(replaced), symbols.length > 0)
    assert.deepEqual(symbolsIn(replaced).map(({ sort }) => sort), symbols.map(([, sort]) => sort))
    assert.equal(displayText(replaced).toLowerCase(), text.toLowerCase())
  })
}

const NONE = [
  '', '*', 'arn:aws:s3:::acme/*', '${aws:username}', "${aws:PrincipalTag/team, 'none'}", '${*}${?}${$}', '${}', '<', '<>', 'a<b', '1<2>3',
  'SUBREGIONS', 'REGIONAL', 'MyREGION', 'region', 'account-id', '1111222233334', '9111122223333', 'my-o-exampleorgid', 'o-exampleorgid2',
  'amzn-s3-demo-buckets', '{region}', '{{}}',
]

for (const text of NONE) {
  test(`no placeholder in "${text}"`, () => assert.deepEqual(placeholdersIn(text), []))
}

test('the same placeholder is the same symbol wherever it stands, whatever its case', () => {
  const symbol = (text: string): string => withSymbols(text, placeholdersIn(text))
  assert.equal(symbol('<region>'), symbol('<Region>'))
  assert.equal(symbol('a<region>b<region>').at(1), symbol('<region>'))
  assert.notEqual(symbol('<region>'), symbol('<account>'))
  assert.notEqual(symbol('<region>'), symbol('${region}'))
})

test('pseudo parameters are those of CloudFormation', () => {
  for (const text of ['${AWS::Region}', '${AWS::AccountId}', '${AWS::Partition}']) assert.ok(isPseudoParameter(text), text)
  for (const text of ['${Region}', '${aws:username}', '<AWS::Region>', '${AWS::}', '${My::Region}', 'AWS::Region']) {
    assert.ok(!isPseudoParameter(text), text)
  }
})
