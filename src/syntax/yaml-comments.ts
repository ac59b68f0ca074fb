import { CST, Lexer } from 'yaml'
import type { SourceText } from '../text/source-text.js'
import type { Comment } from './jsonc.js'

/** The comments of a text in YAML. */
export function yamlComments(source: SourceText): Comment[] {
  const comments: Comment[] = []
  let offset = 0
  let isScalar = false
  for (const lexeme of new Lexer().lex(source.text)) {
    // Marks that the lexer puts before scalars and documents; they are not in the text.
    if (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END) {
      isScalar = lexeme === CST.SCALAR
      continue
    }
    const end = offset + lexeme.length
    if (lexeme.startsWith('#') && !isScalar) comments.push({ text: lexeme.slice(1), at: source.spanOf(offset, end) })
    offset = end
    isScalar = false
  }
  return comments
}
