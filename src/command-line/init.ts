import { posix } from 'node:path'
import { CONFIGURATION_NAMES } from '../config/find-configuration.js'
import type { Host } from './host.js'
import type { Arguments } from './parse-arguments.js'
import { UsageError } from './usage-error.js'

const NAME = 'vpce-lint.config.jsonc'

/** Writes a configuration to begin with; never over one that is there. */
export function init({ operands, has }: Arguments, host: Host): void {
  if (operands.length > 0) throw new UsageError('"init" takes no paths', 'It writes into the working directory; --stdout prints instead.')
  if (has('stdout')) return host.print(TEMPLATE)
  const existing = CONFIGURATION_NAMES.find((name) => host.exists(posix.join(host.workingDirectory, name)))
  if (existing !== undefined)
    throw new UsageError(`there is a configuration already, "${existing}"`, 'Edit it, or print another with --stdout.')
  const path = posix.join(host.workingDirectory, NAME)
  try {
    host.writeFile(path, TEMPLATE)
  } catch (error) {
    throw new UsageError(`"${NAME}" cannot be written: ${(error as Error).message}`, 'Check the permissions of the directory.')
  }
  host.notify(`wrote ${NAME}`)
}

const TEMPLATE = `{
  "$schema": "https://unpkg.com/vpce-lint/schema/config.json",

  // Which rules run: "recommended", or "strict" for all of them.
  "extends": "recommended",

  // Your organizations and accounts. Without them: the organization that the policies of a run agree on.
  // A list of accounts is taken as complete.
  // "organization": { "ids": ["o-a1b2c3d4e5"], "accounts": ["111122223333"] },

  // Accounts and organizations that you trust without owning them.
  // "thirdParties": ["444455556666"],

  // Globs of tag keys that exempt from the data perimeter.
  // "exclusionTags": ["dp:exclude:*"],

  // What is used wherever no entry of "vpcs" says otherwise.
  // "features": ["patch-manager", "session-manager"],

  // What the inputs do not say of VPCs.
  // "vpcs": [{ "id": "vpc-0a9b*", "features": ["session-manager"], "publicEgress": false }],

  // What files of raw policies are for; later entries win.
  // "files": [{ "pattern": "policies/s3/*.json", "service": "s3", "region": "eu-west-1" }],

  // The Regions of your buckets.
  // "buckets": { "my-bucket": "eu-west-1" },

  // "off", "note", "warning" or "error", or a list of one of these and options of the rule.
  "rules": {},

  // Other severities for findings in some files; later entries win.
  // "overrides": [{ "files": ["sandbox/**"], "rules": { "untrusted-identity-access": "warning" } }],

  // Findings that you accept. Expired and unused entries are findings themselves.
  // "suppressions": [{ "rule": "untrusted-identity-access", "reason": "the guest network", "expires": "2030-06-30" }],
}
`
