import { featuresOfDocument } from '../catalog/catalog.js'
import { groupBy } from './group-by.js'
import type { DocumentRun, Fact, SsmDocument, Usage } from './inventory.js'
import type { TargetResolver } from './resolve-targets.js'

/** The usages that associations and maintenance window tasks show: of what their documents do, by the nodes they run on. */
export function usagesOfRuns(runs: readonly DocumentRun[], documents: readonly SsmDocument[], resolver: TargetResolver): Usage[] {
  const named = groupBy(documents, ({ name }) => (name === undefined ? undefined : documentName(name)))
  return runs.flatMap((run) => {
    const { at, note, account, region } = run
    const instances = resolver.resolve(run.targets, run)
    const features = new Set<string>()
    addFeatures(run.document, run, named, features, new Set())
    return [...features].map((feature): Usage => ({ feature, evidence: 'strong', at, note, account, region, instances }))
  })
}

/** Weak evidence: nothing says that the document is ever run, or where. */
export function usagesOfDocuments(documents: readonly SsmDocument[]): Usage[] {
  return documents.flatMap((document) => {
    const named = document.name === undefined ? 'a document' : `document "${document.name}"`
    const features = new Map(document.features.map((feature) => [feature.value, feature.at]))
    for (const reference of document.references ?? []) {
      for (const feature of featuresOfDocument(reference.value)) if (!features.has(feature)) features.set(feature, reference.at)
    }
    return [...features].map(([feature, at]): Usage =>
      ({ feature, evidence: 'weak', at, note: `${named} is for ${feature}`, account: document.account, region: document.region }))
  })
}

function addFeatures(
  name: string, owner: Fact, documents: ReadonlyMap<string | undefined, readonly SsmDocument[]>, features: Set<string>, seen: Set<string>,
): void {
  const key = documentName(name)
  if (seen.has(key)) return
  seen.add(key)
  for (const feature of featuresOfDocument(name)) features.add(feature)
  for (const document of documents.get(key) ?? []) {
    if (document.account !== undefined && owner.account !== undefined && document.account !== owner.account) continue
    for (const { value } of document.features) features.add(value)
    for (const { value } of document.references ?? []) addFeatures(value, owner, documents, features, seen)
  }
}

/** `arn:aws:ssm:eu-west-1:210987654321:document/join:3` → `join`. */
function documentName(name: string): string {
  const own = name.startsWith('arn:') ? name.slice(name.lastIndexOf('/') + 1) : name
  return own.split(':', 1)[0]!
}
