import { ref, resource } from './template-of.js'

type Resources = Readonly<Record<string, object>>

/** A VPC with two private subnets, as a template makes it. */
export function network(routes: Resources = {}): Resources {
  return {
    Vpc: resource('EC2::VPC', { CidrBlock: '10.0.0.0/16' }),
    SubnetA: resource('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.0.0/24' }),
    SubnetB: resource('EC2::Subnet', { VpcId: ref('Vpc'), CidrBlock: '10.0.1.0/24' }),
    ...routes,
  }
}

/** A route table of its own for a subnet, with routes to what each names. */
export function tableOf(subnet: string, ...routes: object[]): Resources {
  return {
    [`${subnet}Table`]: resource('EC2::RouteTable', { VpcId: ref('Vpc') }),
    [`${subnet}Uses`]: resource('EC2::SubnetRouteTableAssociation', { SubnetId: ref(subnet), RouteTableId: ref(`${subnet}Table`) }),
    ...Object.fromEntries(routes.map((route, index) => [`${subnet}Route${index}`, resource('EC2::Route', { RouteTableId: ref(`${subnet}Table`), ...route })])),
  }
}

/** Interface endpoints of the VPC, named for their service. */
export function interfaces(...services: readonly string[]): Resources {
  return Object.fromEntries(services.map((service) => [`${service}Gate`, resource('EC2::VPCEndpoint', {
    VpcId: ref('Vpc'), ServiceName: `com.amazonaws.\${AWS::Region}.${service}`, VpcEndpointType: 'Interface', PrivateDnsEnabled: true,
    SubnetIds: [ref('SubnetA')],
  })]))
}
