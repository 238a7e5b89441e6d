import type { Alias } from '../lambda/alias.ts';
import type { AsyncDelivery } from '../lambda/async-delivery.ts';
import type { EventSourceMapping, StreamShard, StreamSummary } from '../lambda/event-source.ts';
import type { AccountLimits, FunctionConfiguration, FunctionTag } from '../lambda/function.ts';
import type { FunctionVersion } from '../lambda/function-version.ts';
import type { LogGroupSize } from '../lambda/log-query.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { ProvisionedConcurrency } from '../lambda/provisioned-concurrency.ts';
import type { QueueSetup } from '../lambda/queue.ts';
import type { EpochMs } from '../lambda/time.ts';
import type { TrailEvent } from '../lambda/trail-event.ts';
import type { LogEvent } from '../logs/event.ts';
import type { MetricOwner } from '../monitor/metric-owner.ts';
import type { Alarm, Identity, SourceError } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';

/** The format of a recording: another number is another format, which this lmon does not read. */
export const RECORDING_FORMAT = 1;

/**
 * The first line of a recording. Behind it stands one fact a line, in the order of account time; a file that a crash
 * cut short is a recording up to the cut.
 */
export interface RecordingHeader {
  readonly recording: number;
  /** The version of the lmon that wrote it. */
  readonly lmon: string;
  readonly startedMs: EpochMs;
  readonly region: string;
  /** The command that was recorded, and its operands. */
  readonly command: string;
  readonly operands: readonly string[];
  /** What else the command was told of the logs and lines that it was to show; recordings before there were any have none. */
  readonly flags?: RecordedFlags;
  /** Whether log lines were masked and cut: see `redaction.ts`. */
  readonly isRedacted: boolean;
}

/** The flags of the command line that choose logs and lines, as they were typed. */
export interface RecordedFlags {
  readonly regex?: readonly string[];
  readonly tag?: readonly string[];
  readonly stack?: readonly string[];
  readonly version?: string;
  readonly filter?: string;
  readonly include?: readonly string[];
  readonly exclude?: readonly string[];
  readonly level?: string;
  readonly 'after-context'?: string;
  readonly 'before-context'?: string;
  readonly context?: string;
}

/** What an account says of itself, by the name of the fact, and what of it the fact is about. */
export interface Known {
  readonly caller: Identity;
  readonly functions: readonly FunctionConfiguration[];
  /** Of a function. */
  readonly configuration: FunctionConfiguration;
  /** Of a function. */
  readonly reservedConcurrency: number | null;
  readonly accountLimits: AccountLimits;
  readonly mappings: readonly EventSourceMapping[];
  /** Of a stream, by its ARN. */
  readonly stream: StreamSummary;
  /** Of a table's stream, by its ARN. */
  readonly tableShards: readonly StreamShard[];
  /** Of a queue, by its ARN. */
  readonly queue: QueueSetup;
  /** Of a function. */
  readonly aliases: readonly Alias[];
  /** Of a function. */
  readonly versions: readonly FunctionVersion[];
  /** Of a function. */
  readonly asyncDelivery: AsyncDelivery | null;
  /** Of a function. */
  readonly provisionedConcurrency: readonly ProvisionedConcurrency[];
  readonly activeFunctions: readonly RawText[];
  /** Names of functions, by the tags that they were chosen by. */
  readonly tagged: readonly RawText[];
  readonly ringingAlarms: readonly Alarm[];
  /** Of a log group. */
  readonly logGroupSize: LogGroupSize | null;
  /** By `queryName`. */
  readonly logQuery: QueryFact;
  /** Of a resource of CloudTrail, by its name or ARN. */
  readonly trailEvents: readonly TrailEvent[];
}

/** What a query of Logs Insights came to, over the span that it was about. */
export interface QueryFact {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly scannedBytes: number;
  /** The columns of each row with their values. */
  readonly rows: readonly (readonly (readonly [column: string, value: RawText])[])[];
}

/** What a fact about a query of a log is about. */
export function queryName(group: RawText, query: RawText): string {
  return JSON.stringify([group, query]);
}

export type KnownName = keyof Known;

/** What a fact about functions with these tags is about. */
export function tagsName(tags: readonly FunctionTag[]): string {
  return JSON.stringify(tags.map(({ key, value }) => [key, value]));
}

/** What was asked when an error came instead of an answer. */
export type Subject = KnownName | 'metrics' | 'log';

/**
 * What a source said, at `atMs` of account time. Everything in it has been read field by field out of an answer of AWS,
 * so that what lmon does not know (environment variables above all) is in no fact, and neither are credentials.
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
  /** Null for what there is one of in an account. */
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

/** What CloudWatch said of the metrics of one owner: the span that it answered, and the points in it that are new. */
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

/** A log event, told once however often it was read. */
export interface EventFact extends LogEvent {
  readonly fact: 'event';
  readonly atMs: EpochMs;
  readonly group: RawText;
}

/** What had no place in the log when the span was asked for, by the names of `LogAnswer.leftOut`: each told once. */
export interface LeftOutFact {
  readonly fact: 'leftOut';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  readonly names: readonly RawText[];
}

/** Of the log nothing is there any more that was told before `beforeMs`: its group or its streams were deleted, or its retention is over. */
export interface GoneFact {
  readonly fact: 'gone';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly beforeMs: EpochMs;
}

/** What of a second a Live Tail session did not tell. What it told is polled as well, and is told then. */
export interface StreamedFact {
  readonly fact: 'streamed';
  readonly atMs: EpochMs;
  /** Of its group. */
  readonly groupArn: RawText;
  /** Whether there was more than it told. */
  readonly isSampled: boolean;
  /** How many have no place in a log. */
  readonly leftOut: number;
}

/** A span of a log of which all events that there were by then are told. `pattern` as it was asked with. */
export interface ReadFact {
  readonly fact: 'read';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly pattern: RawText | null;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
  /** The page had another behind it, which begins where this ends. */
  readonly isPart?: true | undefined;
}

/** Events that CloudWatch found with a pattern. */
export interface MatchFact {
  readonly fact: 'match';
  readonly atMs: EpochMs;
  readonly group: RawText;
  readonly pattern: RawText;
  readonly eventIds: readonly RawText[];
}

/** The process that recorded did not run from `startMs` on, and does again: its machine slept, or it was stopped. */
export interface SleptFact {
  readonly fact: 'slept';
  readonly atMs: EpochMs;
  readonly startMs: EpochMs;
}

/** The recording was ended, and not cut short. */
export interface EndFact {
  readonly fact: 'end';
  readonly atMs: EpochMs;
}

/** Names a series of points: equal texts, equal series. */
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
