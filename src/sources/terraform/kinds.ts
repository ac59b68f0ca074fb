/** Resources that ids are looked up for, and the attribute in which others name them. */
export interface Kind {
  readonly types: readonly string[]
  readonly attribute: string
  readonly own?: OwnPart
}

/** One that AWS makes with each VPC: the attributes of the VPC that name it, and the type that takes it over. */
export interface OwnPart {
  readonly attributes: readonly [string, ...string[]]
  readonly type: string
}

export const OWN_TABLE: OwnPart = { attributes: ['default_route_table_id', 'main_route_table_id'], type: 'aws_default_route_table' }
export const OWN_GROUP: OwnPart = { attributes: ['default_security_group_id'], type: 'aws_default_security_group' }
export const OWN_ACL: OwnPart = { attributes: ['default_network_acl_id'], type: 'aws_default_network_acl' }

export const VPC: Kind = { types: ['aws_vpc', 'aws_default_vpc'], attribute: 'vpc_id' }
export const SUBNET: Kind = { types: ['aws_subnet', 'aws_default_subnet'], attribute: 'subnet_id' }
export const ROUTE_TABLE: Kind = { types: ['aws_route_table', OWN_TABLE.type], attribute: 'route_table_id', own: OWN_TABLE }
export const ENDPOINT: Kind = { types: ['aws_vpc_endpoint'], attribute: 'vpc_endpoint_id' }
export const GATEWAY: Kind = { types: ['aws_internet_gateway', 'aws_vpn_gateway'], attribute: 'gateway_id' }
export const NAT_GATEWAY: Kind = { types: ['aws_nat_gateway'], attribute: 'nat_gateway_id' }
export const SECURITY_GROUP: Kind = { types: ['aws_security_group', OWN_GROUP.type], attribute: 'security_group_id', own: OWN_GROUP }
export const NETWORK_ACL: Kind = { types: ['aws_network_acl', OWN_ACL.type], attribute: 'network_acl_id', own: OWN_ACL }
export const NETWORK_INTERFACE: Kind = { types: ['aws_network_interface'], attribute: 'network_interface_id' }
export const LAUNCH_TEMPLATE: Kind = { types: ['aws_launch_template'], attribute: 'launch_template_id' }
export const INSTANCE: Kind = { types: ['aws_instance'], attribute: 'instance_id' }
export const WINDOW_TARGET: Kind = { types: ['aws_ssm_maintenance_window_target'], attribute: 'window_target_id' }
