import { type EpochMs, SECOND_MS, type TimeRange } from '../../lambda/time.ts';

/** Consecutive sampled seconds of a stream, until they were read by polling. */
export interface SampledSpan extends TimeRange {
  /** When they were read; null for never. */
  readonly readMs: EpochMs | null;
}

/** When a span was first read between two times; null for never. */
export type ReadBetween = (span: TimeRange, afterMs: EpochMs, throughMs: EpochMs) => EpochMs | null;

/**
 * The spans of a whole recording. Between two seconds, each read is examined once: hours of an unread flood have ten
 * thousand of both.
 *
 * @param sampledMs the ends of the seconds, in order
 */
export function sampledSpans(
  sampledMs: readonly EpochMs[],
  readBetween: ReadBetween,
): readonly SampledSpan[] {
  const spans: SampledSpan[] = [];
  for (const [index, endMs] of sampledMs.entries()) {
    const last = spans.at(-1);
    // It had been read before it was missed.
    if (last?.readMs === endMs) continue;
    const startMs = last?.readMs === null ? last.startMs : endMs - SECOND_MS;
    const span = { startMs, endMs };
    const readMs = readBetween(span, endMs, sampledMs[index + 1] ?? Number.MAX_VALUE);
    spans.splice(last?.readMs === null ? -1 : spans.length, 1, { ...span, readMs });
  }
  return spans;
}

/** The spans as known at a time, without later information. */
export function spansBy(
  nowMs: EpochMs,
  spans: readonly SampledSpan[],
  sampledMs: readonly EpochMs[],
): readonly SampledSpan[] {
  const newestMs = sampledMs.findLast((endMs) => endMs <= nowMs);
  if (newestMs === undefined) return [];
  return spans
    .filter(({ startMs }) => startMs < newestMs)
    .map((span) => ({
      startMs: span.startMs,
      endMs: Math.min(span.endMs, newestMs),
      readMs: span.readMs !== null && span.readMs <= nowMs ? span.readMs : null,
    }));
}
