import { features, isFeature } from '../catalog/catalog.js'
import type { Configuration } from '../config/configuration.js'
import { didYouMean } from '../text/nearest.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** The configuration with what --assume says of raw policies. */
export function readAssumed(options: Arguments, configuration: Configuration): Configuration {
  const assumed = options.values('assume').flatMap((list) => list.split(',')).map((name) => name.trim())
  if (assumed.length === 0) return configuration
  const known = features().map(({ id }) => id)
  for (const name of assumed) {
    if (name === '') throw new UsageError('--assume names no feature', `Use ${known.join(', ')}.`)
    if (isFeature(name)) continue
    throw new UsageError(`--assume names "${name}", which is not a feature`, didYouMean(name, known, `Use ${known.join(', ')}.`))
  }
  return { ...configuration, declarations: { ...configuration.declarations, assumed: [...new Set(assumed)] } }
}
