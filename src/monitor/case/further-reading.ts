import type { FunctionConfiguration } from '../../lambda/function/function.ts';
import { bytesInSpan, type LogQueryAnswer, type LogQueryRow, queryDollars } from '../../lambda/log-query.ts';
import { type EpochMs, MINUTE_MS, SECOND_MS, type TimeRange } from '../../lambda/time.ts';
import { binColumn, CALL_COLUMNS, callsQuery, patternsQuery } from '../../logs/queries/insights-query.ts';
import { type RawText, rawText } from '../../terminal/text.ts';
import type {
  CallBin,
  FoundPattern,
  FurtherAnswer,
  FurtherPart,
} from '../../triage/report/case-file/further-reading.ts';
import { type Asking, ask, mayPass } from '../calls/asking.ts';
import type { SourceError } from '../source-error.ts';
import type { LogQuerySource } from '../sources.ts';

/** What is about to be read, and its list price. */
export interface QueryEstimate {
  readonly bytes: number;
  readonly dollars: number;
}

/** The most that one report may cost. */
const MOST_DOLLARS = 1;
const QUERIES = 2;
const START = 'logs:StartQuery';
const MOST_BINS = 72;
const BIN_MINUTES = [1, 5, 15, 60, 360] as const;
const ASK_AGAIN_MS = SECOND_MS;
const TELL_EVERY_MS = 10 * SECOND_MS;
/** Logs Insights gives up after an hour; a report is not worth waiting that long. */
const MOST_WAIT_MS = 2 * MINUTE_MS;

/** What asking about a span of a function's log will cost; or in words why that is unknown. */
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

export interface FurtherQuestion {
  readonly range: TimeRange;
  /** Called before anything is read. */
  readonly onEstimate?: (estimate: QueryEstimate) => void;
  /** Called every ten seconds while it lasts, with what all queries have read so far. */
  readonly onProgress?: (readBytes: number, estimate: QueryEstimate) => void;
}

/** Asks Logs Insights about a span of a function's log, unless the price is too high or unknown. */
export async function readFurther(
  source: LogQuerySource,
  asking: Asking,
  configuration: FunctionConfiguration,
  { range, onEstimate, onProgress }: FurtherQuestion,
): Promise<FurtherAnswer> {
  const estimate = await furtherEstimate(source, asking, configuration, range);
  if (typeof estimate === 'string') return unread(estimate);
  if (estimate.dollars > MOST_DOLLARS)
    return unread(`it would cost about $${estimate.dollars.toFixed(2)}: a shorter time costs less`);
  onEstimate?.(estimate);
  const { logGroup, logFormat } = configuration;
  const binMinutes = binOf(range);
  const onRunning = progressTeller(asking, (readBytes) => onProgress?.(readBytes, estimate));
  const [calls, patterns] = await Promise.all([
    answerTo(source, asking, { logGroup, query: callsQuery(logFormat, binMinutes), range, onRunning }),
    answerTo(source, asking, { logGroup, query: patternsQuery(logFormat), range, onRunning }),
  ]);
  const answers = [calls, patterns].flatMap((end) => (end.kind === 'answered' ? [end.answer] : []));
  const [first] = answers;
  if (first === undefined) return unread(unansweredText([calls, patterns], estimate));
  const span = first.span ?? range;
  const scannedBytes = answers.reduce((sum, answer) => sum + answer.scannedBytes, 0);
  return {
    kind: 'read',
    fromMs: span.startMs,
    toMs: span.endMs,
    calls: partOf(calls, estimate, (answer) => callBins(answer, binMinutes)),
    patterns: partOf(patterns, estimate, ({ rows }) => rows.flatMap((row) => foundPattern(row) ?? [])),
    scannedBytes,
    dollars: queryDollars(scannedBytes),
    queries: answers.length,
  };
}

/** Takes what each query has read, and tells the sum once in a while. */
function progressTeller({ clock }: Asking, tell: (readBytes: number) => void) {
  const readBytes = new Map<RawText, number>();
  let nextMs = clock.now() + TELL_EVERY_MS;
  return (query: RawText, bytes: number) => {
    readBytes.set(query, bytes);
    if (clock.now() < nextMs) return;
    nextMs = clock.now() + TELL_EVERY_MS;
    tell([...readBytes.values()].reduce((sum, each) => sum + each, 0));
  };
}

/** The result of one query, whatever became of the other. */
function partOf<Item>(
  end: QueryEnd,
  estimate: QueryEstimate,
  itemsOf: (answer: LogQueryAnswer) => readonly Item[],
): FurtherPart<Item> {
  return end.kind === 'answered'
    ? { kind: 'read', items: itemsOf(end.answer) }
    : { kind: 'unread', because: rawText(unansweredText([end], estimate)) };
}

function callBins({ rows }: LogQueryAnswer, binMinutes: number): readonly CallBin[] {
  return rows
    .flatMap((row) => callBin(row, binMinutes) ?? [])
    .toSorted((one, other) => one.startMs - other.startMs);
}

function binOf({ startMs, endMs }: TimeRange): number {
  const minutes = (endMs - startMs) / MINUTE_MS;
  return BIN_MINUTES.find((each) => minutes / each <= MOST_BINS) ?? 1_440;
}

/** How a query ended. */
type QueryEnd =
  | { readonly kind: 'answered'; readonly answer: LogQueryAnswer }
  /** It was never started, and costs nothing. */
  | { readonly kind: 'refused'; readonly because: string }
  /** Logs Insights gave up, and does not say whether it bills for it. */
  | { readonly kind: 'failed'; readonly because: string }
  /** lmon gave up: what the query read until it was stopped is billed. */
  | {
      readonly kind: 'leftOff';
      readonly because: string;
      /** Whether it took too long. */
      readonly isLate: boolean;
      readonly isStopped: boolean;
    };

interface Query {
  readonly logGroup: RawText;
  readonly query: RawText;
  readonly range: TimeRange;
  readonly onRunning: (query: RawText, readBytes: number) => void;
}

/** Waits for the rows. An abandoned query is stopped, as it would still be billed. */
async function answerTo(
  source: LogQuerySource,
  asking: Asking,
  { logGroup, query, range, onRunning }: Query,
): Promise<QueryEnd> {
  const started = await ask(asking, START, (signal) => source.start(logGroup, query, range, signal));
  if (!started.ok) return { kind: 'refused', because: errorText(started.error) };
  const queryId = started.value;
  const untilMs = asking.clock.now() + MOST_WAIT_MS;
  let error: SourceError | null = null;
  while (!asking.signal.aborted && asking.clock.now() < untilMs) {
    const answer = await ask(asking, 'logs:GetQueryResults', (signal) => source.results(queryId, signal));
    error = answer.ok || answer.error.kind === 'unreachable' ? null : answer.error;
    if (!answer.ok && !mayPass(answer.error)) break;
    if (answer.ok && answer.value.status === 'complete') return { kind: 'answered', answer: answer.value };
    if (answer.ok && answer.value.status === 'failed')
      return { kind: 'failed', because: 'Logs Insights could not answer' };
    if (answer.ok) onRunning(query, answer.value.scannedBytes);
    await asking.clock.sleep(ASK_AGAIN_MS, asking.signal);
  }
  // It must be sent even where the signal has aborted, or where calls are held: what runs on is paid for.
  const stopped = await source.stop(queryId, new AbortController().signal);
  asking.ledger.recordCall('logs:StopQuery', asking.clock.now(), stopped.ok ? null : stopped.error);
  // A recording reports a refused query only in place of its answer.
  if (error?.action === START) return { kind: 'refused', because: errorText(error) };
  return {
    kind: 'leftOff',
    because: leftOffText(error, stopped.ok),
    isLate: error === null,
    isStopped: stopped.ok,
  };
}

/** Null where no answer came in time. */
function leftOffText(error: SourceError | null, isStopped: boolean): string {
  if (error === null)
    return `Logs Insights had not answered within 2 min and ${isStopped ? 'was' : 'could not be'} stopped`;
  return isStopped ? errorText(error) : `${errorText(error)}, and the query could not be stopped`;
}

function errorText({ action, kind, message }: SourceError): string {
  return kind === 'denied' ? `${action}: denied` : message;
}

/** Why no query gave an answer, what that still costs, and what may help. */
function unansweredText(ends: readonly QueryEnd[], estimate: QueryEstimate): string {
  const first = ends.find(isUnstopped) ?? ends.find(isFailed) ?? ends[0];
  const because = first === undefined || first.kind === 'answered' ? '' : first.because;
  const hints = ends.some(isLate) ? [SHORTER] : [];
  return [because, ...costTexts(ends, estimate), ...hints].join('; ');
}

const SHORTER = 'with a shorter --since, lmon triage --insights reads less';

function costTexts(ends: readonly QueryEnd[], estimate: QueryEstimate): readonly string[] {
  const paid = ends.filter(({ kind }) => kind === 'leftOff').length;
  const hasFailed = ends.some(isFailed);
  if (paid === 0) return hasFailed ? ['what it costs is not known'] : [];
  const what = ends.some(isUnstopped)
    ? 'what is read'
    : paid < ends.length
      ? 'what the other query read'
      : 'what was read by then';
  return [
    `${what} is paid for: ${priceText((paid * estimate.dollars) / QUERIES)} by the estimate`,
    ...(hasFailed ? ['what the one that failed costs is not known'] : []),
  ];
}

function priceText(dollars: number): string {
  return dollars < 0.01 ? 'less than $0.01' : `at most $${dollars.toFixed(2)}`;
}

function isUnstopped(end: QueryEnd): boolean {
  return end.kind === 'leftOff' && !end.isStopped;
}

function isLate(end: QueryEnd): boolean {
  return end.kind === 'leftOff' && end.isLate;
}

function isFailed({ kind }: QueryEnd): boolean {
  return kind === 'failed';
}

function unread(because: string): FurtherAnswer {
  return { kind: 'unread', because: rawText(because) };
}

function callBin(row: LogQueryRow, binMinutes: number): CallBin | null {
  const startMs = timeOf(row.get(binColumn(binMinutes)));
  const numberIn = (column: string) => numberOf(row.get(column));
  const calls = numberIn(CALL_COLUMNS.calls);
  if (startMs === null || calls === null) return null;
  return {
    startMs,
    endMs: startMs + binMinutes * MINUTE_MS,
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

/** `2026-11-24 03:10:00.000`, which is UTC without saying so. */
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
