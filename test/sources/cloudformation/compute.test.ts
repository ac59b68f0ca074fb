import assert from 'node:assert/strict'
import test from 'node:test'
import { gatherTemplate, inventoryOfTemplates, ref, resource, symbolFor } from '../../support/template-of.js'

const instanceWith = (properties: object, more: Readonly<Record<string, object>> = {}) =>
  gatherTemplate({ Resources: { Node: resource('EC2::Instance', properties), ...more } }).facts.instances[0]!

test('the subnet of an instance stands in it, in its launch template or in its network interface', () => {
  const inTemplate = { Launch: resource('EC2::LaunchTemplate', { LaunchTemplateData: { NetworkInterfaces: [{ SubnetId: ref('A') }] } }) }
  const attached = { Card: resource('EC2::NetworkInterface', { SubnetId: ref('A') }) }
  const all = [
    instanceWith({ SubnetId: ref('A') }), instanceWith({ NetworkInterfaces: [{ SubnetId: ref('A') }] }),
    instanceWith({ LaunchTemplate: { LaunchTemplateId: ref('Launch') } }, inTemplate),
    instanceWith({ NetworkInterfaces: [{ NetworkInterfaceId: ref('Card') }] }, attached),
  ]
  for (const { id, subnet } of all) assert.deepEqual([id, subnet], [symbolFor('Node'), symbolFor('A')])
  assert.equal(instanceWith({ LaunchTemplate: { LaunchTemplateId: ref('Parameter') } }, inTemplate).subnet, undefined)
})

test('the subnet tells the VPC', () => {
  const [first, second] = inventoryOfTemplates({
    A: resource('EC2::Subnet', { VpcId: ref('Vpc') }), One: resource('EC2::Instance', { SubnetId: ref('A') }),
    Two: resource('EC2::Instance', { SubnetId: ref('Parameter') }),
  }).instances
  assert.deepEqual([first?.vpc, second?.vpc], [symbolFor('Vpc', '0.json'), undefined])
})

test('names of public images and of Macs tell the platform', () => {
  const image = (name: string) => instanceWith({ ImageId: `{{resolve:ssm:/aws/service/${name}}}` }).platform
  assert.equal(image('ami-windows-latest/Windows_Server-2022-English-Full-Base'), 'windows')
  assert.equal(image('ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64'), 'linux')
  assert.deepEqual([instanceWith({ InstanceType: 'mac2.metal' }).platform, instanceWith({ ImageId: 'ami-1' }).platform], ['macos', undefined])
})
