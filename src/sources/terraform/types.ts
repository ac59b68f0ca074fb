/** Types of which something is read, or through which an id may pass. */
const READ = new RegExp(
  '^aws_(?:(?:vpc|subnet|default_|route|main_route|nat_gateway|internet_gateway|egress_only|vpn_gateway|security_group)'
  + '|(?:network_interface|network_acl|ssm_|iam_role)'
  + '|(?:instance|launch_template|autoscaling_group|s3_bucket|ecs_service|caller_identity|region)$)',
)

/** Besides `aws_vpc` and its like, these make networks, and what they make cannot be seen. */
const FOREIGN = /^(?:awscc_ec2_|awscc_cloudformation_|aws_cloudformation_stack|aws_cloudcontrolapi_resource)/

export function isRead(type: string): boolean {
  return READ.test(type)
}

export function isForeign(type: string): boolean {
  return FOREIGN.test(type)
}
