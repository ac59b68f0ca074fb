import type { PublishedFinding, PublishedWitness } from '../../linter/publish.js'
import { CALLERS } from '../details.js'
import { count } from '../summary.js'

const LINKED = 5

// Code scanning keeps 100 locations of a result: https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
export const RELATED_KEPT = 100

/** A message with a capital letter and a period, which SARIF asks of messages. */
export function sentence(text: string): string {
  // A word alone: a Region or an action keeps its first letter.
  const started = text.replace(/^[a-z]+(?= )/, (word) => word[0]!.toUpperCase() + word.slice(1))
  return /[.!?]$/.test(started) ? started : `${started}.`
}

/** What is wrong, what to do, and links to related places by their ids; once as plain text, once as Markdown with the proof. */
export function messageOf({ message, help, related, witness }: PublishedFinding): object {
  const links = related.slice(0, LINKED).map(({ note }, index) => `[${escapeLinkText(note)}](${index + 1})`)
  const more = related.length - LINKED
  const list = [...links, ...(more > 0 ? [`${count(more, 'more place')}`] : [])]
  const see = list.length === 0 ? '' : `Related: ${list.join('; ')}.`
  const paragraphs = [
    escapeMarkdown(sentence(message)),
    escapeMarkdown(help),
    ...(witness === undefined ? [] : [proofOf(witness)]),
    ...(see === '' ? [] : [`Related: ${[...related.slice(0, LINKED).map(markdownLink), ...list.slice(LINKED)].join('; ')}.`]),
  ]
  return {
    text: [escapeLinks(sentence(message)), escapeLinks(help), see].filter((part) => part !== '').join(' '),
    markdown: paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'),
  }
}

function markdownLink({ note }: PublishedFinding['related'][number], index: number): string {
  return `[${escapeMarkdown(note)}](${index + 1})`
}

function proofOf({ caller, action, resource, context, outcome }: PublishedWitness): string {
  const keys = Object.entries(context).map(([key, values]) =>
    values === null ? `- ${code(key)} absent` : `- ${code(key)} = ${values.map(code).join(', ')}`,
  )
  return [`Proof: ${CALLERS[caller]} is ${outcome}.`, '', `- ${code(action)} on ${code(resource)}`, ...keys].join('\n')
}

/** In text of inputs, what would become a link: SARIF 2.1.0, section 3.11.6. */
export function escapeLinks(text: string): string {
  return text.replaceAll(/\[(?=[^\]]*\]\()/g, '\\[')
}

function escapeLinkText(text: string): string {
  return text.replaceAll(/[\\[\]]/g, '\\$&')
}

export function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>&|~#!]/g, '\\$&')
}

/** As code, in more backticks than the text has in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = text === '' || /^`|`$|^ .* $/.test(text) ? ' ' : ''
  return `${fence}${space}${text}${space}${fence}`
}
