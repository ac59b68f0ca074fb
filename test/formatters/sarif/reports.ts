import { readFileSync } from 'node:fs'
import { rules } from '../../../rules/index.js'
import type { RuleDescription } from '../../../src/formatters/formatter.js'
import type { Finding } from '../../../src/linter/finding.js'
import { buildReport, type LintReport } from '../../../src/linter/report.js'
import { PROBLEMS, RESERVED_FINDINGS } from '../../../src/linter/reserved.js'
import { gravestOf, SEVERITIES } from '../../../src/linter/severity.js'
import type { Problem, ProblemId } from '../../../src/text/problem.js'
import { SourceFile } from '../../../src/text/source-text.js'
import { lintInputs } from '../../support/lint-inputs.js'
import { casesOf } from '../../support/rule-cases.js'
import { published, type Published } from '../sample-report.js'

const counts = { files: 1, skipped: 0, endpoints: 0, policies: 1, judged: 1, notJudged: [] }

/** The rules as users get them, with their pages. */
export const descriptions: RuleDescription[] = rules.map(({ meta, messages }) => {
  return { meta, severity: gravestOf(messages), page: readFileSync(`rules/${meta.id}/README.md`, 'utf8') }
})

/** All that the rules say of all their invalid cases. */
export async function reportOfFixtures(): Promise<LintReport> {
  const findings: Finding[] = []
  for (const rule of rules) {
    for (const { files, configuration } of casesOf(rule.meta.id, 'invalid')) {
      findings.push(...(await lintInputs([rule], files, configuration)).findings)
    }
  }
  return buildReport(findings, [], counts)
}

export const HOSTILE = [
  '[click](https://evil.example/)', '[a](1) and [b](0)', '{0} {1} {{2}} {', '<script>alert(1)</script>',
  '`code` *bold* _x_ ~~y~~ | # ![i](x)', '\u001b[2J\u202e\u0007\u0000', 'line\nbreak\r\n::error::x',
  '"quotes" \\ and \'apostrophes\'', '\ud800 lone \udc00', '😀 é ß \u{e0041}', '...', '?', ' ', '``` ` ``', '%SRCROOT%/../..',
  'x'.repeat(5000),
]

export const PATHS = [
  'a b/c%20d#e?f.json', 'é/😀.json', 'c:d.json', '../outside.json', 'in/../side.json', '/absolute path.json', 'C:/windows path.json',
  '<stdin>', '[x]{y}"z"\\.json', '::error::\u001b[2J.json', '//server/share.json', '.json',
]

/** Every kind of problem and reserved finding, and hostile text wherever text of inputs can be. */
export const hostile: Published = published(buildReport(hostileFindings(), hostileProblems(), {
  ...counts,
  policies: 20,
  notJudged: HOSTILE.map((why, index) => ({ path: PATHS[index % PATHS.length]!, why })),
}), descriptions)

function hostileFindings(): Finding[] {
  const ids = [...rules.map(({ meta }) => meta.id), ...Object.keys(RESERVED_FINDINGS)]
  return HOSTILE.flatMap((text, index) => PATHS.map((path, number): Finding => {
    const file = new SourceFile(path, `${text}\r\n  second line\n\n`)
    const at = file.spanOf(0, number % 2 === 0 ? file.text.length : 0)
    return {
      ruleId: ids[(index + number) % ids.length]!,
      messageId: 'hostile',
      severity: SEVERITIES[number % SEVERITIES.length]!,
      message: text,
      help: text,
      at,
      related: Array.from({ length: number === 0 ? 150 : number % 3 }, () => ({ at, note: text })),
      subject: { endpoint: text, statement: text },
      witness: {
        caller: 'outsider',
        outcome: 'allowed',
        by: [],
        request: { principal: 'anonymous', action: text, resource: text, context: { [text]: [text], b: null } },
      },
      fix: { description: text, safe: false, edits: [{ at, text }, { at, text: '' }] },
      fingerprint: `${index}-${number}`.padStart(32, '0'),
      ...(index === 0 && { suppressed: { by: 'configuration', reason: text } }),
    }
  }))
}

function hostileProblems(): Problem[] {
  const ids = Object.keys(PROBLEMS) as ProblemId[]
  return HOSTILE.map((text, index): Problem => {
    const file = new SourceFile(PATHS[index % PATHS.length]!, text)
    return { id: ids[index % ids.length]!, message: text, help: text, path: file.path, ...(index % 2 === 0 && { at: file.spanOf(0, 0) }) }
  })
}
