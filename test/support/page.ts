/** A fenced block of a Markdown page; lines are counted from 0. */
export interface Block {
  readonly language: string
  /** From its info string: ```` ```json file=policy.json ````. */
  readonly file: string | undefined
  readonly lines: readonly string[]
  /** The line after the opening fence. */
  readonly start: number
}

/** The blocks after one title of the third level. */
export interface Example {
  readonly title: string
  readonly blocks: readonly Block[]
}

export interface Section {
  readonly title: string
  readonly text: string
  readonly examples: readonly Example[]
}

/** The sections of the second level. A block before the first title of the third level belongs to an example without a title. */
export function sectionsOf(page: string): Section[] {
  const sections: { title: string; text: string; examples: { title: string; blocks: Block[] }[] }[] = []
  for (const { line, block } of partsOf(page)) {
    const section = sections.at(-1)
    if (line?.startsWith('## ')) sections.push({ title: line.slice(3), text: '', examples: [] })
    else if (section === undefined) continue
    else if (line?.startsWith('### ')) section.examples.push({ title: line.slice(4), blocks: [] })
    else if (line !== undefined) section.text += `${line}\n`
    else if (block !== undefined) {
      if (section.examples.length === 0) section.examples.push({ title: '', blocks: [] })
      section.examples.at(-1)!.blocks.push(block)
    }
  }
  return sections
}

export function blocksOf(page: string): Block[] {
  return partsOf(page).flatMap(({ block }) => block ?? [])
}

/** The page with the contents of blocks replaced. */
export function replaceBlocks(page: string, replacements: readonly { readonly block: Block; readonly lines: readonly string[] }[]): string {
  const lines = page.split('\n')
  const fromTheEnd = replacements.toSorted((one, other) => other.block.start - one.block.start)
  for (const { block, lines: replacement } of fromTheEnd) lines.splice(block.start, block.lines.length, ...replacement)
  return lines.join('\n')
}

type Part = { readonly line: string; readonly block?: never } | { readonly line?: never; readonly block: Block }

function partsOf(page: string): Part[] {
  const lines = page.split('\n')
  const parts: Part[] = []
  for (let i = 0; i < lines.length; i++) {
    const fence = /^(`{3,})(\S*) ?(.*)$/.exec(lines[i]!)
    if (fence === null) {
      parts.push({ line: lines[i]! })
      continue
    }
    const end = lines.indexOf(fence[1]!, i + 1)
    if (end < 0) throw new Error(`the block that begins on line ${i + 1} does not end`)
    const file = /(?:^| )file=(\S+)/.exec(fence[3]!)?.[1]
    parts.push({ block: { language: fence[2]!, file, lines: lines.slice(i + 1, end), start: i + 1 } })
    i = end
  }
  return parts
}
