import type { Formatter } from './formatter.js'
import { printJson } from './print-json.js'

/** The report as it is; schema/report.json describes it. */
export const formatJson: Formatter = (report) => printJson(report)
