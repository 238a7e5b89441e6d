import { type RawText, rawText } from '../terminal/text.ts';

/**
 * Patterns with which CloudWatch picks the lines that tell of failures.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

/** What the runtimes of Lambda write before an error, and what Lambda itself writes of one. */
const FAILURE_TERMS = [
  'ERROR',
  'FATAL',
  'CRITICAL',
  'SEVERE',
  'Traceback',
  'Exception',
  '"Error:"',
  '"Error raised from handler"',
  '"errorMessage"',
  '"Task timed out"',
  '"Status: timeout"',
  '"Status: error"',
  '"Status: failure"',
];

/** Of a log in text format. */
export const TEXT_FAILURES: RawText = anyOf(FAILURE_TERMS);

/** Of a log in JSON format. */
export const JSON_FAILURES: RawText = rawText(
  '{ $.level = "ERROR" || $.level = "FATAL" || $.level = "CRITICAL" || $.level = "error" || $.level = "fatal" || $.record.status = "timeout" || $.record.status = "error" || $.record.status = "failure" }',
);

/** Failures and the end of every invocation, in either format: several functions may write to one log. */
export const STORY_PATTERN: RawText = anyOf([
  ...FAILURE_TERMS,
  '"REPORT RequestId:"',
  '"platform.report"',
  '"platform.initReport"',
  '"platform.restoreReport"',
  ...['"error"', '"Error"', '"fatal"', '"Critical"', '"level":50', '"level":60'].map(quoted),
]);

function anyOf(terms: readonly string[]): RawText {
  return rawText(terms.map((term) => `?${term}`).join(' '));
}

function quoted(phrase: string): string {
  return `"${phrase.replaceAll('"', '\\"')}"`;
}
