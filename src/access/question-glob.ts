import { arnFields } from '../policy/arn.js'
import { remembered } from '../policy/remembered.js'
import { ALL, BUCKET, globOfUnits, once, ORDINARY, questionPattern, repeated, type Glob } from './glob.js'

/**
 * What a question asks about, kept to what can exist: the star of a bucket name has its letters, and an object key is not empty.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export const questionGlob = remembered(readQuestion)

function readQuestion(pattern: string): Glob {
  const object = /^(arn:[^:]*:s3:::)([^/]+)\/(.*)$/s.exec(pattern)
  if (object === null || !/[*?]/.test(object[2]!) && object[3] !== '*') return questionPattern(pattern, arnFields(pattern) !== undefined)
  const [, stem, bucket, key] = object as unknown as [string, string, string, string]
  const units = (text: string, star: readonly number[], one: number) => Array.from(text).flatMap((character) => (character === '*' ? star : character === '?' ? [one] : [character.codePointAt(0)!]))
  return globOfUnits([
    ...units(stem, [repeated(ALL)], once(ORDINARY)),
    ...units(bucket, bucket === '*' ? [once(BUCKET), repeated(BUCKET)] : [repeated(BUCKET)], once(BUCKET)), 47,
    ...(key === '*' ? [once(ORDINARY), repeated(ALL)] : units(key, [repeated(ALL)], once(ORDINARY))),
  ])
}

export const actionGlob = remembered((action) => questionPattern(action.toLowerCase()))

/** What is left out of a question. */
export const exceptGlob = remembered((pattern) => questionPattern(pattern))
