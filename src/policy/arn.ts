/** The six fields of an ARN; the last may hold colons. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html */
export interface Arn {
  readonly partition: string
  readonly service: string
  readonly region: string
  readonly account: string
  readonly resource: string
}

/** Reads an ARN or an ARN pattern of six fields; `undefined` for anything else. */
export function parseArn(text: string): Arn | undefined {
  const fields = arnFields(text)
  if (fields === undefined) return undefined
  const [, partition, service, region, account, resource] = fields
  return { partition, service, region, account, resource }
}

/** The fields of a text with at least five colons, `arn` included; the last takes the rest. */
export function arnFields(text: string): [string, string, string, string, string, string] | undefined {
  const fields: string[] = []
  let start = 0
  for (let i = 0; i < 5; i++) {
    const colon = text.indexOf(':', start)
    if (colon < 0) return undefined
    fields.push(text.slice(start, colon))
    start = colon + 1
  }
  fields.push(text.slice(start))
  return fields[0] === 'arn' ? (fields as [string, string, string, string, string, string]) : undefined
}

/** The bucket of an S3 bucket or object ARN (pattern): `arn:aws:s3:::bucket/key`. */
export function bucketOfArn(text: string): string | undefined {
  if (!text.includes(':s3:::')) return undefined
  const arn = parseArn(text)
  if (arn === undefined || arn.service !== 's3' || arn.region !== '' || arn.account !== '') return undefined
  const slash = arn.resource.indexOf('/')
  return slash < 0 ? arn.resource : arn.resource.slice(0, slash)
}
