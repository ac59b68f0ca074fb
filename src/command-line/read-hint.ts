import { allRegions, isKnownService, isRegionName, regionInfo } from '../catalog/catalog.js'
import { serviceFault } from '../config/name-faults.js'
import type { FileHint } from '../config/configuration.js'
import { didYouMean } from '../text/nearest.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

/** What --service, --region and --endpoint-type say of raw policies. */
export function readHint(options: Arguments, host: Host): FileHint {
  const service = options.value('service')
  const region = options.value('region')
  const endpointType = options.value('endpoint-type') as FileHint['endpointType']
  if (service !== undefined) checkService(service, host)
  if (region !== undefined) checkRegion(region, host)
  return {
    ...(service !== undefined && { service }),
    ...(region !== undefined && { region }),
    ...(endpointType !== undefined && { endpointType }),
  }
}

function checkService(service: string, host: Host): void {
  const near = serviceFault(service)
  if (near !== undefined) throw new UsageError(`--service is "${service}", which is not a service of endpoints`, near)
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(service))
    throw new UsageError(`--service is "${service}"`, 'Write a service as in endpoint names, such as s3 or ecr.api.')
  if (!isKnownService(service)) host.notify(`the catalog does not list the service "${service}"`)
}

function checkRegion(region: string, host: Host): void {
  if (!isRegionName(region))
    throw new UsageError(`the Region "${region}" is not one`, didYouMean(region, allRegions(), 'Write a Region such as eu-west-1.'))
  if (regionInfo(region)?.known !== true) {
    const hint = didYouMean(region, allRegions(), 'Its buckets are taken to follow the regular names.')
    host.notify(`the catalog does not list the Region "${region}". ${hint}`)
  }
}
