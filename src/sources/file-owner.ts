import type { Facts } from '../inventory/facts.js'
import type { Fact } from '../inventory/inventory.js'

/** What Systems Manager lists does not say whose it is: it belongs to the one account and Region of the rest of its file, if any. */
export function settleOwner(facts: Facts, hintedRegion: string | undefined): void {
  const placed: readonly Fact[] = [...facts.endpoints, ...facts.vpcs, ...facts.subnets, ...facts.routeTables, ...facts.instances]
  const account = soleValue(placed, 'account')
  const region = soleValue(placed, 'region') ?? hintedRegion
  if (account === undefined && region === undefined) return
  settle(facts.nodes, account, region)
  settle(facts.documents, account, region)
  settle(facts.usages, account, region)
  settle(facts.runs, account, region)
}

function settle<T extends { readonly account?: string | undefined; readonly region?: string | undefined }>(
  items: T[], account: string | undefined, region: string | undefined,
): void {
  for (const [index, item] of items.entries()) {
    items[index] = { ...item, account: item.account ?? account, region: item.region ?? region }
  }
}

function soleValue(facts: readonly Fact[], key: 'account' | 'region'): string | undefined {
  const values = new Set(facts.flatMap((fact) => fact[key] ?? []))
  return values.size === 1 ? [...values][0] : undefined
}
