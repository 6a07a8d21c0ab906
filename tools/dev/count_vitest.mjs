// count_vitest.mjs FILE: prints "PASSED FAILED" of a vitest JSON report. A test file that could not
// even be loaded has no tests in the report: it counts as one failure. So does a red run without any.
import { readFileSync } from 'node:fs'

const report = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const broken = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
).length
let failed = report.numFailedTests + broken
if (failed === 0 && !report.success) failed = 1
console.log(`${report.numPassedTests} ${failed}`)
