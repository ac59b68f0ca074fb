/**
 * The Region of an Availability Zone, Local Zone or Wavelength Zone: `us-west-2-lax-1a` stands in us-west-2.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-regions-availability-zones.html
 */
export function regionOfZone(zone: string | undefined): string | undefined {
  return zone === undefined ? undefined : /^[a-z]+(?:-[a-z]+)+-\d+(?=[a-z]|-|$)/.exec(zone)?.[0]
}
