import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { rules } from '../rules/index.js'
import { sourceOf } from '../src/catalog/catalog.js'
import type { Rule } from '../src/linter/rule.js'
import { gravestOf, SEVERITIES } from '../src/linter/severity.js'

const CATEGORIES: Readonly<Record<Rule['meta']['category'], string>> = {
  'systems-manager': 'Systems Manager',
  'region': 'Region',
  'data-perimeter': 'Data perimeter',
  'policy-language': 'Policy language',
  'network': 'Network',
}

/** The parts of pages that follow from the code: by page, the text between its markers. */
export interface GeneratedPart {
  readonly path: string
  readonly marker: 'head' | 'rules'
  readonly text: string
}

export function generatedParts(): GeneratedPart[] {
  const heads = rules.map((rule): GeneratedPart => ({ path: pagePath(rule), marker: 'head', text: pageHead(rule) }))
  return [...heads, { path: 'README.md', marker: 'rules', text: ruleTable(rules) }]
}

export function pagePath({ meta }: Rule): string {
  return `rules/${meta.id}/README.md`
}

/** The page with the text between its markers replaced; throws when it does not have them once. */
export function replacePart(page: string, { path, marker, text }: GeneratedPart): string {
  const [before, inside, after, ...more] = page.split(new RegExp(`<!-- /?${marker} -->`))
  if (before === undefined || inside === undefined || after === undefined || more.length > 0) {
    throw new Error(`${path} needs the lines <!-- ${marker} --> and <!-- /${marker} --> once each, with nothing of its own between them`)
  }
  return `${before}<!-- ${marker} -->\n${text}\n<!-- /${marker} -->${after}`
}

function pageHead({ meta, messages }: Rule): string {
  const { id, description, category, presets, sources } = meta
  const severities = SEVERITIES.toReversed().flatMap((severity) => {
    const ids = Object.keys(messages).filter((messageId) => messages[messageId]!.severity === severity)
    return ids.length === 0 ? [] : [`${severity}: ${ids.map((messageId) => `\`${messageId}\``).join(', ')}`]
  })
  return [
    `# ${id}`,
    '',
    `> ${description}`,
    '',
    '| | |',
    '|---|---|',
    `| Severity | ${severities.join('<br>')} |`,
    `| Category | ${CATEGORIES[category]} |`,
    `| Presets | ${presets.join(', ')} |`,
    `| Sources | ${sources.map(showSource).join('<br>')} |`,
  ].join('\n')
}

/** An address as a link, a key of the catalog as what it stands for. */
function showSource(source: string): string {
  const text = sourceOf(source)
  return text === undefined ? `<${source}>` : escapeCell(text)
}

function ruleTable(all: readonly Rule[]): string {
  const rows = Object.entries(CATEGORIES).flatMap(([category, title]) =>
    all.filter(({ meta }) => meta.category === category).map(({ meta, messages }) => {
      const strict = meta.presets.includes('recommended') ? '' : ' (strict)'
      const link = `[\`${meta.id}\`](rules/${meta.id}/README.md)${strict}`
      return `| ${title} | ${link} | ${escapeCell(meta.description)} | ${gravestOf(messages)} |`
    }))
  return ['| Category | Rule | What it finds | Severity |', '|---|---|---|---|', ...rows].join('\n')
}

function escapeCell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;')
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const part of generatedParts()) {
    if (existsSync(part.path)) writeFileSync(part.path, replacePart(readFileSync(part.path, 'utf8'), part))
  }
}
