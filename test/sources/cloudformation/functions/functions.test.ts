import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluateText, propertyOf, said, shown } from '../../../support/evaluate-template.js'

const PARAMETERS = {
  Env: { Type: 'String' }, Count: { Type: 'Number', Default: 2 }, Vpc: { Type: 'AWS::EC2::VPC::Id' },
  Names: { Type: 'CommaDelimitedList', Default: 'a, b,c' }, Subnets: { Type: 'List<AWS::EC2::Subnet::Id>' },
  Stored: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/vpc/id' },
}
const MAPPINGS = { Map: { prod: { Name: 'big', List: ['x', 'y'] }, 'eu-west-1': { Name: 'west' } } }
const CONDITIONS = {
  IsProd: { 'Fn::Equals': [{ Ref: 'Env' }, 'prod'] },
  IsDev: { 'Fn::Equals': ['dev', { Ref: 'Env' }] },
  Both: { 'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Not': [{ Condition: 'IsDev' }] }] },
  Either: { 'Fn::Or': [{ Condition: 'IsDev' }, { 'Fn::Equals': [{ 'Fn::FindInMap': ['Map', { Ref: 'Env' }, 'Name'] }, 'big'] }] },
}
const RESOURCES = {
  Net: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.0.0.0/16' } },
  Logs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { 'Fn::Sub': 'logs-${AWS::AccountId}' } } },
  Any: { Type: 'AWS::S3::Bucket' },
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', Path: '/team/' } },
  Anonymous: { Type: 'AWS::IAM::Role' },
  Group: { Type: 'AWS::EC2::SecurityGroup', Properties: { VpcId: { Ref: 'Net' } } },
}

/** The value in short YAML, in long JSON, and what it gives. */
const TABLE: readonly (readonly [yaml: string, json: unknown, expected: unknown])[] = [
  ['!Ref Env', { Ref: 'Env' }, 'prod'],
  ['!Ref Count', { Ref: 'Count' }, '2'],
  ['!Ref Names', { Ref: 'Names' }, ['a', 'b', 'c']],
  ['!Ref Vpc', { Ref: 'Vpc' }, '${Vpc}'],
  ['!Ref Subnets', { Ref: 'Subnets' }, '${Subnets}'],
  ['!Ref Stored', { Ref: 'Stored' }, '${Stored}'],
  ['!Ref Net', { Ref: 'Net' }, '${Net}'],
  ['!Ref Logs', { Ref: 'Logs' }, 'logs-210987654321'],
  ['!Ref Role', { Ref: 'Role' }, 'reader'],
  ["!Ref 'AWS::Region'", { Ref: 'AWS::Region' }, 'eu-west-1'],
  ["!Ref 'AWS::Partition'", { Ref: 'AWS::Partition' }, 'aws'],
  ["!Ref 'AWS::URLSuffix'", { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
  ["!Ref 'AWS::StackName'", { Ref: 'AWS::StackName' }, '${AWS::StackName}'],
  ["!Ref 'AWS::NoValue'", { Ref: 'AWS::NoValue' }, undefined],
  ["[a, !Ref 'AWS::NoValue', b]", ['a', { Ref: 'AWS::NoValue' }, 'b'], ['a', 'b']],
  ['!GetAtt Net.VpcId', { 'Fn::GetAtt': ['Net', 'VpcId'] }, '${Net}'],
  ['!GetAtt Net.CidrBlock', { 'Fn::GetAtt': ['Net', 'CidrBlock'] }, '10.0.0.0/16'],
  ['!GetAtt Net.DefaultSecurityGroup', { 'Fn::GetAtt': ['Net', 'DefaultSecurityGroup'] }, '${Net.DefaultSecurityGroup}'],
  ['!GetAtt [Group, GroupId]', { 'Fn::GetAtt': ['Group', 'GroupId'] }, '${Group}'],
  ['!GetAtt Group.VpcId', { 'Fn::GetAtt': 'Group.VpcId' }, '${Net}'],
  ['!GetAtt Logs.Arn', { 'Fn::GetAtt': ['Logs', 'Arn'] }, 'arn:aws:s3:::logs-210987654321'],
  ['!GetAtt Any.Arn', { 'Fn::GetAtt': ['Any', 'Arn'] }, 'arn:aws:s3:::${Any}'],
  ['!GetAtt Role.Arn', { 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::210987654321:role/team/reader'],
  ['!GetAtt Anonymous.Arn', { 'Fn::GetAtt': ['Anonymous', 'Arn'] }, '${Anonymous.Arn}'],
  ["!Sub '${Env}-${Vpc}-${!aws:PrincipalOrgID}'", { 'Fn::Sub': '${Env}-${Vpc}-${!aws:PrincipalOrgID}' }, 'prod-${Vpc}-${aws:PrincipalOrgID}'],
  ["!Sub ['${A}/${Logs.Arn}', {A: !Ref Count}]", { 'Fn::Sub': ['${A}/${Logs.Arn}', { A: { Ref: 'Count' } }] }, '2/arn:aws:s3:::logs-210987654321'],
  ["!Join ['-', [a, !Ref Env, 1]]", { 'Fn::Join': ['-', ['a', { Ref: 'Env' }, 1]] }, 'a-prod-1'],
  ["!Join ['', !Ref Names]", { 'Fn::Join': ['', { Ref: 'Names' }] }, 'abc'],
  ["!Join [',', !Ref Subnets]", { 'Fn::Join': [',', { Ref: 'Subnets' }] }, '${Subnets[*]}'],
  ["!Split ['-', a-b-c]", { 'Fn::Split': ['-', 'a-b-c'] }, ['a', 'b', 'c']],
  ["!Split [',', !Sub '${Net},${Group}']", { 'Fn::Split': [',', { 'Fn::Sub': '${Net},${Group}' }] }, ['${Net}', '${Group}']],
  ["!Select [1, !Split [',', !Ref Vpc]]", { 'Fn::Select': [1, { 'Fn::Split': [',', { Ref: 'Vpc' }] }] }, '${Vpc[…][1]}'],
  ['!Select [!Ref Count, !Ref Names]', { 'Fn::Select': [{ Ref: 'Count' }, { Ref: 'Names' }] }, 'c'],
  ["!Select ['0', !Ref Subnets]", { 'Fn::Select': ['0', { Ref: 'Subnets' }] }, '${Subnets[0]}'],
  ["!Select [0, !GetAZs '']", { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] }, '${AvailabilityZones[0]}'],
  ['!If [IsProd, yes-it-is, no]', { 'Fn::If': ['IsProd', 'yes-it-is', 'no'] }, 'yes-it-is'],
  ["!If [IsDev, 1, !Ref 'AWS::NoValue']", { 'Fn::If': ['IsDev', 1, { Ref: 'AWS::NoValue' }] }, undefined],
  ['!If [Both, [1], 2]', { 'Fn::If': ['Both', [1], 2] }, [1]],
  ['!If [Either, {a: !Ref Env}, 2]', { 'Fn::If': ['Either', { a: { Ref: 'Env' } }, 2] }, { a: 'prod' }],
  ['!FindInMap [Map, !Ref Env, List]', { 'Fn::FindInMap': ['Map', { Ref: 'Env' }, 'List'] }, ['x', 'y']],
  ["!FindInMap [Map, !Ref 'AWS::Region', Name]", { 'Fn::FindInMap': ['Map', { Ref: 'AWS::Region' }, 'Name'] }, 'west'],
  ['!FindInMap [Map, !Ref Vpc, Name]', { 'Fn::FindInMap': ['Map', { Ref: 'Vpc' }, 'Name'] }, '${Map.Vpc.Name}'],
  ['!FindInMap [Map, dev, Name, {DefaultValue: !Ref Env}]', { 'Fn::FindInMap': ['Map', 'dev', 'Name', { DefaultValue: { Ref: 'Env' } }] }, 'prod'],
  ['!ImportValue vpc-id', { 'Fn::ImportValue': 'vpc-id' }, '${vpc-id}'],
  ['!Cidr [!GetAtt Net.CidrBlock, 2, 8]', { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Net', 'CidrBlock'] }, 2, 8] }, ['10.0.0.0/24', '10.0.1.0/24']],
  ["!Cidr ['2001:db8::/56', 2, 64]", { 'Fn::Cidr': ['2001:db8::/56', 2, 64] }, ['2001:db8::/64', '2001:db8:0:1::/64']],
  ['!Cidr [!Ref Vpc, 2]', { 'Fn::Cidr': [{ Ref: 'Vpc' }, 2] }, '${Vpc[…]}'],
  ['!Base64 text', { 'Fn::Base64': 'text' }, 'text'],
  ['!Length [a, b]', { 'Fn::Length': ['a', 'b'] }, 2],
  ['!Length [!Ref Names]', { 'Fn::Length': { Ref: 'Names' } }, undefined],
  ['!ToJsonString {a: [1, "x\\"y", !Ref Vpc], b: true}', { 'Fn::ToJsonString': { a: [1, 'x"y', { Ref: 'Vpc' }], b: true } }, '{"a":[1,"x\\"y","${Vpc}"],"b":true}'],
  ["'{{resolve:ssm:/a/b:1}}/x'", '{{resolve:ssm:/a/b:1}}/x', '{{resolve:ssm:/a/b:1}}/x'],
  ["!Sub '{{resolve:ssm:/${Env}/id}}'", { 'Fn::Sub': '{{resolve:ssm:/${Env}/id}}' }, '{{resolve:ssm:/prod/id}}'],
  ['{Ref: Env, Other: 1}', { Ref: 'Env', Other: 1 }, { Ref: 'Env', Other: 1 }],
]

const GIVEN = { region: 'eu-west-1', account: '210987654321', parameters: new Map([['Env', 'prod']]) }

for (const [yaml, json, expected] of TABLE) {
  test(`the value of ${yaml}`, () => {
    const inJson = evaluateText(JSON.stringify({
      Parameters: PARAMETERS, Mappings: MAPPINGS, Conditions: CONDITIONS, Resources: { ...RESOURCES, Probe: { Type: 'AWS::SSM::Parameter', Properties: { Value: json } } },
    }, undefined, 2), GIVEN)
    const inYaml = evaluateText([
      ...Object.entries({ Parameters: PARAMETERS, Mappings: MAPPINGS, Conditions: CONDITIONS }).map(([name, section]) => `${name}: ${JSON.stringify(section)}`),
      'Resources:', ...Object.entries(RESOURCES).map(([id, resource]) => `  ${id}: ${JSON.stringify(resource)}`),
      '  Probe:', '    Type: AWS::SSM::Parameter', '    Properties:', `      Value: ${yaml}`,
    ].join('\n'), GIVEN)
    // What a list of one list has for its length is the one difference between the forms.
    const isLength = yaml.startsWith('!Length [!Ref')
    assert.deepEqual(shown(propertyOf(inYaml, 'Probe', 'Value')), isLength ? 1 : expected)
    assert.deepEqual(shown(propertyOf(inJson, 'Probe', 'Value')), isLength ? 3 : expected)
    assert.deepEqual([inYaml.problems, inJson.problems, inYaml.variants.length, inJson.variants.length], [[], [], 1, 1])
    assert.deepEqual(said(inYaml).filter((line) => !line.includes('no value')), [])
  })
}

/** What CloudFormation would refuse, or what cannot be known, and what is said of it. */
const WRONG: readonly (readonly [yaml: string, expected: unknown, message: RegExp])[] = [
  ['!Join [1]', '${Fn::Join}', /^7:20 "Fn::Join" has no delimiter and list$/],
  ['!Join 1', '${Fn::Join}', /^7:20 "Fn::Join" has no delimiter and list$/],
  ["!Join ['', [{a: 1}]]", '${Fn::Join}', /^7:26 an item of "Fn::Join" is no text$/],
  ["!Join ['', text]", '${Fn::Join}', /^7:25 "Fn::Join" joins no list$/],
  ['!Sub {a: 1}', '${Fn::Sub}', /^7:19 "Fn::Sub" has no text to fill in$/],
  ["!Sub ['${A}', {A: [1]}]", '${A}', /^7:21 "\$\{A\}" is no text$/],
  ["!Sub 'a ${Nobody} ${aws:username}'", 'a ${Nobody} ${aws:username}', /^7:22 "Nobody" is neither a parameter nor a resource/],
  ['!Ref Nobody', '${Nobody}', /^7:14 "Nobody" is neither a parameter nor a resource of the template, so its value is unknown$/],
  ['!Ref [a]', '${Ref}', /^7:19 "Ref" names nothing$/],
  ['!GetAtt Nobody.Arn', '${Nobody.Arn}', /^7:14 "Nobody" is neither/],
  ['!GetAtt Probe', '${Fn::GetAtt}', /^7:22 "Fn::GetAtt" has no logical id and attribute$/],
  ['!If [Nothing, a, b]', 'a', /^7:19 "Nothing" is no condition of the template$/],
  ['!If [Nothing, a]', '${Fn::If}', /^7:18 "Fn::If" has no condition and two values$/],
  ['!Select [3, [a]]', '${Fn::Select}', /^7:23 "Fn::Select" asks for the item "3" of a list with 1$/],
  ['!Select [0, text]', '${Fn::Select}', /^7:26 "Fn::Select" selects from no list$/],
  ['!Split [a]', '${Fn::Split}', /^7:21 "Fn::Split" has no delimiter and text$/],
  ['!FindInMap [Map, a]', '${Fn::FindInMap}', /^7:25 "Fn::FindInMap" has no three keys$/],
  ['!FindInMap [Map, a, b]', '${Map.a.b}', /^7:14 the mappings have no text or list for "Map", "a", "b"$/],
  ['!ImportValue [a]', '${Fn::ImportValue}', /^7:27 "Fn::ImportValue" names no export$/],
  ['!Cidr [10.0.0.0/24, 2, 8]', '${Fn::Cidr}', /^7:20 "10.0.0.0\/24" has no 2 blocks with 8 host bits$/],
  ['{Fn::Nope: x}', '${Fn::Nope}', /^7:15 "Fn::Nope" is no function that is known here, so its value is unknown$/],
  ['!Equals [a, b]', '${Fn::Equals}', /^7:14 "Fn::Equals" is no function for this place, so its value is unknown$/],
  ['!Transform {Name: AWS::Include}', '${Fn::Transform}', /^7:14 what "Fn::Transform" puts here is known only at deployment$/],
]

for (const [yaml, expected, message] of WRONG) {
  test(`${yaml} is reported, and the rest is read`, () => {
    const evaluated = evaluateText(['# line', 'Mappings: {}', 'Resources:', '  Probe:', '    Type: AWS::SSM::Parameter', '    Properties:', `      Value: ${yaml}`, '      Name: n'].join('\n'))
    assert.deepEqual(shown(propertyOf(evaluated, 'Probe', 'Value')), expected)
    assert.match(said(evaluated)[0]!, message)
    assert.equal(shown(propertyOf(evaluated, 'Probe', 'Name')), 'n')
  })
}
