import { spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'

/*
 * Time and peak memory of whole runs on large inputs: 10,000 policies that differ, of one organization and in order, or each of another
 * with a defect or two, and one listing of many endpoints. The budget is 2.5 s and 200 MiB for the policies. Run on an idle machine;
 * a number as argument is that of the policies.
 */
const POLICIES = Number(process.argv[2] ?? 10_000)
const ENDPOINTS = [25_000, 50_000, 100_000]
const REGION = 'eu-west-1'

const AGENT_BUCKETS = [
  `aws-ssm-${REGION}`, `patch-baseline-snapshot-${REGION}`, `amazon-ssm-${REGION}`, `amazon-ssm-packages-${REGION}`,
  `${REGION}-birdwatcher-prod`, `aws-ssm-document-attachments-${REGION}`,
]
const REST_OF_BUCKETS = [`aws-patch-manager-${REGION}-5522fb710`, `ssm-document-categories-${REGION}`]

function statement(Sid: string, Action: unknown, Resource: unknown, Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>) {
  return { Sid, Effect: 'Allow', Principal: '*', Action, Resource, ...(Condition && { Condition }) }
}

function objectsOf(buckets: readonly string[]): string[] {
  return buckets.map((bucket) => `arn:aws:s3:::${bucket}/*`)
}

function ofOrganization(id: string, team: number) {
  const mine = { StringEquals: { 'aws:PrincipalOrgID': id } }
  return [
    statement('Organization', 's3:*', '*', { StringEquals: { 'aws:PrincipalOrgID': id, 'aws:ResourceOrgID': id } }),
    statement('Team', ['s3:GetObject', 's3:PutObject'], objectsOf([`team-${team}-data`]), mine),
  ]
}

/** What most runs meet: one organization, every bucket granted. */
function cleanPolicy(team: number): unknown {
  const agents = statement('SystemsManager', 's3:GetObject', objectsOf([...AGENT_BUCKETS, ...REST_OF_BUCKETS]))
  const logs = statement('Logs', 's3:PutObject', objectsOf([`team-${team}-logs`]), { StringEquals: { 'aws:PrincipalOrgID': 'o-acme123456' } })
  return { Version: '2012-10-17', Statement: [...ofOrganization('o-acme123456', team), agents, logs] }
}

/** Of organizations of their own, so that little is shared, and with buckets missing, so that there are findings to explain. */
function faultyPolicy(team: number): unknown {
  const id = `o-${(1e9 + team).toString(36).padStart(10, 'a')}`
  const services = statement('Services', '*', '*', { Bool: { 'aws:PrincipalIsAWSService': 'true' } })
  return { Version: '2012-10-17', Statement: [...ofOrganization(id, team), statement('SystemsManager', 's3:GetObject', objectsOf(AGENT_BUCKETS)), services] }
}

function writePolicies(folder: string, policyOf: (team: number) => unknown): void {
  mkdirSync(folder)
  for (let team = 0; team < POLICIES; team++) writeFileSync(join(folder, `team-${team}.s3.json`), JSON.stringify(policyOf(team), null, 2))
}

/** Ten interface endpoints in each VPC, as `aws ec2 describe-vpc-endpoints` prints them. */
function endpointAt(index: number): unknown {
  const services = ['ssm', 'ssmmessages', 'ec2messages', 'kms', 'logs', 'sts', 'secretsmanager', 'monitoring', 'ec2', 'sqs']
  const id = (number: number) => number.toString(16).padStart(17, '0')
  return {
    VpcEndpointId: `vpce-${id(index)}`, VpcEndpointType: 'Interface', VpcId: `vpc-${id(Math.floor(index / services.length))}`,
    ServiceName: `com.amazonaws.${REGION}.${services[index % services.length]}`, State: 'available',
    PolicyDocument: '{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}',
    RouteTableIds: [], SubnetIds: [`subnet-${id(index)}`], Groups: [{ GroupId: `sg-${id(index)}`, GroupName: 'endpoints' }],
    PrivateDnsEnabled: true, OwnerId: '210987654321', Tags: [],
  }
}

/** Piece by piece, so that this process stays smaller than the one that is measured. */
function writeListing(path: string, count: number): void {
  const file = openSync(path, 'w')
  for (let index = 0; index < count; index++) writeSync(file, `${index === 0 ? '{"VpcEndpoints":[' : ','}\n${JSON.stringify(endpointAt(index))}`)
  writeSync(file, ']}\n')
  closeSync(file)
}

/** The linter tells its peak memory on a pipe of its own as it ends. */
const TELL_MEMORY = "data:text/javascript,import{writeSync}from'node:fs';process.on('exit',()=>writeSync(3,String(process.resourceUsage().maxRSS)))"

function measure(name: string, inputs: string, config: string, count: number): void {
  const words = ['--import', TELL_MEMORY, 'lib/cli.cjs', 'lint', inputs, '--config', config, '--format', 'json', '--fail-on', 'never']
  const start = performance.now()
  const { status, output, stderr } = spawnSync(process.execPath, words, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], encoding: 'utf8' })
  const time = performance.now() - start
  if (status !== 0) throw new Error(stderr)
  const memory = Number(output[3]) / 1024
  console.log(`${name.padEnd(46)} ${(time / 1000).toFixed(2).padStart(6)} s  ${(time / count).toFixed(3)} ms each  ${memory.toFixed(0).padStart(5)} MiB`)
}

console.log(`${cpus()[0]?.model ?? 'unknown processor'}, ${cpus().length} cores, Node ${process.version}`)
const folder = mkdtempSync(join(tmpdir(), 'vpce-lint-bench-'))
try {
  const config = join(folder, 'vpce-lint.config.json')
  writeFileSync(config, JSON.stringify({ files: [{ pattern: '**/*.s3.json', service: 's3', region: REGION, endpointType: 'gateway' }] }))
  for (const [name, policyOf] of [['clean, one organization', cleanPolicy], ['faulty, many organizations', faultyPolicy]] as const) {
    const inputs = join(folder, name.split(',')[0]!)
    writePolicies(inputs, policyOf)
    measure(`${POLICIES} policies, ${name}`, inputs, config, POLICIES)
  }
  for (const count of ENDPOINTS) {
    const listing = join(folder, `describe-vpc-endpoints-${count}.json`)
    writeListing(listing, count)
    measure(`${count} endpoints of a listing`, listing, config, count)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
