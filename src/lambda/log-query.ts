import type { RawText } from '../terminal/text.ts';
import type { EpochMs, TimeRange } from './time.ts';

/** A log group as far as the price of a query depends on it. */
export interface LogGroupSize {
  readonly storedBytes: number;
  readonly createdMs: EpochMs;
  /** Null keeps everything. */
  readonly retentionMs: number | null;
}

/** What a query of Logs Insights has come to by now. */
export interface LogQueryAnswer {
  readonly status: 'running' | 'complete' | 'failed';
  readonly rows: readonly LogQueryRow[];
  readonly scannedBytes: number;
  /** What was read, where that is not the span that was asked about. */
  readonly span?: TimeRange;
}

/** Values by the names of their columns. */
export type LogQueryRow = ReadonlyMap<string, RawText>;

/**
 * In us-east-1; elsewhere it is some percent more. For each query anew.
 *
 * @see https://aws.amazon.com/cloudwatch/pricing/
 */
const DOLLARS_PER_GB = 0.005;
const BYTES_PER_GB = 1_000_000_000;

/**
 * Roughly how many bytes of a log fall into a span, assuming a constant rate: AWS does not tell when they were written.
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
