import type { AccountLimits, EventSourceMapping, FunctionConfiguration } from '../lambda/function.ts';
import type { MetricName, Statistic } from '../lambda/metric.ts';
import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { LogEvent } from '../logs/event.ts';
import type { RawText } from '../terminal/text.ts';

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
  readonly logs: LogSource;
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
  /** Open shards of a Kinesis stream. The Lambda API does not know them. */
  shardCount(streamArn: RawText, signal: AbortSignal): Promise<Result<number>>;
}

/** `functionName` null asks for the whole account: the metric without dimensions. */
export interface MetricQuery {
  readonly functionName: RawText | null;
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

/** `startMs` inclusive, `endMs` exclusive, both on a minute. */
export interface MetricRange {
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

export interface MetricSource {
  /** Points of 60 s. At most `QUERIES_PER_PAGE` queries. */
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

export interface LogSource {
  /** Events of `group` by time, oldest first. `pattern` is CloudWatch's own filter syntax; null filters nothing. */
  page(
    group: RawText,
    range: TimeRange,
    pattern: RawText | null,
    token: RawText | null,
    signal: AbortSignal,
  ): Promise<Result<Page<LogEvent>>>;
}
