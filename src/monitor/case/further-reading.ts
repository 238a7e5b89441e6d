import type { FunctionConfiguration } from '../../lambda/function.ts';
import { bytesInSpan, type LogQueryAnswer, type LogQueryRow, queryDollars } from '../../lambda/log-query.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS, type TimeRange } from '../../lambda/time.ts';
import { binColumn, CALL_COLUMNS, callsQuery, patternsQuery } from '../../logs/queries/insights-query.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type { CallBin, FoundPattern, FurtherReading } from '../../triage/report/further-reading.ts';
import { type Asking, ask } from '../calls/asking.ts';
import type { LogQuerySource, Result, SourceError } from '../sources.ts';

/** What is about to be read, and what that will cost by list price. */
export interface QueryEstimate {
  readonly bytes: number;
  readonly dollars: number;
}

/** More is not spent on one report. */
export const MOST_DOLLARS = 1;
const QUERIES = 2;
const MOST_BINS = 72;
const BIN_MINUTES = [1, 5, 15, 60, 360] as const;
const ASK_AGAIN_MS = SECOND_MS;
/** Logs Insights gives up after an hour; nobody waits that long for a report. */
const MOST_WAIT_MS = 2 * MINUTE_MS;

/** What asking about a span of a function's log will cost; or in words why nobody knows. */
export async function furtherEstimate(
  source: LogQuerySource,
  asking: Asking,
  { logGroup }: FunctionConfiguration,
  range: TimeRange,
): Promise<QueryEstimate | string> {
  const size = await ask(asking, 'logs:DescribeLogGroups', (signal) => source.size(logGroup, signal));
  if (!size.ok) return `what it would cost is not known: ${size.error.action} ${size.error.kind}`;
  if (size.value === null) return 'what it would cost is not known: CloudWatch does not tell its size';
  const bytes = QUERIES * bytesInSpan(size.value, range.endMs - range.startMs, asking.clock.now());
  return { bytes, dollars: queryDollars(bytes) };
}

/** Asks Logs Insights about a span of a function's log, unless that would cost too much or nobody knows what. */
export async function readFurther(
  source: LogQuerySource,
  asking: Asking,
  configuration: FunctionConfiguration,
  range: TimeRange,
  onEstimate: (estimate: QueryEstimate) => void,
): Promise<FurtherReading> {
  const estimate = await furtherEstimate(source, asking, configuration, range);
  if (typeof estimate === 'string') return unread(estimate);
  onEstimate(estimate);
  if (estimate.dollars > MOST_DOLLARS)
    return unread(`it would cost about $${estimate.dollars.toFixed(2)}: a shorter time costs less`);
  const { logGroup, logFormat } = configuration;
  const binMinutes = binOf(range);
  const [calls, patterns] = await Promise.all([
    answerTo(source, asking, logGroup, callsQuery(logFormat, binMinutes), range),
    answerTo(source, asking, logGroup, patternsQuery(logFormat), range),
  ]);
  if (!calls.ok) return unread(unansweredText(calls.error, estimate));
  if (!patterns.ok) return unread(unansweredText(patterns.error, estimate));
  const scannedBytes = calls.value.scannedBytes + patterns.value.scannedBytes;
  return {
    kind: 'read',
    fromMs: (calls.value.span ?? range).startMs,
    toMs: (calls.value.span ?? range).endMs,
    binMs: binMinutes * MINUTE_MS,
    bins: calls.value.rows
      .flatMap((row) => callBin(row, binColumn(binMinutes)) ?? [])
      .toSorted((one, other) => one.startMs - other.startMs),
    patterns: patterns.value.rows.flatMap((row) => foundPattern(row) ?? []),
    scannedBytes,
    dollars: queryDollars(scannedBytes),
    queries: QUERIES,
  };
}

function binOf({ startMs, endMs }: TimeRange): number {
  const minutes = (endMs - startMs) / MINUTE_MS;
  return BIN_MINUTES.find((each) => minutes / each <= MOST_BINS) ?? 1_440;
}

/** Waits for the rows. A query that nobody waits for any more is ended: it would be paid for all the same. */
async function answerTo(
  source: LogQuerySource,
  asking: Asking,
  group: RawText,
  query: RawText,
  range: TimeRange,
): Promise<Result<LogQueryAnswer>> {
  const started = await ask(asking, 'logs:StartQuery', (signal) => source.start(group, query, range, signal));
  if (!started.ok) return started;
  const queryId = started.value;
  const untilMs = asking.clock.now() + MOST_WAIT_MS;
  let because = UNFINISHED;
  while (!asking.signal.aborted && asking.clock.now() < untilMs) {
    const answer = await ask(asking, 'logs:GetQueryResults', (signal) => source.results(queryId, signal));
    if (!answer.ok && answer.error.kind !== 'unreachable') {
      because = answer.error;
      break;
    }
    if (answer.ok && answer.value.status === 'complete') return answer;
    if (answer.ok && answer.value.status === 'failed') return { ok: false, error: FAILED };
    await asking.clock.sleep(ASK_AGAIN_MS, asking.signal);
  }
  // The signal may have been aborted already, and this is to be sent all the same.
  await source.stop(queryId, new AbortController().signal);
  return { ok: false, error: because };
}

const FAILED: SourceError = {
  kind: 'malformed',
  action: 'logs:GetQueryResults',
  name: rawText('Failed'),
  message: rawText('Logs Insights could not answer'),
};
const UNFINISHED: SourceError = {
  ...FAILED,
  kind: 'unreachable',
  message: rawText('Logs Insights had not answered within two minutes and was stopped'),
};

/** A query that was started is paid for by what it read until it was stopped, whether or not it answers. */
function unansweredText({ action, kind, message }: SourceError, { dollars }: QueryEstimate): string {
  const because = kind === 'denied' ? `${action}: denied` : message;
  if (action === 'logs:StartQuery') return because;
  const price = dollars < 0.01 ? 'less than $0.01' : `at most $${dollars.toFixed(2)}`;
  return `${because}; what was read by then is paid for: ${price} by the estimate`;
}

function unread(because: string): FurtherReading {
  return { kind: 'unread', because: rawText(because) };
}

function callBin(row: LogQueryRow, bin: string): CallBin | null {
  const startMs = timeOf(row.get(bin));
  const numberIn = (column: string) => numberOf(row.get(column));
  const calls = numberIn(CALL_COLUMNS.calls);
  if (startMs === null || calls === null) return null;
  return {
    startMs,
    calls,
    timeouts: numberIn(CALL_COLUMNS.timeouts) ?? 0,
    crashes: numberIn(CALL_COLUMNS.crashes) ?? 0,
    coldStarts: numberIn(CALL_COLUMNS.coldStarts) ?? 0,
    p50Ms: numberIn(CALL_COLUMNS.p50Ms),
    p99Ms: numberIn(CALL_COLUMNS.p99Ms),
    maxMs: numberIn(CALL_COLUMNS.maxMs),
    maxMemoryMb: numberIn(CALL_COLUMNS.maxMemoryMb),
  };
}

/** `2026-11-24 03:10:00.000`, which is UTC and does not say so. */
function timeOf(text: string | undefined): EpochMs | null {
  const timeMs = Date.parse(`${text?.replace(' ', 'T')}Z`);
  return Number.isNaN(timeMs) ? null : timeMs;
}

function numberOf(text: string | undefined): number | null {
  const value = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(value) && value >= 0 ? value : null;
}

function foundPattern(row: LogQueryRow): FoundPattern | null {
  const pattern = row.get('@pattern');
  const lines = numberOf(row.get('@sampleCount'));
  return pattern === undefined || lines === null ? null : { pattern, lines };
}
