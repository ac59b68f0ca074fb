import { hasSymbol } from '../../policy/symbol.js'
import type { ResourceReaders } from './template-scope.js'

export const BUCKETS: ResourceReaders = {
  'AWS::S3::Bucket': (_resource, properties, scope) => {
    const name = properties.text('BucketName')
    const { region } = scope.owner
    if (name === undefined || region === undefined || hasSymbol(name.value) || hasSymbol(region)) return
    scope.gathering.facts.buckets.push({ ...scope.fact(name.at), name: name.value })
  },
}
