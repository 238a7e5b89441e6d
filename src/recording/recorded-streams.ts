import { type EpochMs, SECOND_MS, type TimeRange } from '../lambda/time.ts';
import type { Gap } from '../logs/tail-item.ts';
import type { StreamedLack } from '../monitor/sources.ts';
import type { RawText } from '../terminal/text.ts';
import type { StreamedFact } from './fact.ts';

/** What Live Tail did not tell of the logs of a recording. */
export interface RecordedStreams {
  add(fact: StreamedFact): void;
  /** Of a log, in so far as it concerns `range`, as it was known at `nowMs`; null where there was no stream that lacked anything. */
  lackOf(group: RawText, range: TimeRange, how: Reading, nowMs: EpochMs): StreamedLack | null;
}

/** What was read of the same log beside the stream. */
interface Reading {
  /** When a span was read next, after a time; null where it never was. */
  readonly readAfter: (span: TimeRange, afterMs: EpochMs) => EpochMs | null;
  /** What of the log was not read in full. */
  readonly gaps: readonly Gap[];
}

export function createRecordedStreams(): RecordedStreams {
  const streams = new Map<RawText, StreamedFact[]>();
  return {
    add(fact) {
      const streamed = streams.get(fact.groupArn) ?? [];
      streams.set(fact.groupArn, streamed);
      streamed.push(fact);
    },
    lackOf(group, range, reading, nowMs) {
      const [, streamed] = [...streams].find(([groupArn]) => isOf(groupArn, group)) ?? [];
      if (streamed === undefined) return null;
      const gaps = sampledSpans(streamed, reading, nowMs)
        .filter(({ startMs, endMs }) => startMs <= range.endMs && endMs >= range.startMs)
        .map((span) => sampledGap(span, reading));
      return { gaps, leftOut: leftOutBy(streamed, nowMs) };
    },
  };
}

/** A log may be asked for by the ARN of its group, or by its name. */
function isOf(groupArn: RawText, group: RawText): boolean {
  return groupArn === group || groupArn.endsWith(`:log-group:${group}`);
}

/** Open until it had been read, but for what a flood carried off. */
function sampledGap({ startMs, endMs, readMs }: SampledSpan, { gaps }: Reading): Gap {
  const gap: Gap = { type: 'gap', startMs, endMs: null, reason: 'sampled' };
  if (readMs === null) return gap;
  const lost = gaps.find((each) => each.startMs <= endMs && (each.endMs ?? endMs) >= startMs);
  return { ...gap, endMs, ...(lost?.missing === undefined ? {} : { missing: lost.missing }) };
}

interface SampledSpan extends TimeRange {
  /** When it had been read; null where it was not yet. */
  readonly readMs: EpochMs | null;
}

function sampledSpans(
  streamed: readonly StreamedFact[],
  { readAfter }: Reading,
  nowMs: EpochMs,
): readonly SampledSpan[] {
  const spans: SampledSpan[] = [];
  for (const { atMs, isSampled } of streamed) {
    if (!isSampled || atMs > nowMs) continue;
    const last = spans.at(-1);
    // It had been read before anybody missed it.
    if (last?.readMs === atMs) continue;
    const goesOn = last !== undefined && (last.readMs === null || last.readMs > atMs);
    const span = { startMs: goesOn ? last.startMs : atMs - SECOND_MS, endMs: atMs };
    const readMs = readAfter(span, atMs);
    spans.splice(goesOn ? -1 : spans.length, 1, {
      ...span,
      readMs: readMs !== null && readMs <= nowMs ? readMs : null,
    });
  }
  return spans;
}

/** How many a stream told by then that have no place in a log. */
function leftOutBy(streamed: readonly StreamedFact[], nowMs: EpochMs): number {
  return streamed.reduce((sum, { atMs, leftOut }) => (atMs <= nowMs ? sum + leftOut : sum), 0);
}
