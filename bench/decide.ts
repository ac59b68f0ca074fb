import { cpus } from 'node:os'
import type { Caller, Question } from '../src/access/access.js'
import { decide, engineFor } from '../src/access/decide.js'
import { awsOwnedResources } from '../src/catalog/catalog.js'
import { readPolicy } from '../src/policy/parse-policy.js'
import { parseJson } from '../src/syntax/json.js'
import { SourceFile } from '../src/text/source-text.js'
import { median } from './median.js'

/*
 * The budget of the reasoning core: a data-perimeter policy with 61 AWS-owned buckets against 40 questions, under 1 ms once
 * compiled, and under 1 ms to compile. Run with `npm run bench` on an idle machine.
 */
const region = 'eu-west-1'
const organization = 'o-acme123456'
const buckets = awsOwnedResources(region, 'aws').filter((arn) => arn.includes(':s3:::')).slice(0, 61)
const statement = (Sid: string, Condition: unknown, rest: object = { Action: '*', Resource: '*' }) => ({ Sid, Effect: 'Allow', Principal: '*', ...rest, Condition })
const text = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    statement('OrganizationToOrganization', { StringEquals: { 'aws:PrincipalOrgID': organization, 'aws:ResourceOrgID': organization } }),
    statement('ServicePrincipals', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }),
    statement('OrganizationToGlue', { StringEquals: { 'aws:ResourceAccount': '244479516193', 'aws:PrincipalOrgID': organization } }, { Action: 's3:GetObject', Resource: '*' }),
    { Sid: 'ServiceOwned', Effect: 'Allow', Principal: '*', Action: ['s3:GetObject', 's3:ListBucket'], Resource: buckets },
    statement('PartnerToPartner', { StringEquals: { 'aws:PrincipalAccount': ['345678901234', '456789012345'], 'aws:ResourceAccount': ['345678901234', '456789012345'] } }, { Action: 's3:GetObject', Resource: 'arn:aws:s3:::partner/*' }),
    statement('OrganizationExempt', { StringEquals: { 'aws:PrincipalOrgID': organization, 'aws:PrincipalTag/dp:exclude:resource': 'true' } }),
  ],
}, undefined, 4)

const callers: Caller[] = ['anonymous', 'service-account', 'service-principal', 'organization']
const questions: Question[] = Array.from({ length: 40 }, (_, index) => ({
  caller: callers[index % 4]!, actions: ['s3:GetObject'],
  // Half are granted, half name buckets of another Region.
  resources: [index % 2 === 0 ? buckets[(index * 3) % buckets.length]! : buckets[(index * 3) % buckets.length]!.replaceAll(region, 'us-east-2')],
}))

const times = { parse: [] as number[], compile: [] as number[], callers: [] as number[], questions: [] as number[], again: [] as number[] }
for (let round = 0; round < 300; round++) {
  const marks = [performance.now()]
  const policy = readPolicy(parseJson(new SourceFile('policy.json', text)).root!, { deployed: true })
  marks.push(performance.now())
  const environment = { region, organizationIds: [organization] }
  engineFor(policy, environment)
  marks.push(performance.now())
  // The tables of a caller are made when it is first met.
  for (const caller of callers) decide(policy, { caller, actions: ['s3:GetObject'], resources: [buckets[0]!] }, environment)
  marks.push(performance.now())
  for (const question of questions) decide(policy, question, environment)
  marks.push(performance.now())
  for (const question of questions) decide(policy, question, environment)
  marks.push(performance.now())
  Object.values(times).forEach((list, index) => list.push(marks[index + 1]! - marks[index]!))
}
console.log(`${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}, ${text.length} characters, ${buckets.length} resources, median of 300`)
console.log(`parse ${median(times.parse).toFixed(3)} ms, compile ${median(times.compile).toFixed(3)} ms, meet ${callers.length} callers ${median(times.callers).toFixed(3)} ms, decide ${questions.length} questions ${median(times.questions).toFixed(3)} ms, and once more ${median(times.again).toFixed(3)} ms`)
