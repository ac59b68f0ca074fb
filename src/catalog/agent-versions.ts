/**
 * From this version on agents take commands over ssmmessages:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
 */
export const FIRST_AGENT_WITHOUT_EC2MESSAGES = '3.3.40.0'

/**
 * From this version on agents take packages of Distributor from birdwatcher, before it from `amazon-ssm-packages-REGION`:
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/ssm-agent-technical-details.html
 */
export const FIRST_AGENT_WITH_BIRDWATCHER = '2.2.45.0'

/** Compares number by number: 3.3.4.0 is older than 3.3.40.0. */
export function isOlderAgent(version: string, other: string): boolean {
  const own = version.split('.').map(Number)
  const theirs = other.split('.').map(Number)
  const index = theirs.findIndex((number, position) => own[position] !== number)
  return index >= 0 && (own[index] ?? 0) < theirs[index]!
}
