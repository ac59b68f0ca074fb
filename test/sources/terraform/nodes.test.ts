import assert from 'node:assert/strict'
import test from 'node:test'
import { displayText } from '../../../src/policy/symbol.js'
import { gatherPlan, type PlannedResource } from '../../support/terraform-plan.js'

const to = (address: string) => [`${address}.id`, address]
const VPC: PlannedResource = { address: 'aws_vpc.main' }
const SUBNETS = ['a', 'b'].map((name): PlannedResource => ({ address: `aws_subnet.${name}`, unknown: ['vpc_id'], references: { vpc_id: to('aws_vpc.main') } }))
const subnet = (name: string, block: string) => ({ unknownParts: { [block]: [{ subnet_id: true }] }, references: { [block]: to(`aws_subnet.${name}`) } })

function placesOf(...resources: readonly PlannedResource[]): string[] {
  return gatherPlan([VPC, ...SUBNETS, ...resources]).facts.instances.map(({ vpc, subnet: id }) => displayText(`${id} in ${vpc}`))
}

test('an instance stands in the subnet of its interface or of its launch template', () => {
  const attached: PlannedResource = {
    address: 'aws_instance.a', values: { network_interface: [{ device_index: 0 }] }, unknown: ['subnet_id'],
    unknownParts: { network_interface: [{ network_interface_id: true }] }, references: { network_interface: to('aws_network_interface.a') },
  }
  const card: PlannedResource = { address: 'aws_network_interface.a', unknown: ['subnet_id'], references: { subnet_id: to('aws_subnet.b') } }
  assert.deepEqual(placesOf(attached, card), ['aws_subnet.b in aws_vpc.main'])
  const launched: PlannedResource = {
    address: 'aws_instance.a', values: { launch_template: [{ version: '$Latest' }] }, unknown: ['subnet_id'],
    unknownParts: { launch_template: [{ id: true }] }, references: { launch_template: to('aws_launch_template.a') },
  }
  const template = { address: 'aws_launch_template.a', values: { network_interfaces: [{}] }, ...subnet('a', 'network_interfaces') }
  assert.deepEqual(placesOf(launched, template), ['aws_subnet.a in aws_vpc.main'])
  assert.deepEqual(placesOf({ ...launched, references: { ...launched.references, subnet_id: to('aws_subnet.b') } }, template), ['aws_subnet.b in aws_vpc.main'])
  assert.deepEqual(placesOf(launched, { ...template, values: {}, unknownParts: {} }), [])
})
