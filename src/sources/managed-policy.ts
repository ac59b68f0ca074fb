/**
 * What roles with AWS's managed policies are for:
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
const FEATURES: Readonly<Record<string, readonly string[]>> = {
  AmazonSSMManagedInstanceCore: ['managed-nodes'],
  AmazonSSMManagedEC2InstanceDefaultPolicy: ['managed-nodes'],
  AmazonEC2RoleforSSM: ['managed-nodes'],
  AmazonSSMPatchAssociation: ['patch-manager'],
  AmazonSSMDirectoryServiceAccess: ['domain-join'],
  CloudWatchAgentServerPolicy: ['cloudwatch-agent'],
  AmazonEC2RoleforAWSCodeDeploy: ['codedeploy-agent'],
  AmazonEC2RoleforAWSCodeDeployLimited: ['codedeploy-agent'],
  EC2InstanceProfileForImageBuilder: ['imagebuilder-s3', 'imagebuilder-api'],
}

/** A managed policy of AWS by its ARN, with the features that roles have it for. */
export function managedPolicy(arn: string): { readonly name: string; readonly features: readonly string[] } {
  const name = arn.slice(arn.lastIndexOf('/') + 1)
  return { name, features: Object.hasOwn(FEATURES, name) ? FEATURES[name]! : [] }
}
