// Examples of policies would fill the alert; the page that the help links to has them.
const SECTIONS_SHOWN = ['What it finds', 'Why it matters', 'How to fix', 'When not to use it']

// https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
const LONGEST_DESCRIPTION = 1024

interface Section {
  readonly title: string
  readonly body: string
}

/** The help of a rule, from its page. */
export function helpOf(page: string, description: string, url: string): object {
  const sections = sectionsOf(page)
  const fix = sections.find(({ title }) => title === 'How to fix')
  const shown = sections.filter(({ title }) => SECTIONS_SHOWN.includes(title))
  return {
    text: `${description}${fix === undefined ? '' : `\n\n${plain(fix.body)}`}\n\n${url}`,
    markdown: [
      description,
      ...shown.map(({ title, body }) => `## ${title}\n\n${absoluteLinks(body, url)}`),
      `[The page of the rule](${url})`,
    ].join('\n\n'),
  }
}

/** The first paragraph of what the rule finds, as plain text. */
export function introductionOf(page: string): string | undefined {
  const first = sectionsOf(page).find(({ title }) => title === 'What it finds')?.body.split('\n\n')[0]
  const text = first === undefined ? '' : plain(first)
  // One that ends with a colon is the head of a list.
  if (text === '' || text.endsWith(':')) return undefined
  return text.length <= LONGEST_DESCRIPTION ? text : `${text.slice(0, LONGEST_DESCRIPTION - 1)}…`
}

function sectionsOf(page: string): Section[] {
  const [, ...parts] = `\n${page}`.split('\n## ')
  return parts.map((part) => {
    const end = part.indexOf('\n')
    return end < 0 ? { title: part, body: '' } : { title: part.slice(0, end), body: part.slice(end).trim() }
  })
}

/** Paragraphs without the ends of their lines, code and stressed words without their marks, links without their addresses. */
function plain(markdown: string): string {
  return markdown
    .replaceAll(/(?<!\n)\n(?![\n|*-]|\d+\. )/g, ' ')
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/`([^`]*)`|\*{1,2}([^*\n]+)\*{1,2}/g, '$1$2')
}

function absoluteLinks(markdown: string, url: string): string {
  return markdown.replaceAll(/\]\((?![a-z]+:)([^)\s]+)\)/g, (_, target: string) => `](${new URL(target, url).href})`)
}
