import { type RawText, rawText } from '../../terminal/text.ts';

/*
 * The queries that lmon sends to Logs Insights. The local AWS understands only these.
 *
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html
 */

export type LogFormatName = 'text' | 'json';

/** The column names of `callsQuery`. */
export const CALL_COLUMNS = {
  calls: 'calls',
  timeouts: 'timeouts',
  crashes: 'crashes',
  coldStarts: 'coldStarts',
  p50Ms: 'p50Ms',
  p99Ms: 'p99Ms',
  maxMs: 'maxMs',
  maxMemoryMb: 'maxMemoryMb',
} as const;

/** Statistics of the REPORTs, in bins of so many minutes. */
export function callsQuery(format: LogFormatName, binMinutes: number): RawText {
  const columns = format === 'json' ? JSON_REPORTS : TEXT_REPORTS;
  return rawText(`${columns} by bin(${binMinutes}m)`);
}

/** The column of the bin. */
export function binColumn(binMinutes: number): string {
  return `bin(${binMinutes}m)`;
}

const TEXT_REPORTS = [
  'filter @type = "REPORT" | stats count(*) as calls',
  'sum(strcontains(@message, "Status: timeout")) as timeouts',
  'sum(strcontains(@message, "Status: error")) as crashes',
  'sum(strcontains(@message, "Init Duration: ")) as coldStarts',
  'pct(@duration, 50) as p50Ms',
  'pct(@duration, 99) as p99Ms',
  'max(@duration) as maxMs',
  'max(@maxMemoryUsed / 1000000) as maxMemoryMb',
].join(', ');

const JSON_REPORTS = [
  'filter type = "platform.report" | stats count(*) as calls',
  'sum(strcontains(record.status, "timeout")) as timeouts',
  'sum(strcontains(record.status, "error")) as crashes',
  'count(record.metrics.initDurationMs) as coldStarts',
  'pct(record.metrics.durationMs, 50) as p50Ms',
  'pct(record.metrics.durationMs, 99) as p99Ms',
  'max(record.metrics.durationMs) as maxMs',
  'max(record.metrics.maxMemoryUsedMB) as maxMemoryMb',
].join(', ');

/** Messages of error lines, most frequent first. */
export function patternsQuery(format: LogFormatName): RawText {
  return rawText(`${format === 'json' ? JSON_ERRORS : TEXT_ERRORS} | pattern @message | limit 8`);
}

const TEXT_ERRORS =
  'filter @message like /ERROR|FATAL|CRITICAL|SEVERE|Traceback|Exception|Error: |Task timed out/ and @message not like /^REPORT /';
const JSON_ERRORS = 'filter level in ["ERROR", "FATAL", "CRITICAL", "error", "fatal"]';
