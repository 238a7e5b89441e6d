import type { EpochMs, TimeRange } from '../lambda/time.ts';
import type { Gap } from '../logs/tail-item.ts';

/** Of what a flood did not let lmon read there are samples of so many seconds: the gap goes on behind each. */
const SAMPLE_MS = 10_000;

/**
 * The spans of a log that nobody has read in full, oldest first, between the first and the last that somebody has.
 *
 * @param read spans that were read in full, in any order, with both their ends.
 * @param story spans of which what tells of invocations and their failures was read.
 */
export function recordedGaps(read: readonly TimeRange[], story: readonly TimeRange[]): readonly Gap[] {
  const stories = united(story);
  const holes = holesBetween(united(read), stories.at(-1)?.endMs ?? 0);
  const gaps: Gap[] = [];
  for (const hole of holes) {
    const isTold = stories.some(({ startMs, endMs }) => startMs <= hole.startMs && hole.endMs <= endMs);
    const gap = isTold ? ({ reason: 'flood', missing: 'bulk' } as const) : UNRECORDED;
    const before = gaps.at(-1);
    const goesOn = before?.reason === gap.reason && hole.startMs - (before.endMs ?? 0) <= SAMPLE_MS + 2;
    gaps.splice(goesOn ? -1 : gaps.length, 1, {
      type: 'gap',
      startMs: goesOn ? before.startMs : hole.startMs,
      endMs: hole.endMs,
      ...gap,
    });
  }
  return gaps;
}

const UNRECORDED = { reason: 'unrecorded', missing: 'most' } as const;

/** A span of a log that was read, or only up to its end, with more behind it. */
export interface ReadSpan extends TimeRange {
  readonly isPart: boolean;
}

/**
 * The gap at the end of a log whose reading was broken off: nobody knows what follows. Null where what was read last was
 * read to its end.
 *
 * @param newestMs of the events that are known; null where there are none
 */
export function openGap(read: readonly ReadSpan[], newestMs: EpochMs | null): Gap | null {
  // Of a recording of hours there are more than a call may have arguments.
  const lastMs = read.reduce((latestMs, { endMs }) => Math.max(latestMs, endMs), Number.NEGATIVE_INFINITY);
  const last = read.filter(({ endMs }) => endMs === lastMs);
  if (last.length === 0 || last.some(({ isPart }) => !isPart)) return null;
  // Events are written before the span that they are of.
  return { type: 'gap', startMs: Math.max(lastMs, newestMs ?? lastMs) + 1, endMs: null, ...UNRECORDED };
}

/** What of `gaps` concerns somebody who asks for `range` at `nowMs`: each as a whole, and open while it goes on. */
export function gapsIn(gaps: readonly Gap[], range: TimeRange, nowMs: EpochMs): readonly Gap[] {
  const lastMs = Math.min(range.endMs, nowMs);
  return gaps
    .filter(({ startMs, endMs }) => startMs <= lastMs && (endMs === null || endMs >= range.startMs))
    .map((gap) => (gap.endMs !== null && gap.endMs > nowMs ? { ...gap, endMs: null } : gap));
}

/** In order, with those as one that touch each other. */
export function united(spans: readonly TimeRange[]): readonly TimeRange[] {
  const whole: { startMs: EpochMs; endMs: EpochMs }[] = [];
  for (const { startMs, endMs } of spans.toSorted((left, right) => left.startMs - right.startMs)) {
    const last = whole.at(-1);
    if (last !== undefined && startMs <= last.endMs + 1) last.endMs = Math.max(last.endMs, endMs);
    else whole.push({ startMs, endMs });
  }
  return whole;
}

/** @param throughMs up to where there is more to tell, where that is behind the last span. */
function holesBetween(spans: readonly TimeRange[], throughMs: EpochMs): readonly TimeRange[] {
  return spans.flatMap(({ endMs }, index) => {
    const hole = { startMs: endMs + 1, endMs: (spans[index + 1]?.startMs ?? throughMs + 1) - 1 };
    return hole.endMs < hole.startMs ? [] : [hole];
  });
}
