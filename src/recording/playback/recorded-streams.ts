import type { EpochMs, TimeRange } from '../../lambda/time.ts';
import type { Gap } from '../../logs/tail-item.ts';
import type { StreamedLack } from '../../monitor/log-page.ts';
import type { RawText } from '../../terminal/text.ts';
import type { StreamedFact } from '../fact.ts';
import { type ReadBetween, type SampledSpan, sampledSpans, spansBy } from './sampled-spans.ts';

/** What Live Tail omitted from the logs of a recording. */
export interface RecordedStreams {
  add(fact: StreamedFact): void;
  /** What a log's stream omitted within `range`, as known at `nowMs`; null where it omitted nothing. */
  lackOf(group: RawText, range: TimeRange, how: Reading, nowMs: EpochMs): StreamedLack | null;
}

/** What polling read of the same log. */
interface Reading {
  readonly readBetween: ReadBetween;
  /** Incompletely read spans. */
  readonly gaps: readonly Gap[];
}

/** The omissions of one log's stream. */
interface Streamed {
  readonly facts: StreamedFact[];
  /** The ends of the sampled seconds. */
  readonly sampledMs: EpochMs[];
  /** Over the whole recording, by the name used for reading; computed on demand. */
  readonly spansBy: Map<RawText, readonly SampledSpan[]>;
}

export function createRecordedStreams(): RecordedStreams {
  const streams = new Map<RawText, Streamed>();
  return {
    add(fact) {
      const streamed = streams.get(fact.groupArn) ?? nothingStreamed();
      streams.set(fact.groupArn, streamed);
      streamed.facts.push(fact);
      if (fact.isSampled) streamed.sampledMs.push(fact.atMs);
    },
    lackOf(group, range, reading, nowMs) {
      const [, streamed] = [...streams].find(([groupArn]) => isOf(groupArn, group)) ?? [];
      if (streamed === undefined) return null;
      const { facts, sampledMs } = streamed;
      const spans = streamed.spansBy.get(group) ?? sampledSpans(sampledMs, reading.readBetween);
      streamed.spansBy.set(group, spans);
      const gaps = spansBy(nowMs, spans, sampledMs)
        .filter(({ startMs, endMs }) => startMs <= range.endMs && endMs >= range.startMs)
        .map((span) => sampledGap(span, reading));
      return { gaps, leftOut: leftOutBy(facts, nowMs) };
    },
  };
}

function nothingStreamed(): Streamed {
  return { facts: [], sampledMs: [], spansBy: new Map() };
}

/** A log may be asked for by the ARN of its group, or by its name. */
function isOf(groupArn: RawText, group: RawText): boolean {
  return groupArn === group || groupArn.endsWith(`:log-group:${group}`);
}

/** Open until the span has been read, except for what a flood left out. */
function sampledGap({ startMs, endMs, readMs }: SampledSpan, { gaps }: Reading): Gap {
  const gap: Gap = { type: 'gap', startMs, endMs: null, reason: 'sampled' };
  if (readMs === null) return gap;
  const lost = gaps.find((each) => each.startMs <= endMs && (each.endMs ?? endMs) >= startMs);
  return { ...gap, endMs, ...(lost?.missing === undefined ? {} : { missing: lost.missing }) };
}

/** How many streamed events could not be placed in the log by then. */
function leftOutBy(streamed: readonly StreamedFact[], nowMs: EpochMs): number {
  return streamed.reduce((sum, { atMs, leftOut }) => (atMs <= nowMs ? sum + leftOut : sum), 0);
}
