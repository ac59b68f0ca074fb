/** The part of ESLint's types that those of eslint-formatter-pretty name; ESLint itself is not installed. */
declare module 'eslint' {
  export namespace Linter {
    type Severity = 0 | 1 | 2
    interface LintMessage {
      ruleId: string
      severity: Severity
      message: string
      line?: number
      column?: number
    }
  }

  export namespace ESLint {
    interface LintResult {
      filePath: string
      messages: Linter.LintMessage[]
      errorCount: number
      warningCount: number
    }
    interface LintResultData {
      rulesMeta: Record<string, { docs: { url: string } }>
    }
  }
}
