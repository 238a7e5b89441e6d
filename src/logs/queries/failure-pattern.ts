import type { Outcome } from '../../lambda/line/outcome.ts';
import { type RawText, rawText } from '../../terminal/text.ts';

/**
 * Filter patterns that select failure lines.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */

/** What Lambda writes of a timeout in text format: in old logs, and in those of today. */
const TIMEOUT_TERMS = ['"Task timed out"', '"Status: timeout"'];

/** Words that Lambda's runtimes write before an error, and Lambda itself. */
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
  ...TIMEOUT_TERMS,
  '"Status: error"',
  '"Status: failure"',
];

/** How application loggers mark an error in JSON members, in either log format. */
const LOGGER_TERMS = ['"error"', '"Error"', '"fatal"', '"Critical"', '"level":50', '"level":60'].map(quoted);

/** For a log in text format. */
export const TEXT_FAILURES: RawText = anyOf([...FAILURE_TERMS, ...LOGGER_TERMS]);

/** For a log in JSON format. */
export const JSON_FAILURES: RawText = rawText(
  `{ ${[
    ...['ERROR', 'Error', 'error', 'FATAL', 'Fatal', 'fatal', 'CRITICAL', 'Critical', 'critical'].map(
      (level) => `$.level = "${level}"`,
    ),
    '$.level >= 50',
    '$.severity = "ERROR"',
    '$.errorType = *',
  ].join(
    ' || ',
  )} || $.record.status = "timeout" || $.record.status = "error" || $.record.status = "failure" }`,
);

/** An end of a call that its REPORT may be alone to tell of. */
export type SilentEnd = Extract<Outcome, 'timeout' | 'outOfMemory' | 'crash'>;

/**
 * The lines that tell of such an end, in either format. That a process exited for want of memory is known from two
 * numbers of its REPORT, which no filter compares: the one for memory finds all exits.
 */
export const END_PATTERNS: Readonly<Record<SilentEnd, RawText>> = {
  timeout: anyOf([...TIMEOUT_TERMS, quoted('"status":"timeout"')]),
  outOfMemory: anyOf(['"Runtime.OutOfMemory"', '"Runtime.ExitError"']),
  crash: anyOf(['"Runtime.ExitError"']),
};

/** Failures and the end of every invocation, in either format: several functions may share a log. */
export const STORY_PATTERN: RawText = anyOf([
  ...FAILURE_TERMS,
  '"REPORT RequestId:"',
  '"platform.report"',
  '"platform.initReport"',
  '"platform.restoreReport"',
  ...LOGGER_TERMS,
]);

function anyOf(terms: readonly string[]): RawText {
  return rawText(terms.map((term) => `?${term}`).join(' '));
}

function quoted(phrase: string): string {
  return `"${phrase.replaceAll('"', '\\"')}"`;
}
