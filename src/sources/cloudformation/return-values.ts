// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html: "Return values" of each type.

/** The property with the name of the resource where Ref returns that name. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket': 'BucketName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::IAM::InstanceProfile': 'InstanceProfileName',
  'AWS::IAM::User': 'UserName',
  'AWS::IAM::Group': 'GroupName',
  'AWS::SSM::Document': 'Name',
  'AWS::SSM::Parameter': 'Name',
  'AWS::AutoScaling::AutoScalingGroup': 'AutoScalingGroupName',
  'AWS::AutoScaling::LaunchConfiguration': 'LaunchConfigurationName',
  'AWS::CodeDeploy::Application': 'ApplicationName',
  'AWS::CodeDeploy::DeploymentGroup': 'DeploymentGroupName',
  'AWS::DynamoDB::Table': 'TableName',
  'AWS::ECR::Repository': 'RepositoryName',
  'AWS::ECS::Cluster': 'ClusterName',
  'AWS::EC2::KeyPair': 'KeyName',
  'AWS::Kinesis::Stream': 'Name',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
}

export function namePropertyOf(type: string): string | undefined {
  return Object.hasOwn(NAMES, type) ? NAMES[type] : undefined
}

/** Attributes that are the id that Ref returns too. */
const IDS: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::VPC': ['VpcId'],
  'AWS::EC2::Subnet': ['SubnetId'],
  'AWS::EC2::SecurityGroup': ['GroupId', 'Id'],
  'AWS::EC2::VPCEndpoint': ['Id'],
  'AWS::EC2::RouteTable': ['RouteTableId'],
  'AWS::EC2::NatGateway': ['NatGatewayId'],
  'AWS::EC2::InternetGateway': ['InternetGatewayId'],
  'AWS::EC2::EgressOnlyInternetGateway': ['Id'],
  'AWS::EC2::NetworkAcl': ['Id'],
  'AWS::EC2::VPCPeeringConnection': ['Id'],
  'AWS::EC2::TransitGateway': ['Id'],
  'AWS::EC2::TransitGatewayAttachment': ['Id'],
  'AWS::EC2::TransitGatewayVpcAttachment': ['Id'],
  'AWS::EC2::TransitGatewayRouteTable': ['TransitGatewayRouteTableId'],
  'AWS::EC2::PrefixList': ['PrefixListId'],
  'AWS::EC2::Instance': ['InstanceId'],
  'AWS::EC2::LaunchTemplate': ['LaunchTemplateId'],
  'AWS::EC2::NetworkInterface': ['Id'],
  'AWS::SSM::Association': ['AssociationId'],
}

export function isIdAttribute(type: string, attribute: string): boolean {
  return Object.hasOwn(IDS, type) && IDS[type]!.includes(attribute)
}

/** Whether Ref returns an id, which has letters, digits and dashes only. */
export function refIsId(type: string): boolean {
  return Object.hasOwn(IDS, type)
}

/** Attributes that are what the property of the same name says. */
export function isEchoed(type: string, attribute: string): boolean {
  return type.startsWith('AWS::EC2::') && ['VpcId', 'CidrBlock', 'AvailabilityZone'].includes(attribute)
}

/** The property with the name in an ARN of IAM, and what stands before it. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
export const IAM_ARNS: Readonly<Record<string, { readonly kind: string; readonly name: string; readonly attribute: string | undefined }>> = {
  'AWS::IAM::Role': { kind: 'role', name: 'RoleName', attribute: 'Arn' },
  'AWS::IAM::InstanceProfile': { kind: 'instance-profile', name: 'InstanceProfileName', attribute: 'Arn' },
  'AWS::IAM::User': { kind: 'user', name: 'UserName', attribute: 'Arn' },
  // Its Ref is the ARN: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-managedpolicy.html
  'AWS::IAM::ManagedPolicy': { kind: 'policy', name: 'ManagedPolicyName', attribute: undefined },
}
