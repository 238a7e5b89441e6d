import type { RawText } from '../terminal/text.ts';
import type { EpochMs, TimeRange } from './time.ts';

/** A log group as far as it determines the price of a query. */
export interface LogGroupSize {
  readonly storedBytes: number;
  readonly createdMs: EpochMs;
  /** Null keeps everything. */
  readonly retentionMs: number | null;
}

/** The current state of a Logs Insights query. */
export interface LogQueryAnswer {
  readonly status: 'running' | 'complete' | 'failed';
  readonly rows: readonly LogQueryRow[];
  readonly scannedBytes: number;
  /** The span that was read, if it differs from the requested one. */
  readonly span?: TimeRange;
}

/** Values by column name. */
export type LogQueryRow = ReadonlyMap<string, RawText>;

/**
 * For us-east-1; other Regions cost some percent more. Charged for each query.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const DOLLARS_PER_GB = 0.005;
const BYTES_PER_GB = 1_000_000_000;

/**
 * The approximate number of bytes of a log within a span, assuming a constant rate: AWS does not tell when they were
 * written.
 */
export function bytesInSpan(
  { storedBytes, createdMs, retentionMs }: LogGroupSize,
  spanMs: number,
  nowMs: EpochMs,
): number {
  const keptMs = Math.min(retentionMs ?? Number.POSITIVE_INFINITY, nowMs - createdMs);
  return keptMs <= 0 ? storedBytes : storedBytes * Math.min(1, spanMs / keptMs);
}

export function queryDollars(bytes: number): number {
  return (bytes / BYTES_PER_GB) * DOLLARS_PER_GB;
}
