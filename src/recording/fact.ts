import type { AsyncDelivery } from '../lambda/delivery/async-delivery.ts';
import type { EventSourceMapping, StreamShard, StreamSummary } from '../lambda/delivery/event-source.ts';
import type { QueueSetup } from '../lambda/delivery/queue.ts';
import type { Alias } from '../lambda/function/alias.ts';
import type { AccountLimits, FunctionConfiguration, FunctionTag } from '../lambda/function/function.ts';
import type { FunctionVersion } from '../lambda/function/function-version.ts';
import type { ProvisionedConcurrency } from '../lambda/function/provisioned-concurrency.ts';
import type { LogGroupSize } from '../lambda/log-query.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { TrailEvent } from '../lambda/trail-event.ts';
import type { LogEvent } from '../logs/event.ts';
import type { MetricOwner } from '../monitor/metric-owner.ts';
import type { SourceError } from '../monitor/source-error.ts';
import type { Alarm, Identity } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';

/** Facts about an account, by name; the comments say what each one is about. */
export interface Known {
  readonly caller: Identity;
  /** Of the account, or of another Region than the recording's. */
  readonly functions: readonly FunctionConfiguration[];
  /** For a function. */
  readonly configuration: FunctionConfiguration;
  /** For a function. */
  readonly reservedConcurrency: number | null;
  readonly accountLimits: AccountLimits;
  readonly mappings: readonly EventSourceMapping[];
  /** For a stream, by ARN. */
  readonly stream: StreamSummary;
  /** For a table's stream, by ARN. */
  readonly tableShards: readonly StreamShard[];
  /** For a queue, by ARN. */
  readonly queue: QueueSetup;
  /** For a function. */
  readonly aliases: readonly Alias[];
  /** For a function. */
  readonly versions: readonly FunctionVersion[];
  /** For a function. */
  readonly asyncDelivery: AsyncDelivery | null;
  /** For a function. */
  readonly provisionedConcurrency: readonly ProvisionedConcurrency[];
  readonly activeFunctions: readonly RawText[];
  /** Function names, by the tags that selected them. */
  readonly tagged: readonly RawText[];
  readonly ringingAlarms: readonly Alarm[];
  /** For a log group. */
  readonly logGroupSize: LogGroupSize | null;
  /** By `queryName`. */
  readonly logQuery: QueryFact;
  /** For a resource in CloudTrail, by name or ARN. */
  readonly trailEvents: readonly TrailEvent[];
}

/** The result of a Logs Insights query, with its span. */
export interface QueryFact {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly scannedBytes: number;
  /** The columns of each row with their values. */
  readonly rows: readonly (readonly (readonly [column: string, value: RawText])[])[];
}

/** The key of a fact about a log query. */
export function queryName(group: RawText, query: RawText): string {
  return JSON.stringify([group, query]);
}

export type KnownName = keyof Known;

/** Facts that are lists. */
export type ListName = {
  [Name in KnownName]: Known[Name] extends readonly unknown[] ? Name : never;
}[KnownName];

/**
 * The key of a fact about functions with these tags.
 *
 * @param region another Region than the recording's
 */
export function tagsName(tags: readonly FunctionTag[], region?: string): string {
  const wanted = tags.map(({ key, value }) => [key, value]);
  return JSON.stringify(region === undefined ? wanted : [region, wanted]);
}

/** The question that got an error instead of an answer. */
export type Subject = KnownName | 'metrics' | 'log';

/**
 * What a source said at `atMs` of account time. Every field was read individually from an AWS answer, so that nothing
 * lmon does not know (above all environment variables) is in a fact, nor are credentials.
 */
export type Fact =
  | KnownFact
  | ErrorFact
  | MetricFact
  | EventFact
  | LeftOutFact
  | GoneFact
  | StreamedFact
  | ReadFact
  | MatchFact
  | SleptFact
  | EndFact;

export interface KnownFact<Name extends KnownName = KnownName> {
  readonly fact: 'known';
  readonly atMs: EpochMs;
  readonly what: Name;
  /** Null for account-wide facts. */
  readonly of: string | null;
  readonly value: Known[Name];
}

export interface ErrorFact {
  readonly fact: 'error';
  readonly atMs: EpochMs;
  readonly what: Subject;
  /** The log group, function, stream or queue; null for the account. */
  readonly of: string | null;
  readonly error: SourceError;
}

/** CloudWatch's answer about one owner's metrics: the span, and the new points in it. */
export interface MetricFact {
  readonly fact: 'metrics';
  readonly atMs: EpochMs;
  readonly owner: MetricOwner;
  readonly periodMs: number;
  readonly startMs: EpochMs;
  /** Exclusive. */
  readonly endMs: EpochMs;
  readonly series: readonly SeriesFact[];
}

export interface SeriesFact {
  readonly metric: MetricName;
  readonly statistic: Statistic;
  readonly isDenied: boolean;
  readonly points: readonly (readonly [timestampMs: EpochMs, value: number])[];
}

/** A log event, written once however often it was read. */
export interface EventFact extends LogEvent {
  readonly fact: 'event';
  readonly atMs: EpochMs;
  readonly group: RawText;
}

/** Items of the span that could not be placed in the log, by the names in `LogAnswer.leftOut`: each written once. */
export interface LeftOutFact {
  readonly fact: 'leftOut';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly names: readonly RawText[];
}

/**
 * All lines of the log from before `beforeMs` are gone: its group or streams were deleted, or their retention expired.
 */
export interface GoneFact {
  readonly fact: 'gone';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly beforeMs: EpochMs;
}

/** What a Live Tail session omitted in a second. The events that it did send are polled as well, and written then. */
export interface StreamedFact {
  readonly fact: 'streamed';
  readonly atMs: EpochMs;
  /** The ARN of its group. */
  readonly groupArn: RawText;
  /** Whether the second was sampled. */
  readonly isSampled: boolean;
  /** How many of its events could not be placed in the log. */
  readonly leftOut: number;
}

/** A span of a log whose events known by then have all been written. `pattern` as in the request. */
export interface ReadFact {
  readonly fact: 'read';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly pattern: RawText | null;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  /** Set where another page follows, which begins at this end. */
  readonly isPart?: true | undefined;
}

/** Events that CloudWatch matched with a pattern. */
export interface MatchFact {
  readonly fact: 'match';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly pattern: RawText;
  readonly eventIds: readonly RawText[];
}

/** The recording process did not run from `startMs` until now: its machine slept, or it was stopped. */
export interface SleptFact {
  readonly fact: 'slept';
  readonly atMs: EpochMs;
  readonly startMs: EpochMs;
}

/** The recording was ended properly, not truncated. */
export interface EndFact {
  readonly fact: 'end';
  readonly atMs: EpochMs;
}

/** Identifies a series of points: equal texts, equal series. */
export function seriesKey(
  owner: MetricOwner,
  metric: MetricName,
  statistic: Statistic,
  periodMs: number,
): string {
  return JSON.stringify([...ownerParts(owner), metric, statistic, periodMs]);
}

function ownerParts(owner: MetricOwner): readonly string[] {
  switch (owner.kind) {
    case 'account':
      return [owner.kind];
    case 'function':
      return [owner.kind, owner.functionName];
    case 'alias':
      return [owner.kind, owner.functionName, owner.alias];
    case 'executedVersion':
      return [owner.kind, owner.functionName, owner.alias, owner.version];
    case 'queue':
      return [owner.kind, owner.queueName];
  }
}
