/** What values of one kind look like: characters, each from a class, so many times. */
type Run = readonly [characters: string, least: number, most: number | undefined]

export interface ValueShape {
  /** For messages: what the values of the key are. */
  readonly kind: string
  readonly single: string
  readonly example: string
  matches(value: string): boolean
  /** Whether some value of the shape begins so. */
  begins(start: string): boolean
}

function shape(kind: string, single: string, example: string, ...forms: readonly (string | Run)[][]): ValueShape {
  const runs = forms.map((form) => form.flatMap((part): Run[] => (
    typeof part === 'string' ? Array.from(part, (character): Run => [escape(character), 1, 1]) : [part]
  )))
  const whole = anyOf(runs.map((form) => form.map(source).join('')))
  const start = anyOf(runs.map(startOf))
  return { kind, single, example, matches: (value) => whole.test(value), begins: (text) => start.test(text) }
}

function anyOf(sources: readonly string[]): RegExp {
  return new RegExp(`^(?:${sources.join('|')})$`)
}

function source([characters, least, most]: Run): string {
  return `${characters}{${least},${most ?? ''}}`
}

/** All of a run and then the start of what follows, or less of it. */
function startOf(form: readonly Run[]): string {
  return form.reduceRight((rest, run) => `(?:${source(run)}${rest}|${run[0]}{0,${Math.max(run[1] - 1, 0)}})`, '')
}

function escape(character: string): string {
  return /[a-z0-9]/i.test(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}

const ACCOUNT: Run = ['[0-9]', 12, 12]
const ORGANIZATION: Run = ['[a-z0-9]', 10, 32]
const PARTITION: Run = ['[a-z-]', 3, undefined]
const NAME: Run = ['[a-z0-9-]', 1, undefined]
const PLACE: Run = ['[a-z0-9-]', 0, undefined]
const REST: Run = ['[^*?]', 1, undefined]
const IDS: readonly Run[] = [['[0-9a-f]', 8, 8], ['[0-9a-f]', 17, 17]]

// https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
const account = shape('account ids of 12 digits', 'an account id', '210987654321', [ACCOUNT])
const organization = shape('organization ids', 'an organization id', 'o-acme123456', ['o-', ORGANIZATION])
// https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed-view-data-orgs.html#access_policies_access-advisor-viewing-orgs-entity-path
const path = shape('organization paths, which end with "/"', 'an organization path', 'o-acme123456/r-ab12/ou-ab12-11111111/',
  ['o-', ORGANIZATION, '/r-', ['[a-z0-9]', 4, 32], ['[a-z0-9/-]', 0, undefined], '/'])
// https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
const vpc = shape('ids of VPCs', 'the id of a VPC', 'vpc-0a1b2c3d4e5f60718', ...IDS.map((id) => ['vpc-', id]))
const endpoint = shape('ids of VPC endpoints', 'the id of a VPC endpoint', 'vpce-0a1b2c3d4e5f60718', ...IDS.map((id) => ['vpce-', id]))
const vpcArn = shape('ARNs of VPCs', 'the ARN of a VPC', 'arn:aws:ec2:eu-west-1:210987654321:vpc/vpc-0a1b2c3d4e5f60718',
  ...IDS.map((id) => ['arn:', PARTITION, ':ec2:', NAME, ':', ACCOUNT, ':vpc/vpc-', id]))
// The role, not its session: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn
const principal = shape('ARNs of roles (not of their sessions), users, federated users and account roots', 'the ARN of a principal',
  'arn:aws:iam::210987654321:role/example',
  ...[':role/', ':user/'].map((kind) => ['arn:', PARTITION, ':iam::', ACCOUNT, kind, REST]),
  ['arn:', PARTITION, ':iam::', ACCOUNT, ':root'], ['arn:', PARTITION, ':sts::', ACCOUNT, ':federated-user/', REST])
const arn = shape('ARNs', 'an ARN', 'arn:aws:s3:::example',
  ['arn:', PARTITION, ':', NAME, ':', PLACE, '::', REST], ['arn:', PARTITION, ':', NAME, ':', PLACE, ':', ACCOUNT, ':', REST])
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
const region = shape('Regions', 'a Region', 'eu-west-1', [['[a-z]', 2, 4], '-', ['[a-z-]', 2, undefined], '-', ['[0-9]', 1, 2]])
const truth = shape('"true" and "false"', 'a truth value', 'true', ['true'], ['false'])
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable
const type = shape('"Account", "User", "FederatedUser", "AssumedRole" and "Anonymous"', 'a kind of principal', 'AssumedRole',
  ...['Account', 'User', 'FederatedUser', 'AssumedRole', 'Anonymous'].map((name) => [name]))

const SHAPES: Readonly<Record<string, ValueShape>> = {
  // `anonymous` for unsigned requests.
  'aws:principalaccount': shape(account.kind, account.single, account.example, [ACCOUNT], ['anonymous']),
  'aws:resourceaccount': account, 'aws:sourceaccount': account, 'aws:vpceaccount': account,
  's3:resourceaccount': account, 's3:dataaccesspointaccount': account, 'ssm:nodeaccountid': account,
  'aws:principalorgid': organization, 'aws:resourceorgid': organization, 'aws:sourceorgid': organization, 'aws:vpceorgid': organization,
  'ssm:nodeorgid': organization,
  'aws:principalorgpaths': path, 'aws:resourceorgpaths': path, 'aws:sourceorgpaths': path, 'aws:vpceorgpaths': path,
  'aws:sourcevpc': vpc, 'aws:sourcevpce': endpoint, 'aws:sourcevpcarn': vpcArn,
  'aws:principalarn': principal,
  'aws:sourcearn': arn, 's3:dataaccesspointarn': arn, 'ssm:sourceinstancearn': arn,
  'ec2:sourceinstancearn': arn, 'lambda:sourcefunctionarn': arn,
  'aws:requestedregion': region,
  'aws:principalisawsservice': truth, 'aws:viaawsservice': truth, 'aws:securetransport': truth,
  'aws:multifactorauthpresent': truth,
  'aws:principaltype': type,
}

/** The shape of a key's values; `undefined` for keys that can have any text. */
export function shapeOf(key: string): ValueShape | undefined {
  return SHAPES[key.toLowerCase()]
}

/** What a value is in place of what it should be: ids that stand side by side in a console are easily mixed up. */
export function whatItIs(value: string): string | undefined {
  return [account, organization, path, vpc, endpoint, principal, vpcArn, region, arn].find(({ matches }) => matches(value))?.single
}
