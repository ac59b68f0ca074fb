const RELEVANT_TYPES = new Set([
  'AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::Subnet', 'AWS::EC2::RouteTable', 'AWS::EC2::Route', 'AWS::EC2::VPCPeeringConnection',
  'AWS::EC2::NatGateway', 'AWS::EC2::InternetGateway', 'AWS::EC2::VPCGatewayAttachment', 'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::AutoScaling::LaunchConfiguration',
  'AWS::IAM::Role', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::IAM::InstanceProfile', 'AWS::ECS::Service',
  'AWS::S3::Bucket', 'AWS::EMR::Cluster', 'AWS::EC2::VPNGatewayRoutePropagation', 'AWS::EC2::NetworkInterface',
  // They may be handed what this template makes.
  'AWS::CloudFormation::Stack', 'AWS::CloudFormation::StackSet', 'AWS::Serverless::Application', 'AWS::ServiceCatalog::CloudFormationProvisionedProduct',
])

const RELEVANT_KINDS = /^AWS::(?:EC2::(?:SecurityGroup|TransitGateway|NetworkAcl)|EC2::\w*Association$|SSM::|DirectoryService::|ImageBuilder::|CodeDeploy::)/

/** Whether anything asks for resources of this type. */
export function isRelevant(type: string): boolean {
  return RELEVANT_TYPES.has(type) || RELEVANT_KINDS.test(type)
}

/**
 * Properties for which nobody asks, but on which parameters with dozens of allowed values are usual: no choice is made for them, and
 * what depends on one is a symbol.
 */
export const WITHOUT_CHOICES: ReadonlySet<string> = new Set([
  'InstanceType', 'InstanceTypes', 'KeyName', 'ImageId', 'BlockDeviceMappings', 'Monitoring', 'EbsOptimized', 'CreditSpecification', 'CpuOptions',
  'InstanceTenancy', 'Tenancy', 'MinSize', 'MaxSize', 'DesiredCapacity', 'DesiredCount', 'UserData', 'GroupDescription', 'BucketEncryption',
  'LifecycleConfiguration', 'VersioningConfiguration',
])

const WITH_RELEVANT_TAGS: ReadonlySet<string> = new Set([
  'AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint', 'AWS::EC2::Instance', 'AWS::EC2::LaunchTemplate', 'AWS::AutoScaling::AutoScalingGroup', 'AWS::IAM::Role',
])

/** Whether anything asks for the tags of such resources: configurations, conditions of policies, targets of associations. */
export function areTagsRelevant(type: string): boolean {
  return WITH_RELEVANT_TAGS.has(type)
}
