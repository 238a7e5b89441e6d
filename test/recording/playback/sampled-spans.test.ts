import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EpochMs, HOUR_MS, MINUTE_MS, SECOND_MS, type TimeRange } from '../../../src/lambda/time.ts';
import { createRecordedStreams } from '../../../src/recording/playback/recorded-streams.ts';
import {
  type ReadBetween,
  type SampledSpan,
  sampledSpans,
  spansBy,
} from '../../../src/recording/playback/sampled-spans.ts';
import { rawText } from '../../../src/terminal/text.ts';

const GROUP_ARN = rawText('arn:aws:logs:eu-west-1:111122223333:log-group:/shop/log');

interface Read extends TimeRange {
  readonly atMs: EpochMs;
}

const covers = (read: Read, span: TimeRange) => read.startMs <= span.startMs && read.endMs >= span.endMs;

/** The spans as seen live: second after second, with the reads so far. */
function spansOfAWitness(
  sampledMs: readonly EpochMs[],
  reads: readonly Read[],
  nowMs: EpochMs,
): readonly SampledSpan[] {
  const spans: SampledSpan[] = [];
  for (const endMs of sampledMs.filter((each) => each <= nowMs)) {
    const last = spans.at(-1);
    if (last?.readMs === endMs) continue;
    const goesOn = last !== undefined && (last.readMs === null || last.readMs > endMs);
    const span = { startMs: goesOn ? last.startMs : endMs - SECOND_MS, endMs };
    const read = reads.find((each) => each.atMs > endMs && covers(each, span));
    const readMs = read !== undefined && read.atMs <= nowMs ? read.atMs : null;
    spans.splice(goesOn ? -1 : spans.length, 1, { ...span, readMs });
  }
  return spans;
}

describe('the spans in which a stream was sampled', () => {
  const seconds = fc
    .uniqueArray(fc.nat(60), { maxLength: 40 })
    .map((all) => all.toSorted((a, b) => a - b).map((second) => second * SECOND_MS));
  const read = fc
    .record({ at: fc.nat(70), back: fc.nat(20), length: fc.nat(20) })
    .map(({ at, back, length }) => ({
      atMs: at * SECOND_MS,
      startMs: (at - back - length) * SECOND_MS,
      endMs: (at - back) * SECOND_MS,
    }));
  const inOrder = fc.array(read, { maxLength: 30 }).map((reads) => reads.toSorted((a, b) => a.atMs - b.atMs));

  it('are at any time the same as for a live observer', () => {
    fc.assert(
      fc.property(seconds, inOrder, fc.nat(80), (sampledMs, reads, now) => {
        const spans = sampledSpans(
          sampledMs,
          (span, afterMs, throughMs) =>
            reads.find((each) => each.atMs > afterMs && each.atMs <= throughMs && covers(each, span))?.atMs ??
            null,
        );
        const nowMs = now * SECOND_MS;
        expect(spansBy(nowMs, spans, sampledMs)).toEqual(spansOfAWitness(sampledMs, reads, nowMs));
      }),
    );
  });

  it('are computed once, however many pages are requested, and between any two seconds once', () => {
    const asked: TimeRange[] = [];
    const readBetween: ReadBetween = (_span, startMs, endMs) => {
      asked.push({ startMs, endMs });
      return null;
    };
    const streams = createRecordedStreams();
    for (let atMs = SECOND_MS; atMs <= HOUR_MS; atMs += SECOND_MS)
      streams.add({ fact: 'streamed', atMs, groupArn: GROUP_ARN, isSampled: true, leftOut: 0 });

    for (let nowMs = 0; nowMs <= HOUR_MS; nowMs += MINUTE_MS) {
      const range = { startMs: nowMs - MINUTE_MS, endMs: nowMs };
      streams.lackOf(GROUP_ARN, range, { readBetween, gaps: [] }, nowMs);
    }

    expect(asked.at(0)?.startMs).toBe(SECOND_MS);
    for (const [index, { endMs }] of asked.slice(0, -1).entries())
      expect(asked[index + 1]?.startMs).toBe(endMs);
  });
});
