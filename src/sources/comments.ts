import { blankComments, type Comment } from '../syntax/jsonc.js'
import type { SourceFile } from '../text/source-text.js'

/** The comments of a file whose language has them: JSONC by its name, and whatever is read as YAML. */
export async function commentsOf(file: SourceFile): Promise<readonly Comment[]> {
  if (/\.jsonc$/i.test(file.path)) return blankComments(file).comments
  if (/\.json$/i.test(file.path) || (!/\.ya?ml$/i.test(file.path) && /^\s*[{["]/.test(file.text))) return []
  const { yamlComments } = await import('../syntax/yaml-comments.js')
  return yamlComments(file)
}
