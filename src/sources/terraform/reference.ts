/** A part of a reference such as `module.network["a"].vpc_id` or `aws_subnet.private[0].id`. */
export type Reference =
  | { readonly kind: 'resource'; readonly type: string; readonly name: string; readonly key: string; readonly attribute: string | undefined }
  | { readonly kind: 'output'; readonly module: string; readonly key: string; readonly output: string }
  | { readonly kind: 'variable'; readonly name: string }
  /** `each.value`: an item of what the block is repeated for. */
  | { readonly kind: 'item' }
  /** `local.…`: Terraform does not print what local values are made of. */
  | { readonly kind: 'local' }
  /** `count.index`, `each.key`: which instance, not what. */
  | { readonly kind: 'key' }
  /** `path.module`, `terraform.workspace`: known to every plan. */
  | { readonly kind: 'known' }
  | { readonly kind: 'other' }

const KEY = String.raw`(\[(?:\d+|"(?:[^"\\]|\\.)*")\])?`
const RESOURCE = new RegExp(String.raw`^((?:data\.)?([a-z]\w*)\.[\w-]+)${KEY}(?:\[\*\])?(?:\.([\w-]+))?`)
const OUTPUT = new RegExp(String.raw`^module\.([\w-]+)${KEY}\.([\w-]+)`)

export function parseReference(text: string): Reference {
  const [first, second = ''] = text.split(/[.[]/, 2)
  if (first === 'var') return { kind: 'variable', name: second }
  if (first === 'local') return { kind: 'local' }
  if (first === 'each') return { kind: second === 'value' ? 'item' : 'key' }
  if (first === 'count') return { kind: 'key' }
  if (first === 'path' || first === 'terraform') return { kind: 'known' }
  if (first === 'module') {
    const output = OUTPUT.exec(text)
    return output === null ? { kind: 'other' } : { kind: 'output', module: output[1]!, key: output[2] ?? '', output: output[3]! }
  }
  const resource = RESOURCE.exec(text)
  if (resource === null) return { kind: 'other' }
  return { kind: 'resource', type: resource[2]!, name: resource[1]!, key: resource[3] ?? '', attribute: resource[4] }
}

/** Terraform lists a reference before its own beginnings: `aws_vpc.main.id`, `aws_vpc.main`. */
export function wholeReferences(references: readonly string[]): string[] {
  const whole: string[] = []
  for (const reference of references) {
    const last = whole.at(-1)
    const isBeginning = last !== undefined && last.startsWith(reference) && /^[.[]/.test(last.slice(reference.length))
    if (!isBeginning && last !== reference) whole.push(reference)
  }
  return whole
}
