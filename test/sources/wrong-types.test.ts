import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'
import fc from 'fast-check'
import { gather, type Gathered } from '../../src/sources/gather.js'
import { parseJson } from '../../src/syntax/json.js'
import { itemsOf, memberOf, spanOf, type Node } from '../../src/syntax/node.js'
import { SourceFile } from '../../src/text/source-text.js'

type Step = string | number

/** Values of every JSON type; which of them are wrong depends on the place. */
const VALUES: readonly unknown[] = [null, true, 7, 'text', ['text'], { text: 1 }, [], {}]

/**
 * What is read of each input: places by type, `[]` for every item. Members may be null, which tools print for what is absent;
 * items, lists and policies may not.
 */
const READ: Readonly<Record<string, Partial<Record<Node['kind'], string>>>> = {
  'describe-vpc-endpoints/types.json': {
    object: '[] [].Groups[] [].Tags[] [].DnsOptions [].PolicyDocument',
    array: ' [].SubnetIds [].RouteTableIds [].Groups [].Tags',
    string: '[].VpcEndpointId [].VpcEndpointType [].ServiceName [].VpcId [].State [].OwnerId [].ServiceRegion [].SubnetIds[]'
      + ' [].RouteTableIds[] [].Groups[].GroupId [].Tags[].Key [].Tags[].Value [].PolicyDocument',
    boolean: '[].PrivateDnsEnabled [].DnsOptions.PrivateDnsOnlyForInboundResolverEndpoint',
  },
  'describe-vpcs/vpcs.json': { object: '[] [].Tags[]', array: '[].Tags', string: '[].VpcId [].OwnerId [].Tags[].Key' },
  'describe-subnets/zones.json': { object: '[]', string: '[].SubnetId [].VpcId [].OwnerId [].AvailabilityZone [].SubnetArn' },
  'describe-route-tables/targets.json': {
    object: '[] [].Associations[] [].Associations[].AssociationState [].Routes[]',
    array: '[].Associations [].Routes',
    string: '[].RouteTableId [].VpcId [].OwnerId [].Associations[].AssociationState.State [].Associations[].SubnetId [].Routes[].State'
      + ' [].Routes[].DestinationCidrBlock [].Routes[].DestinationIpv6CidrBlock [].Routes[].DestinationPrefixListId [].Routes[].GatewayId'
      + ' [].Routes[].NatGatewayId [].Routes[].TransitGatewayId [].Routes[].EgressOnlyInternetGatewayId [].Routes[].InstanceId'
      + ' [].Routes[].VpcPeeringConnectionId [].Routes[].NetworkInterfaceId [].Routes[].CoreNetworkArn',
    boolean: '[].Associations[].Main',
  },
  'describe-instances/platforms.json': {
    object: '[] [].Instances[] [].Instances[].State [].Instances[].Placement [].Instances[].Tags[]',
    array: ' [].Instances [].Instances[].Tags',
    string: '[].OwnerId [].Instances[].InstanceId [].Instances[].State.Name [].Instances[].VpcId [].Instances[].SubnetId'
      + ' [].Instances[].Platform [].Instances[].PlatformDetails [].Instances[].InstanceType'
      + ' [].Instances[].Placement.AvailabilityZone [].Instances[].Tags[].Key',
  },
  'describe-instance-information/nodes.json': { object: '[]', array: '', string: '[].InstanceId [].AgentVersion [].PlatformType' },
  'list-associations/targets.json': {
    object: '[] [].Targets[]',
    array: '[].Targets [].Targets[].Values',
    string: '[].Name [].InstanceId [].AssociationName [].Targets[].Key [].Targets[].Values[]',
  },
  'describe-maintenance-window-tasks/types.json': {
    object: '[] [].Targets[]', array: '[].Targets', string: '[].TaskArn [].Type [].Name [].Targets[].Key',
  },
  'describe-sessions/history.json': { object: '[]', string: '[].Target [].SessionId [].Owner' },
  'get-document/json-content.json': { string: '.Name .Content .DocumentFormat' },
  'ssm-document/command-1.2.json': { object: '.runtimeConfig', string: '.schemaVersion' },
  'ssm-document/command-2.2.json': {
    object: '.mainSteps[] .mainSteps[].inputs',
    array: '.mainSteps',
    string: '.schemaVersion .mainSteps[].action .mainSteps[].inputs.documentPath .mainSteps[].inputs.documentType',
  },
  'ssm-document/session.json': { object: '.inputs', string: '.sessionType .inputs.cloudWatchLogGroupName' },
}

for (const [input, read] of Object.entries(READ)) {
  test(`wrong types: ${input}`, () => {
    const document: unknown = JSON.parse(readFileSync(`fixtures/sources/${input}`, 'utf8'))
    const met = new Set<string>()
    for (const path of pathsIn(document)) {
      const place = placeOf(path)
      const kinds = kindsAt(read, place)
      met.add(place)
      for (const value of VALUES) {
        const { gathered, node } = gatherWith(document, path, value)
        assertPlaces(gathered)
        const isAbsent = value === null && /\.\w+$/.test(place) && !place.endsWith('.PolicyDocument')
        // A list without one item of its kind may be anybody's: the file is not recognised, which is reported too.
        if (kinds.length === 0 || kinds.includes(node.kind) || isAbsent || !gathered.recognised) continue
        const { start } = spanOf(node)
        const places = gathered.problems.map(({ at }) => at?.start)
        assert(places.includes(start), `"${place}" as ${JSON.stringify(value)} is reported at its place`)
      }
    }
    const expected = Object.values(read).flatMap((places) => places.split(' '))
    for (const place of expected) assert(met.has(place), `"${place}" is in the input`)
  })
}

const WORDS = `VpcEndpoints VpcEndpointId ServiceName PolicyDocument Statement Principal Action Resource Subnets SubnetId RouteTables
  RouteTableId Routes Reservations Instances InstanceId Associations Name Targets Values Key Tags schemaVersion mainSteps runtimeConfig
  inputs action Content DocumentFormat data __proto__ constructor`.split(/\s+/)
const TEXTS = ['com.amazonaws.eu-west-1.ssm', 'vpce-1', '{"Statement":[]}', '{', 'tag:__proto__', 'InstanceIds', '*', 'Gateway', '']

test('whatever the JSON, nothing is thrown and every problem has a place', () => {
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(...TEXTS), fc.integer(), fc.boolean(), fc.constant(null), tie('list'), tie('object'),
    ),
    list: fc.array(tie('value'), { maxLength: 4 }),
    object: fc.array(fc.tuple(fc.constantFrom(...WORDS), tie('value')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
  }))
  const path = fc.constantFrom('a.json', 's3_endpoint_policy.json')
  fc.assert(fc.property(value, fc.boolean(), path, (document, explicit, name) => {
    assertPlaces(gather(new SourceFile(name, JSON.stringify(document)), { explicit }))
  }), { numRuns: 3000 })
})

function gatherWith(document: unknown, path: readonly Step[], value: unknown): { gathered: Gathered; node: Node } {
  const text = JSON.stringify(replace(document, path, value), undefined, 2)
  const file = new SourceFile('input.json', text)
  let node = parseJson(file).root!
  for (const step of path) node = typeof step === 'number' ? itemsOf(node)[step]! : memberOf(node, step)!
  return { gathered: gather(file, { explicit: true }), node }
}

function assertPlaces({ problems, notJudged }: Gathered): void {
  for (const { at, message, help } of problems) {
    assert(at !== undefined && at.start <= at.end && at.end <= at.file.text.length)
    assert.match(message, /^["a-z]/)
    assert(!message.endsWith('.') && help.endsWith('.'))
  }
  for (const { at } of notJudged) assert(at === undefined || at.end <= at.file.text.length)
}

function kindsAt(read: Partial<Record<string, string>>, place: string): string[] {
  return Object.entries(read).flatMap(([kind, places]) => (places?.split(' ').includes(place) ? [kind] : []))
}

function replace(document: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(document)) return document.map((item, index) => (index === step ? replace(item, rest, value) : item))
  const entries = Object.entries(document as object)
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? replace(item, rest, value) : item]))
}

function pathsIn(value: unknown): Step[][] {
  if (typeof value !== 'object' || value === null) return [[]]
  const entries: [Step, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [[], ...entries.flatMap(([step, item]) => pathsIn(item).map((path) => [step, ...path]))]
}

const LIST = /^\.(?:VpcEndpoints|Vpcs|Subnets|RouteTables|Reservations|InstanceInformationList|Associations|Tasks|Sessions)\b/

/** Below the name of a list: `[].Tags[].Key`. */
function placeOf(path: readonly Step[]): string {
  const place = path.map((step) => (typeof step === 'number' ? '[]' : `.${step}`)).join('')
  return place === '' ? 'root' : place.replace(LIST, '')
}
