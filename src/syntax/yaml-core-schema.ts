const NULL = /^(?:null|Null|NULL|~)?$/
const TRUE = /^(?:true|True|TRUE)$/
const FALSE = /^(?:false|False|FALSE)$/
const NUMBER = /^(?:[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[0-9a-fA-F]+)$/
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/

/** What a plain scalar on one line means. YAML 1.2.2, section 10.3.2; a date is text, and so are "yes" and "off". */
export function coreValueOf(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null
  if (TRUE.test(text)) return true
  if (FALSE.test(text)) return false
  if (NUMBER.test(text)) return Number(text)
  const infinity = INFINITY.exec(text)
  if (infinity !== null) return infinity[1] === '-' ? -Infinity : Infinity
  return NOT_A_NUMBER.test(text) ? NaN : text
}
