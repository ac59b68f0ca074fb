import type { ProblemId } from '../text/problem.js'

/** Findings that are no rule's, with what they stand for. */
export const RESERVED_FINDINGS: Readonly<Record<string, string>> = {
  undecided: 'A fact is missing, so that a rule could not decide or a policy was not judged; the note says which.',
  'unused-suppression': 'A suppression, in the configuration or a comment, silences nothing of what was judged.',
  'expired-suppression': 'A suppression, in the configuration or a comment, is past its date and silences nothing any more.',
  'invalid-suppression': 
    'A comment that should suppress findings has no reason, names no rule that exists, or is not understood; it silences nothing.',
}

/** Problems with inputs, with what they stand for. */
export const PROBLEMS: Readonly<Record<ProblemId, string>> = {
  'unreadable-file': 'An input could not be read from disk.',
  'unsupported-encoding': 'An input is not UTF-8 text.',
  'binary-file': 'An input is no text.',
  'file-too-large': 'An input is larger than --max-file-size.',
  'policy-too-large': 'A policy is ten times larger than AWS accepts.',
  'policy-too-complex': 'A policy was made so that deciding it takes longer than the limit allows.',
  'nesting-too-deep': 'An input nests values deeper than any policy or inventory does.',
  'syntax-error': 'An input is not well-formed, so that nothing in it was judged.',
  'unknown-source': 'An input named on the command line holds nothing that vpce-lint reads.',
  'invalid-input': 'A part of an input has the wrong shape and was not judged.',
}
