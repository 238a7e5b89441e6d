import type { Alias } from '../lambda/alias.ts';
import type { AsyncDelivery } from '../lambda/async-delivery.ts';
import type { EventSourceMapping, StreamShard, StreamSummary } from '../lambda/event-source.ts';
import type { AccountLimits, FunctionConfiguration, FunctionTag } from '../lambda/function.ts';
import type { FunctionVersion } from '../lambda/function-version.ts';
import type { LogGroupSize, LogQueryAnswer } from '../lambda/log-query.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { ProvisionedConcurrency } from '../lambda/provisioned-concurrency.ts';
import type { QueueSetup } from '../lambda/queue.ts';
import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { TrailEvent } from '../lambda/trail-event.ts';
import type { LogEvent } from '../logs/event.ts';
import type { StreamUpdate } from '../logs/sweeping/live-sweeper.ts';
import type { Gap } from '../logs/tail-item.ts';
import type { RawText } from '../terminal/text.ts';
import type { MetricOwner } from './metric-owner.ts';

/**
 * What the monitor needs to be told, and by whom it does not care: AWS, the local AWS or a recording.
 *
 * Every method is one request and one page. The monitor pages, retries and pays the call budget, so a source
 * never does. Sources don't throw: what goes wrong is a `SourceError`.
 */
export interface Sources {
  readonly identity: IdentitySource;
  readonly functions: FunctionSource;
  readonly metrics: MetricSource;
  readonly logs: LogSource & LiveLogSource;
  readonly queries: LogQuerySource;
  readonly trail: TrailSource;
  readonly alarms: AlarmSource;
}

export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: SourceError };

/**
 * | kind        | means                                                              |
 * | ----------- | ------------------------------------------------------------------ |
 * | throttled   | AWS asks lmon to slow down                                         |
 * | denied      | the identity may not make this call                                |
 * | expired     | credentials are missing, expired or not accepted                   |
 * | absent      | the function, log group or stream does not exist (yet)             |
 * | unreachable | no answer: DNS, refused, reset, time-out, or the service failed    |
 * | malformed   | an answer that could not be read, or a request that AWS calls wrong |
 */
export type SourceErrorKind = 'throttled' | 'denied' | 'expired' | 'absent' | 'unreachable' | 'malformed';

export interface SourceError {
  readonly kind: SourceErrorKind;
  /** The IAM action of the call, such as `logs:FilterLogEvents`. */
  readonly action: string;
  /** The name that AWS or the system gave it, such as `AccessDeniedException` or `ECONNREFUSED`. */
  readonly name: RawText;
  readonly message: RawText;
}

/** The name of the error with which a recording answers what nobody asked while it was recorded. */
export const NOT_RECORDED = 'NotRecorded';

/** The name of the error, as one service calls it and others do not, where AWS refuses the time that a call was signed with. */
export const CLOCK_SKEWED = 'RequestTimeTooSkewed';

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next page; null ends the list. A page may be empty and still carry a token. */
  readonly nextToken: RawText | null;
}

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export interface Identity {
  readonly accountId: RawText;
  /** Null when only the account is known. */
  readonly arn: RawText | null;
  /** When the credentials run out; null when they don't say. */
  readonly expiresMs: EpochMs | null;
  /** How much AWS's clock is ahead of this machine's at least, 0 where nobody can tell them apart; absent where AWS did not tell the time. */
  readonly clockSkewMs?: number;
}

export interface IdentitySource {
  caller(signal: AbortSignal): Promise<Result<Identity>>;
}

export interface FunctionSource {
  page(token: RawText | null, signal: AbortSignal): Promise<Result<Page<FunctionConfiguration>>>;
  configuration(functionName: RawText, signal: AbortSignal): Promise<Result<FunctionConfiguration>>;
  /** Reserved concurrency; null when none is reserved. */
  reservedConcurrency(functionName: RawText, signal: AbortSignal): Promise<Result<number | null>>;
  accountLimits(signal: AbortSignal): Promise<Result<AccountLimits>>;
  /** The event source mappings of the whole Region. */
  mappings(token: RawText | null, signal: AbortSignal): Promise<Result<Page<EventSourceMapping>>>;
  /** A Kinesis stream. The Lambda API knows neither its shards nor how long it keeps a record. */
  stream(streamArn: RawText, signal: AbortSignal): Promise<Result<StreamSummary>>;
  /** The shards of a table's stream. */
  tableShards(
    streamArn: RawText,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<StreamShard>>>;
  /** A queue. The Lambda API knows not what becomes of messages that fail again and again. */
  queue(queueArn: RawText, signal: AbortSignal): Promise<Result<QueueSetup>>;
  aliases(functionName: RawText, token: RawText | null, signal: AbortSignal): Promise<Result<Page<Alias>>>;
  /** All that were published, and `$LATEST`. */
  versions(
    functionName: RawText,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<FunctionVersion>>>;
  /** Names of functions that carry one of these tags of each key that is among them. */
  tagged(
    tags: readonly FunctionTag[],
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<RawText>>>;
  /** Null when the function leaves it at Lambda's default. */
  asyncDelivery(functionName: RawText, signal: AbortSignal): Promise<Result<AsyncDelivery | null>>;
  provisionedConcurrency(
    functionName: RawText,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<ProvisionedConcurrency>>>;
}

export interface MetricQuery {
  readonly owner: MetricOwner;
  readonly metric: MetricName;
  readonly statistic: Statistic;
}

export interface MetricPoint {
  /** The start of the period. */
  readonly timestampMs: EpochMs;
  readonly value: number;
}

/** The answer to the query at `index` of the request. Points come in no order; NaN and infinities are left out. */
export interface MetricAnswer {
  readonly index: number;
  readonly points: readonly MetricPoint[];
  /** `partial`: more pages follow. `failed`: AWS says to try again. */
  readonly status: 'complete' | 'partial' | 'failed' | 'denied';
}

/**
 * `startMs` inclusive, `endMs` exclusive, both on a period: a whole number of minutes.
 *
 * Points of a minute are kept for 15 days, of five minutes for 63 days.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html#metrics-retention
 */
export interface MetricRange {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly periodMs: number;
}

export interface MetricSource {
  /** At most `QUERIES_PER_PAGE` queries. */
  page(
    queries: readonly MetricQuery[],
    range: MetricRange,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<MetricAnswer>>>;
  /** Functions that published Invocations in the last three hours, a page of names. */
  recentlyActive(token: RawText | null, signal: AbortSignal): Promise<Result<Page<RawText>>>;
}

/** @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html */
export const QUERIES_PER_PAGE = 500;

/** An alarm that rings. */
export interface Alarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** The function that it watches; null for one that watches something else, or many things. */
  readonly functionName: RawText | null;
  readonly sinceMs: EpochMs | null;
}

export interface AlarmSource {
  /** The metric alarms of the Region that are in ALARM. */
  ringing(token: RawText | null, signal: AbortSignal): Promise<Result<Page<Alarm>>>;
}

/** A page of a log. */
export interface LogAnswer extends Page<LogEvent> {
  /**
   * The items of a large page part by part, each made when it is asked for: thousands of events need not be there at
   * once. An error is the last word.
   */
  readonly parts?: Iterable<Result<readonly LogEvent[]>>;
  /** Where not all is told, however often one asks. Only a recording has such spans. */
  readonly gaps?: readonly Gap[];
  /** The last page that anybody read, though there was another behind it. Only a recording has such pages. */
  readonly isPart?: true;
  /**
   * What of the page has no place in a log, because it says no time or is no event at all: a name for each, the same when
   * it is read again, on whatever page. Two that say the same may have one name where they stand on two pages: who counts
   * names counts at least so many. All are there once all parts have been gone through.
   */
  readonly leftOut?: readonly RawText[];
  /** What a stream beside the pages did not tell by then. Only a recording has it: streams themselves say so as they come. */
  readonly streamed?: StreamedLack;
}

export interface StreamedLack {
  /** Runs of seconds of which it told a part. */
  readonly gaps: readonly Gap[];
  /** How many that it told, since the recording began, have no place in a log. */
  readonly leftOut: number;
}

/** Those of a page that has none are all in one. */
export function partsOf(answer: LogAnswer): Iterable<Result<readonly LogEvent[]>> {
  return answer.parts ?? [{ ok: true, value: answer.items }];
}

/** All of them in one, or what kept one of them from being read. */
export function inOnePart(answer: LogAnswer): Result<readonly LogEvent[]> {
  const events: LogEvent[] = [];
  for (const part of partsOf(answer)) {
    if (!part.ok) return part;
    for (const event of part.value) events.push(event);
  }
  return { ok: true, value: events };
}

/** What of a log a page is asked for. */
export interface LogPageQuestion {
  readonly group: RawText;
  readonly range: TimeRange;
  /** In CloudWatch's own filter syntax; null filters nothing. */
  readonly pattern: RawText | null;
  /** Where the page before ended; null for the first. */
  readonly token: RawText | null;
}

export interface LogSource {
  /** Events by time, oldest first. */
  page(question: LogPageQuestion, signal: AbortSignal): Promise<Result<LogAnswer>>;
}

/** Logs Insights: it reads hours at once, and bills by what it reads. */
export interface LogQuerySource {
  /** Null where there is no such group, or it does not say. */
  size(group: RawText, signal: AbortSignal): Promise<Result<LogGroupSize | null>>;
  /** The id of the query. */
  start(group: RawText, query: RawText, range: TimeRange, signal: AbortSignal): Promise<Result<RawText>>;
  results(queryId: RawText, signal: AbortSignal): Promise<Result<LogQueryAnswer>>;
  stop(queryId: RawText, signal: AbortSignal): Promise<Result<null>>;
}

export interface TrailSource {
  /** Calls that changed a resource, by its name or ARN; newest first. */
  page(
    resource: RawText,
    range: TimeRange,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<TrailEvent>>>;
}

/** What a Live Tail session says. */
export type LiveFrame =
  | { readonly kind: 'opened' }
  /** One comes every second. */
  | ({ readonly kind: 'update' } & StreamUpdate);

export interface LiveLogSource {
  /**
   * What the group of that ARN takes in from now on, as it comes: one session, which the first request opens. An error
   * is its last word, and so is nothing at all where AWS ends it. Aborting closes it without a word.
   */
  live(groupArn: RawText, pattern: RawText | null, signal: AbortSignal): AsyncIterable<Result<LiveFrame>>;
}
