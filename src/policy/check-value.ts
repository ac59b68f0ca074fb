import type { Located } from '../text/source-text.js'
import { arnFields } from './arn.js'
import type { PolicyReader } from './parse-policy.js'
import type { PrincipalType } from './policy.js'
import { displayText, hasSymbol } from './symbol.js'

/** `service:Name` or `*`. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function checkAction(reader: PolicyReader, { value, at }: Located<string>): void {
  if (value === '*' || hasSymbol(value) || /^[A-Za-z0-9*?-]+:[A-Za-z0-9*?_-]+$/.test(value)) return
  reader.report('invalid-action', at, `"${value}" is not an action`, 'Write "service:Action", for example "s3:GetObject", or "*".')
}

/** `*` or an ARN. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html */
export function checkResource(reader: PolicyReader, located: Located<string>): void {
  const { value, at } = located
  checkVariables(reader, located)
  if (value === '*' || hasSymbol(value[0] ?? '')) return
  const fields = arnFields(value)
  if (fields === undefined) {
    // A wildcard may stand for the colons that are missing; whether it does is what the reasoning core asks.
    if (value.startsWith('arn:') && value.includes('*')) return
    const help = value.startsWith('arn:')
      ? 'An ARN has six fields: arn:partition:service:region:account:resource; leave a field empty rather than out.'
      : 'Write an ARN, for example "arn:aws:s3:::bucket/*", or "*".'
    reader.report('invalid-resource', at, `"${displayText(value)}" is not a resource ARN`, help)
    return
  }
  const [, partition, service, , account, resource] = fields
  if (partition === '' || service === '' || resource === '') {
    reader.report('invalid-resource', at, `the ARN "${displayText(value)}" has an empty ${partition === '' ? 'partition' : service === '' ? 'service' : 'resource'}`,
      'Fill the field in; "*" matches any text in it.')
  } else if (service !== service.toLowerCase()) {
    reader.report('invalid-resource', at, `the ARN "${displayText(value)}" names the service in capitals`, `Write "${service.toLowerCase()}".`)
  } else if (/^\d+$/.test(account) && account.length !== 12) {
    reader.report('invalid-resource', at, `the ARN "${displayText(value)}" has an account id of ${account.length} digits`, 'An account id has 12 digits.')
  } else if (/\d/.test(account) && /[*?]/.test(account)) {
    // https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
    reader.report('invalid-resource', at, `the account field of "${displayText(value)}" mixes an id with a wildcard`, 'Use the 12 digits of the account, or "*".')
  }
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
export function checkPrincipal(reader: PolicyReader, { value, at, type }: Located<string> & { type: PrincipalType }): void {
  if (hasSymbol(value) || (type === 'AWS' && value === '*')) return
  if (/[*?]/.test(value)) {
    const help = type === 'AWS'
      ? 'Use "*" alone with a condition on aws:PrincipalArn or aws:PrincipalOrgID; wildcards inside a principal match nothing.'
      : 'Name the principal in full; wildcards inside a principal match nothing.'
    reader.report('invalid-principal', at, `the principal "${displayText(value)}" holds a wildcard`, help)
  } else if (type === 'AWS' && !/^(?:\d{12}|A[A-Z]{3}[A-Z0-9]{12,}|arn:[a-z-]+:(?:iam|sts)::\d{12}:(?:root|(?:user|role|assumed-role|federated-user)\/.+))$/.test(value)) {
    reader.report('invalid-principal', at, `"${displayText(value)}" is not an AWS principal`, 'Write "*", a 12-digit account id, or the ARN of an account root, role, user or session.')
  } else if (type === 'Service' && !/^[a-z0-9.-]+\.[a-z.]+$/.test(value)) {
    reader.report('invalid-principal', at, `"${displayText(value)}" is not a service principal`, 'Write it in full, for example "cloudformation.amazonaws.com".')
  }
}

/** Keys with several values cannot be variables. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html */
const MULTIVALUED = /\$\{\s*aws:(?:PrincipalOrgPaths|ResourceOrgPaths|VpceOrgPaths|CalledVia|TagKeys|PrincipalServiceNamesList)\s*[,}]/i

export function checkVariables(reader: PolicyReader, { value, at }: Located<string>): void {
  if (!reader.variables || !value.includes('${')) return
  const many = MULTIVALUED.exec(value)
  if (many !== null) reader.report('invalid-variable', at, `"${many[0]}" holds several values and cannot be a variable`, 'Use a key with a single value.')
  const open = value.search(/\$\{[^}]*$/)
  if (open >= 0) reader.report('invalid-variable', at, `the variable "${displayText(value.slice(open))}" is not closed`, 'Close it with "}".')
}
