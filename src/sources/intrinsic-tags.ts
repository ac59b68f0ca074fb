/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html */
const FUNCTIONS = [
  'And', 'Base64', 'Cidr', 'Equals', 'FindInMap', 'GetAtt', 'GetAZs', 'If', 'ImportValue', 'Join', 'Length', 'Not', 'Or', 'Select', 'Split',
  'Sub', 'ToJsonString', 'Transform',
]

/** What CloudFormation's tags are short for. What only deployment knows is nobody's text, whatever file it stands in. */
export const INTRINSIC_TAGS: ReadonlyMap<string, string> = new Map([
  ['!Ref', 'Ref'],
  ['!Condition', 'Condition'],
  ...FUNCTIONS.map((name): [string, string] => [`!${name}`, `Fn::${name}`]),
])
