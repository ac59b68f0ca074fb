export type Step = string | number

/** The document with another value at the end of a path. */
export function replaceValue(document: unknown, [step, ...rest]: readonly Step[], value: unknown): unknown {
  if (step === undefined) return value
  if (Array.isArray(document)) return document.map((item, index) => (index === step ? replaceValue(item, rest, value) : item))
  return Object.fromEntries(Object.entries(document as object).map(([key, item]) => [key, key === step ? replaceValue(item, rest, value) : item]))
}
