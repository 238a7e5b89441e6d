import type { AsyncDelivery } from '../lambda/delivery/async-delivery.ts';
import type { EventSourceMapping, StreamShard, StreamSummary } from '../lambda/delivery/event-source.ts';
import type { QueueSetup } from '../lambda/delivery/queue.ts';
import type { Alias } from '../lambda/function/alias.ts';
import type { AccountLimits, FunctionConfiguration, FunctionTag } from '../lambda/function/function.ts';
import type { FunctionVersion } from '../lambda/function/function-version.ts';
import type { ProvisionedConcurrency } from '../lambda/function/provisioned-concurrency.ts';
import type { LogGroupSize, LogQueryAnswer } from '../lambda/log-query.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { TrailEvent } from '../lambda/trail-event.ts';
import type { StreamUpdate } from '../logs/sweeping/live-sweeper.ts';
import type { RawText } from '../terminal/text.ts';
import type { LogAnswer, LogPageQuestion } from './log-page.ts';
import type { MetricOwner } from './metric-owner.ts';
import type { Page } from './page.ts';
import type { Result } from './source-error.ts';

/**
 * Everything the monitor needs to know, from AWS, the local AWS or a recording.
 *
 * Every method is one request and one page. The monitor pages, retries and pays the call budget, so a source never
 * does. Sources don't throw: an error is a `SourceError`.
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

/** @see https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export interface Identity {
  readonly accountId: RawText;
  /** Null when only the account is known. */
  readonly arn: RawText | null;
  /** When the credentials run out; null when they don't say. */
  readonly expiresMs: EpochMs | null;
  /**
   * How far AWS's clock is ahead of this machine's at least, 0 where they can't be told apart; absent where AWS gave no
   * time.
   */
  readonly clockSkewMs?: number;
}

export interface IdentitySource {
  caller(signal: AbortSignal): Promise<Result<Identity>>;
}

export interface FunctionSource {
  /** @param region another Region than the session's */
  page(
    token: RawText | null,
    signal: AbortSignal,
    region?: string,
  ): Promise<Result<Page<FunctionConfiguration>>>;
  configuration(functionName: RawText, signal: AbortSignal): Promise<Result<FunctionConfiguration>>;
  /** Reserved concurrency; null when none is reserved. */
  reservedConcurrency(functionName: RawText, signal: AbortSignal): Promise<Result<number | null>>;
  accountLimits(signal: AbortSignal): Promise<Result<AccountLimits>>;
  /** The event source mappings of the whole Region. */
  mappings(token: RawText | null, signal: AbortSignal): Promise<Result<Page<EventSourceMapping>>>;
  /** A Kinesis stream: the Lambda API gives neither its shards nor its retention. */
  stream(streamArn: RawText, signal: AbortSignal): Promise<Result<StreamSummary>>;
  /** The shards of a table's stream. */
  tableShards(
    streamArn: RawText,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<StreamShard>>>;
  /** A queue: the Lambda API does not give its redrive policy. */
  queue(queueArn: RawText, signal: AbortSignal): Promise<Result<QueueSetup>>;
  aliases(functionName: RawText, token: RawText | null, signal: AbortSignal): Promise<Result<Page<Alias>>>;
  /** All published versions, and `$LATEST`. */
  versions(
    functionName: RawText,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<FunctionVersion>>>;
  /**
   * Names of functions that have one of the given values for every given tag key.
   *
   * @param region another Region than the session's
   */
  tagged(
    tags: readonly FunctionTag[],
    token: RawText | null,
    signal: AbortSignal,
    region?: string,
  ): Promise<Result<Page<RawText>>>;
  /** Null when the function keeps Lambda's defaults. */
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

/** The answer to the query at `index` of the request. Points are unordered; NaN and infinities are left out. */
export interface MetricAnswer {
  readonly index: number;
  readonly points: readonly MetricPoint[];
  /** `partial`: more pages follow. `failed`: AWS asks to retry. */
  readonly status: 'complete' | 'partial' | 'failed' | 'denied';
  /** Of a recording that holds only the end of the range: from when on it does. */
  readonly knownFromMs?: EpochMs;
  /** When AWS was asked, where that was not now. Only a recording has it: later minutes and restatements are unknown. */
  readonly readMs?: EpochMs;
}

/**
 * `startMs` inclusive, `endMs` exclusive, both aligned to a period of whole minutes.
 *
 * One-minute points are kept for 15 days, five-minute points for 63 days.
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

/** An alarm in ALARM. */
export interface Alarm {
  readonly name: RawText;
  readonly metric: RawText | null;
  /** The function that it watches; null for alarms on anything else, or on several things. */
  readonly functionName: RawText | null;
  readonly sinceMs: EpochMs | null;
}

export interface AlarmSource {
  /** The metric alarms of the Region that are in ALARM. */
  ringing(token: RawText | null, signal: AbortSignal): Promise<Result<Page<Alarm>>>;
}

export interface LogSource {
  /** Events by time, oldest first. */
  page(question: LogPageQuestion, signal: AbortSignal): Promise<Result<LogAnswer>>;
}

/** Logs Insights: it reads hours at once, and is billed by the data it scans. */
export interface LogQuerySource {
  /** Null without such a group, or when AWS does not say. */
  size(group: RawText, signal: AbortSignal): Promise<Result<LogGroupSize | null>>;
  /** Returns the id of the query. */
  start(group: RawText, query: RawText, range: TimeRange, signal: AbortSignal): Promise<Result<RawText>>;
  results(queryId: RawText, signal: AbortSignal): Promise<Result<LogQueryAnswer>>;
  stop(queryId: RawText, signal: AbortSignal): Promise<Result<null>>;
}

export interface TrailSource {
  /** Calls that changed a resource, given by name or ARN; newest first. */
  page(
    resource: RawText,
    range: TimeRange,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<TrailEvent>>>;
}

/** A message of a Live Tail session. */
export type LiveFrame =
  | { readonly kind: 'opened' }
  /** Sent every second. */
  | ({ readonly kind: 'update' } & StreamUpdate);

export interface LiveLogSource {
  /**
   * Events as the group with that ARN ingests them: one session, opened by the first request. An error ends it; AWS may
   * also end it without one. Aborting closes it silently.
   */
  live(groupArn: RawText, pattern: RawText | null, signal: AbortSignal): AsyncIterable<Result<LiveFrame>>;
}
