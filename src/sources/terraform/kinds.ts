/** Resources that ids are looked up for, and the attribute in which others name them. */
export interface Kind {
  readonly types: readonly string[]
  readonly attribute: string
}

export const VPC: Kind = { types: ['aws_vpc', 'aws_default_vpc'], attribute: 'vpc_id' }
export const SUBNET: Kind = { types: ['aws_subnet', 'aws_default_subnet'], attribute: 'subnet_id' }
export const ROUTE_TABLE: Kind = { types: ['aws_route_table', 'aws_default_route_table'], attribute: 'route_table_id' }
export const ENDPOINT: Kind = { types: ['aws_vpc_endpoint'], attribute: 'vpc_endpoint_id' }
export const GATEWAY: Kind = { types: ['aws_internet_gateway', 'aws_vpn_gateway'], attribute: 'gateway_id' }
export const NAT_GATEWAY: Kind = { types: ['aws_nat_gateway'], attribute: 'nat_gateway_id' }
export const SECURITY_GROUP: Kind = { types: ['aws_security_group', 'aws_default_security_group'], attribute: 'security_group_id' }
export const INSTANCE: Kind = { types: ['aws_instance'], attribute: 'instance_id' }
export const WINDOW_TARGET: Kind = { types: ['aws_ssm_maintenance_window_target'], attribute: 'window_target_id' }

/** Attributes of a VPC that are the table that AWS makes with it. */
export const OWN_TABLE: ReadonlySet<string | undefined> = new Set(['default_route_table_id', 'main_route_table_id'])
