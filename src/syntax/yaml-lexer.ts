import { Lexer } from 'yaml'

/** What of the package's lexer decides how far lines must be indented, which it has no option for. */
interface Indentation {
  indentNext: number
  parseQuotedScalar(): Generator<string, unknown>
  parseFlowCollection(): Generator<string, unknown>
}

/**
 * The lexemes of YAML in which lines inside quotes and brackets may be indented as little as one likes. YAML 1.2 forbids it, but older
 * parsers take it, those of CloudFormation and Systems Manager among them.
 */
export function lexLeniently(text: string): Generator<string> {
  const lexer = new Lexer()
  const inner = lexer as unknown as Indentation
  for (const name of ['parseQuotedScalar', 'parseFlowCollection'] as const) {
    const parse = inner[name]
    inner[name] = function* () {
      const { indentNext } = inner
      inner.indentNext = 0
      const next = yield* parse.call(inner)
      inner.indentNext = indentNext
      return next
    }
  }
  return lexer.lex(text)
}
